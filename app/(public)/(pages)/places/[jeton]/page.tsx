import type { Metadata } from 'next'
import { LinkForm } from '../../confirmation/link-form'
import { NarrowPage } from '@/components/layout/narrow-page'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { StateBadge } from '@/components/ui/state-badge'
import { formatDeadline } from '@/lib/activity/rules/deadline'
import { now } from '@/lib/core/clock'
import { linkLimit } from '@/lib/core/mail-link'
import { entryWords, LINK_WORDS } from '@/lib/planning/messages'
import { linkedOffer, type LinkedOffer } from '@/lib/planning/queries/mail-links'
import { confirmOfferAction } from './actions'

export const metadata: Metadata = { title: 'Confirmer la place proposée', robots: { index: false } }

// Mail scanners follow links: opening the page changes nothing.
export default async function OfferPage({
  params,
  searchParams,
}: {
  params: Promise<{ jeton: string }>
  searchParams: Promise<{ fait?: string }>
}) {
  const { jeton } = await params
  const isDone = (await searchParams).fait === '1'
  const at = now()
  const refused = await linkLimit(at)
  const link = refused ? null : await linkedOffer(jeton, at)
  return (
    <NarrowPage title={refused ? 'Réessayez plus tard' : titleOf(link!, isDone)}>
      <Card className="flex flex-col items-start gap-5">
        {refused && <p>{refused}</p>}
        {link && 'names' in link ? (
          <Offer link={link} token={jeton} isDone={isDone} />
        ) : (
          link && <p>{LINK_WORDS[link.state === 'expired' ? 'expired' : 'unknown']}</p>
        )}
        <LinkButton href="/famille/planning" variant="secondary">
          Aller à mon planning
        </LinkButton>
      </Card>
    </NarrowPage>
  )
}

type Known = Extract<LinkedOffer, { names: unknown }>

function titleOf(link: LinkedOffer, isDone: boolean): string {
  if (!('names' in link)) return 'Ce lien ne sert plus'
  if (link.entry === 'OFFERED') return 'Une place vous est proposée'
  if (link.entry === 'BOOKED') return isDone ? 'La place est confirmée' : 'La place est déjà confirmée'
  return 'La place n’est plus proposée'
}

function Offer({
  link: { names, entry, until },
  token,
  isDone,
}: {
  link: Known
  token: string
  isDone: boolean
}) {
  return (
    <>
      {isDone && entry === 'BOOKED' && (
        <Alert tone="success" live>
          C’est réservé.
        </Alert>
      )}
      <p className="flex flex-wrap items-center gap-3">
        <strong>{entryWords(names)}</strong> <StateBadge state={entry} />
      </p>
      {entry === 'OFFERED' && (
        <>
          <p>
            Elle est gardée pour vous jusqu’au {formatDeadline(until)}. Sans réponse, elle est proposée à la
            famille suivante. Pour la refuser, allez sur votre planning.
          </p>
          <LinkForm
            action={confirmOfferAction}
            token={token}
            label="Confirmer la place"
            pendingLabel="Confirmation…"
          />
        </>
      )}
    </>
  )
}
