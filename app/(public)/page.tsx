import { redirect } from 'next/navigation'
import { NewsSection } from '@/components/portal/news-section'
import { ServiceSection } from '@/components/portal/service-section'
import { classes } from '@/components/ui/classes'
import { getAuthority, latestNews } from '@/lib/authority/queries'
import { getActor } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { FirstSteps } from './first-steps'
import { Hero } from './hero'
import { ParentHome } from './parent-home'

export default async function HomePage() {
  const actor = await getActor()
  if (actor?.kind === 'agent') redirect('/admin')
  const [authority, news] = await Promise.all([getAuthority(), latestNews(now())])
  return (
    <>
      {actor ? <ParentHome parent={actor} /> : <Hero authority={authority} />}
      {/* The citizens’ frame has its own margins. */}
      <div className={classes(!actor && 'mx-auto max-w-page px-4 pb-12 pt-10 lg:px-8')}>
        {!actor && <FirstSteps />}
        <div className={classes('grid gap-4 lg:grid-cols-5', actor ? 'mt-4' : 'mt-8')}>
          <NewsSection news={news} className="lg:col-span-3" />
          <ServiceSection authority={authority} className="lg:col-span-2" />
        </div>
      </div>
    </>
  )
}
