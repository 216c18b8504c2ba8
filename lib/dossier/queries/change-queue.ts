import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { likePattern } from '@/lib/core/like-pattern'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { decidedSections, kindOf, VERSION } from '../decision-scope'
import type { QueueFilter } from '../decision-schema'
import { isHarmless, type TargetKind } from '../fields'
import { waitingSince } from '../rules'
import type { Target } from '../schema'
import { unitOf, type Dossier } from '../sections'

/** How many people the queue shows on a page. */
const PAGE_SIZE = 30

/** A person whose changes wait: one entry of the queue. */
export type QueueEntry = {
  target: Target
  familyName: string
  personName: string
  /** « régime alimentaire, adresse ». */
  labels: string[]
  since: string
  late: boolean
  /** Whether all that is asked is harmless; else it is to be read, and no batch takes it. */
  isHarmless: boolean
  /** The changes and their versions, for a decision on all of them. */
  changes: { id: string; version: number }[]
}

export type Queue = { entries: QueueEntry[]; people: number; pages: number }

type QueueRow = {
  kind: TargetKind
  id: string
  familyName: string
  personName: string
  oldest: Date
  people: number
  changes: { id: string; unit: string; version: number }[]
}

/** What waits for a decision, a person an entry, those who wait longest first. */
export async function changeQueue(
  agent: AgentActor,
  dossier: Dossier,
  filter: QueueFilter,
  now: Date,
): Promise<Queue> {
  const sections = decidedSections(dossier, agent).filter((id) => !filter.section || id === filter.section)
  const family = filter.family?.trim()
  const page = Math.max(1, filter.page ?? 1)
  const named = family
    ? Prisma.sql`AND espace_normalise(f.name) LIKE '%' || espace_normalise(${likePattern(family)}) || '%'`
    : Prisma.empty
  const rows = await db.$queryRaw<QueueRow[]>`
    SELECT ${kindOf(Prisma.raw('q'))} AS kind, COALESCE(q."guardianId", q."childId", q."familyId") AS id, q."familyName", q.oldest, q.changes, count(*) OVER ()::int AS people,
      COALESCE(split_part(g."firstNames", ' ', 1) || ' ' || g."lastName", split_part(ch."firstNames", ' ', 1), 'Famille') AS "personName"
    FROM (
      SELECT c."guardianId", c."childId", CASE WHEN c."childId" IS NULL THEN c."familyId" END AS "familyId", min(c."askedAt") AS oldest, (array_agg(f.name ORDER BY c."askedAt"))[1] AS "familyName",
        json_agg(json_build_object('id', c.id, 'unit', c.unit, 'version', ${VERSION}) ORDER BY c."askedAt", c.id) AS changes
      FROM "PendingChange" c JOIN "Family" f ON f.id = c."familyId"
      WHERE c.state = 'PENDING' AND c.section = ANY(${sections}) ${named}
      GROUP BY c."guardianId", c."childId", 3) q
    LEFT JOIN "Guardian" g ON g.id = q."guardianId" LEFT JOIN "Child" ch ON ch.id = q."childId"
    ORDER BY q.oldest, id LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`
  const people = rows[0]?.people ?? 0
  return {
    entries: rows.map((row) => queueEntry(dossier, row, now)),
    people,
    pages: Math.ceil(people / PAGE_SIZE),
  }
}

function queueEntry(
  dossier: Dossier,
  { kind, id, changes, oldest, ...row }: QueueRow,
  now: Date,
): QueueEntry {
  const { words, late } = waitingSince(oldest, now)
  const units = changes.map(({ unit }) => unitOf(dossier, kind, unit))
  return {
    target: { kind, id },
    familyName: row.familyName,
    personName: row.personName,
    labels: [...new Set(units.map(({ label }) => label))],
    isHarmless: units.every(isHarmless),
    since: words,
    late,
    changes: changes.map((change) => ({ id: change.id, version: change.version })),
  }
}
