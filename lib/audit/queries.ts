import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { addDays, instantInParis, type WallTime } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { JournalFilter } from './address'

const PAGE_SIZE = 50

/** A line of the journal: who, what, about whom. Names are those of today; null when the row is gone. */
export type JournalEntry = {
  id: bigint
  at: Date
  actor: 'CITIZEN' | 'AGENT' | 'SYSTEM'
  accountId: string | null
  accountName: string | null
  action: string
  familyId: string | null
  familyName: string | null
  personName: string | null
  fields: string[]
}

export type JournalPage = { entries: JournalEntry[]; next: bigint | null }

/** A page of the journal, newest first. @throws NotFound without the permission */
export async function journalPage(agent: AgentActor, filter: JournalFilter): Promise<JournalPage> {
  requirePermission(agent, 'journal.read')
  const entries = await readEntries(conditions(filter), PAGE_SIZE + 1)
  const page = entries.slice(0, PAGE_SIZE)
  return { entries: page, next: entries.length > PAGE_SIZE ? page.at(-1)!.id : null }
}

/** The last events of a family, for who may read it. @throws NotFound without the permission */
export async function journalOfFamily(
  agent: AgentActor,
  familyId: string,
  count: number,
): Promise<JournalEntry[]> {
  requirePermission(agent, 'family.read')
  return readEntries(Prisma.sql`e."familyId" = ${familyId}::uuid`, count)
}

function conditions({ familyId, accountId, actor, kind, from, to, before }: JournalFilter): Prisma.Sql {
  const midnight = '00:00' as WallTime
  const asked = [
    familyId && Prisma.sql`e."familyId" = ${familyId}::uuid`,
    accountId && Prisma.sql`e."accountId" = ${accountId}::uuid`,
    actor && Prisma.sql`e.actor = ${actor}::"AuditActor"`,
    kind && Prisma.sql`e.action LIKE ${`${kind}.%`}`,
    from && Prisma.sql`e.at >= ${instantInParis(from, midnight)}`,
    to && Prisma.sql`e.at < ${instantInParis(addDays(to, 1), midnight)}`,
    before && Prisma.sql`e.id < ${before}`,
  ].filter((condition) => condition !== null)
  return asked.length > 0 ? Prisma.join(asked, ' AND ') : Prisma.sql`TRUE`
}

/** Newest first by number: events of one transaction keep the order in which they were written. */
function readEntries(condition: Prisma.Sql, count: number): Promise<JournalEntry[]> {
  return db.$queryRaw<JournalEntry[]>`
    SELECT e.id, e.at, e.actor::text AS actor, e."accountId", a."firstName" || ' ' || a."lastName" AS "accountName", e.action,
      e."familyId", f.name AS "familyName",
      COALESCE(e.fields, '{}') AS fields,
      COALESCE(split_part(c."firstNames", ' ', 1) || ' ' || c."lastName", split_part(g."firstNames", ' ', 1) || ' ' || g."lastName") AS "personName"
    FROM (SELECT * FROM "AuditEvent" e WHERE ${condition} ORDER BY e.id DESC LIMIT ${count}) e
    LEFT JOIN "Account" a ON a.id = e."accountId" LEFT JOIN "Family" f ON f.id = e."familyId"
    LEFT JOIN "Child" c ON c.id = e."childId" LEFT JOIN "Guardian" g ON g.id = e."guardianId"
    ORDER BY e.id DESC`
}
