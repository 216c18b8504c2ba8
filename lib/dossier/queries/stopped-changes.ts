import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { formatInstant } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { decidedSections, kindOf } from '../decision-scope'
import type { TargetKind } from '../fields'
import { CHANGE_MESSAGES, inSentence } from '../messages'
import type { ChangeState } from '../rules'
import { unitOf, type Dossier } from '../sections'

type StoppedRow = {
  kind: TargetKind
  unit: string
  state: ChangeState
  personName: string
  decider: string | null
  decidedAt: Date | null
}

/** Why changes that an agent meant to decide were not, one sentence each: by whom and when they were decided. */
export async function stoppedChanges(agent: AgentActor, dossier: Dossier, ids: string[]): Promise<string[]> {
  const sections = decidedSections(dossier, agent)
  const rows = await db.$queryRaw<StoppedRow[]>`
    SELECT ${kindOf(Prisma.raw('c'))} AS kind, c.unit, c.state::text AS state, c."decidedAt",
      a."firstName" || ' ' || a."lastName" AS decider,
       COALESCE(split_part(g."firstNames", ' ', 1) || ' ' || g."lastName", split_part(ch."firstNames", ' ', 1), 'Famille ' || f.name) AS "personName"
    FROM "PendingChange" c JOIN "Family" f ON f.id = c."familyId" LEFT JOIN "Account" a ON a.id = c."deciderId"
    LEFT JOIN "Guardian" g ON g.id = c."guardianId" LEFT JOIN "Child" ch ON ch.id = c."childId"
    WHERE c.id = ANY(${ids.filter(isIdentifier)}::uuid[]) AND c.section = ANY(${sections}) ORDER BY c."askedAt", c.id`
  return rows.map(({ kind, unit, state, decider, decidedAt, ...row }) => {
    const subject = `${row.personName}, ${inSentence(unitOf(dossier, kind, unit).label)}`
    return `${subject} : ${stopText(state, decider ?? 'un agent', decidedAt)}`
  })
}

function stopText(state: ChangeState, decider: string, decidedAt: Date | null): string {
  if (state === 'WITHDRAWN') return CHANGE_MESSAGES.withdrawnMeanwhile
  if (!decidedAt) return CHANGE_MESSAGES.readAgain
  return CHANGE_MESSAGES.alreadyDecided(state === 'ACCEPTED', decider, formatInstant(decidedAt))
}
