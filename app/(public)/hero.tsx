import { LinkButton } from '@/components/ui/button'
import type { PublishedAuthority } from '@/lib/authority/queries'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { ExampleDay } from './example-day'

/** What the portal is for, and the two ways in. */
export function Hero({
  authority: { welcomeTitle, welcomeText },
}: {
  authority: Pick<PublishedAuthority, 'welcomeTitle' | 'welcomeText'>
}) {
  return (
    <section className="on-brand overflow-hidden" aria-labelledby="accueil">
      <div className="lg:min-h-108 mx-auto grid max-w-page gap-x-14 px-4 lg:grid-cols-[6fr_5fr] lg:px-8">
        <div className="self-center py-10 lg:py-14">
          <h1 id="accueil" className="max-w-[17ch] text-3xl lg:text-4xl">
            {welcomeTitle}
          </h1>
          <p className="mt-4 max-w-[34rem] text-lg lg:mt-5 lg:text-xl">{welcomeText}</p>
          <div className="mt-7 flex flex-wrap gap-3">
            <LinkButton href="/inscription" variant="sun">
              Créer un compte
            </LinkButton>
            <LinkButton href="/connexion" variant="onBrand">
              J’ai déjà un compte
            </LinkButton>
          </div>
        </div>
        <ExampleDay today={dayInParis(now())} />
      </div>
    </section>
  )
}
