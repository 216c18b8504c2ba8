import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Actor } from './actor'
import type { Tx } from './db'

/** What was done or read: names of fields, never their values. `action` is « thing.verb » (docs/glossary.md). */
export type AuditEntry = {
  action: string
  familyId?: string
  childId?: string
  guardianId?: string
  subject?: string
  fields?: string[]
  detail?: Prisma.InputJsonObject
}

/** Writes events to the journal, in the transaction of what they tell. `actor` null is the system itself. */
export async function recordEvents(
  tx: Tx,
  actor: Pick<Actor, 'kind' | 'accountId'> | null,
  at: Date,
  entries: AuditEntry[],
): Promise<void> {
  await tx.auditEvent.createMany({
    data: entries.map((entry) => ({
      ...entry,
      at,
      actor: actor === null ? 'SYSTEM' : actor.kind === 'agent' ? 'AGENT' : 'CITIZEN',
      accountId: actor?.accountId,
    })),
  })
}

/** Writes one event to the journal, in the transaction of what it tells. */
export async function recordEvent(
  tx: Tx,
  actor: Pick<Actor, 'kind' | 'accountId'> | null,
  at: Date,
  entry: AuditEntry,
): Promise<void> {
  await recordEvents(tx, actor, at, [entry])
}
