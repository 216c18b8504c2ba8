import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import { DISEASES } from '../messages'
import { obligationRows, type ObligationRow } from '../vaccines'

/** An authorisation as the settings show it, and how many children have an answer. */
export type AuthorisationView = {
  id: number
  label: string
  help: string | null
  hasHour: boolean
  isEnded: boolean
  answers: number
}

/** The authorisations of the collectivité in their order, those that ended last. @throws NotFound without the permission */
export async function authorisationList(agent: AgentActor): Promise<AuthorisationView[]> {
  requirePermission(agent, 'authority.configure')
  const rows = await db.authorisationType.findMany({
    orderBy: [{ endedAt: { sort: 'asc', nulls: 'first' } }, { position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      label: true,
      help: true,
      hasHour: true,
      endedAt: true,
      _count: { select: { answers: true } },
    },
  })
  return rows.map(({ endedAt, _count, ...type }) => ({
    ...type,
    isEnded: endedAt !== null,
    answers: _count.answers,
  }))
}

/** The vaccine schedule, by disease then by births, and the diseases that the known vaccines protect from. */
export type ScheduleView = { obligations: ObligationRow[]; diseases: { code: string; label: string }[] }

/** What the law asks as the agents keep it up to date. @throws NotFound without the permission */
export async function vaccineSchedule(agent: AgentActor): Promise<ScheduleView> {
  requirePermission(agent, 'authority.configure')
  const [obligations, vaccines] = await Promise.all([
    obligationRows(db),
    db.vaccine.findMany({ orderBy: [{ position: 'asc' }, { code: 'asc' }], select: { covers: true } }),
  ])
  const codes = [...new Set(vaccines.flatMap(({ covers }) => covers))]
  const labels: Readonly<Record<string, string>> = DISEASES
  return {
    obligations: obligations.toSorted(
      (a, b) => a.label.localeCompare(b.label, 'fr') || a.bornFrom.localeCompare(b.bornFrom),
    ),
    diseases: codes.map((code) => ({ code, label: labels[code] ?? code })),
  }
}
