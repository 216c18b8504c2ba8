import { ClipboardCheck } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { ActivityIcon } from '@/components/planning/activity-icon'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatDay } from '@/lib/core/day'
import { sheetsOfDay, type SheetOfDay } from '@/lib/planning/queries/day-sheets'
import { sheetAddressSchema } from '@/lib/planning/schema'
import { DaySteps, stepsOf } from './day-steps'

export const metadata: Metadata = { title: 'Feuilles de présence' }

const PATH = '/admin/feuilles'

type SheetsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function SheetsPage({ searchParams }: SheetsPageProps) {
  const agent = await requireAgent('daysheet.read')
  const { jour } = sheetAddressSchema.parse(await searchParams)
  const today = dayInParis(now())
  const day = jour ?? today
  const sheets = await sheetsOfDay(agent, day)
  return (
    <>
      <PageHeader
        title="Feuilles de présence"
        subtitle={day === today ? `Aujourd’hui, ${formatDay(day)}` : formatDay(day)}
        {...stepsOf(PATH, day)}
        actions={<DaySteps path={PATH} day={day} />}
      />
      {sheets.length === 0 ? (
        <EmptyState icon={ClipboardCheck} title="Aucune activité ne vous est confiée">
          L’administrateur choisit vos activités dans « Agents » : leurs feuilles apparaissent alors ici.
        </EmptyState>
      ) : (
        <ul className="grid gap-4 md:grid-cols-2">
          {sheets.map((sheet) => (
            <li key={sheet.activityId}>
              <SheetCard sheet={sheet} href={`${PATH}/${sheet.activityId}?jour=${day}`} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function SheetCard({ sheet, href }: { sheet: SheetOfDay; href: string }) {
  const { name, icon, expected, present, missing, toMark, closedBy } = sheet
  return (
    <Card className="relative flex h-full items-center gap-4 hover:bg-brand-soft">
      <span className="flex size-11 shrink-0 items-center justify-center rounded-control bg-brand-soft text-brand-text">
        <ActivityIcon icon={icon} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="text-xl">
          <Link href={href} className="after:absolute after:inset-0 hover:underline">
            {name}
          </Link>
        </h2>
        {closedBy && expected === 0 ? (
          <p className="text-muted">Fermé : {closedBy}</p>
        ) : (
          <p className="text-muted">
            {expected} {expected > 1 ? 'attendus' : 'attendu'} · {present}{' '}
            {present > 1 ? 'présents' : 'présent'} · {missing} {missing > 1 ? 'absents' : 'absent'}
          </p>
        )}
      </div>
      {toMark > 0 ? (
        <Tag tone="warning">{toMark} à pointer</Tag>
      ) : (
        expected > 0 && <Tag tone="success">Pointage terminé</Tag>
      )}
    </Card>
  )
}
