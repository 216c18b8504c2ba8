import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { Legend } from '@/components/planning/legend'
import { UnpaidAlert } from '@/components/planning/unpaid-alert'
import { Link } from '@/components/ui/link'
import { PlanningBoard } from '@/components/planning/planning-board'
import { LinkButton } from '@/components/ui/button'
import { getAuthority } from '@/lib/authority/queries'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis } from '@/lib/core/day'
import { planningOfPeriod } from '@/lib/planning/queries'
import { anchorOf, parseAddress, periodOf, periodTitle, unionOf } from '@/lib/planning/rules/view'
import { changeEntry } from './actions'

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Search): Promise<Metadata> {
  const { view, date } = parseAddress(await searchParams)
  const shown = view ?? 'mois'
  return { title: `Planning, ${periodTitle(shown, anchorOf(date, shown, dayInParis(now())))}` }
}

export default async function PlanningPage({ searchParams }: Search) {
  const parent = await requireSubscribedParent()
  const address = parseAddress(await searchParams)
  const at = now()
  const today = dayInParis(at)
  const views = address.view ? [address.view] : (['mois', 'semaine'] as const)
  const period = unionOf(...views.map((view) => periodOf(view, anchorOf(address.date, view, today))))
  const [grid, authority] = await Promise.all([planningOfPeriod(parent, period, at), getAuthority()])
  return (
    <>
      <PlanningBoard
        key={`${address.view} ${address.date}`}
        grid={grid}
        address={address}
        today={today}
        zone={authority.schoolZone}
        send={changeEntry}
        notice={<UnpaidAlert people={grid.children} at={at} />}
      />
      <Legend />
      <p className="mt-4 print:hidden">
        <Link
          href="/famille/tarifs"
          className="inline-flex min-h-target items-center font-semibold text-brand-text underline underline-offset-4"
        >
          Ce que coûtent les activités de vos enfants
        </Link>
      </p>
      <div className="pointer-events-none sticky bottom-20 z-20 mt-4 flex justify-end lg:bottom-6 print:hidden [@media(max-height:30rem)]:static">
        <LinkButton
          href="/famille/demandes/nouvelle"
          variant="sun"
          size="lg"
          className="pointer-events-auto shadow-float"
        >
          <Plus />
          <span>
            <span className="max-sm:sr-only">Faire une </span>
            <span className="max-sm:capitalize">demande</span>
          </span>
        </LinkButton>
      </div>
    </>
  )
}
