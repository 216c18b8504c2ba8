import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent, recordEvents } from '@/lib/core/audit'
import { dayInParis } from '@/lib/core/day'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { queueMails } from '@/lib/core/mail'
import { newId } from '@/lib/core/new-id'
import { requirePermission } from '@/lib/core/permissions'
import type { Title } from '@/lib/generated/prisma/enums.ts'
import { followersOf, lockInvoices, readLate, type LateRow } from '../late-sql'
import { transmittedMail } from '../mails'
import { RECOVERY_REFUSALS } from '../messages'
import { whyNotTransmitted } from '../rules/reminders'
import type { RecoverySettings } from '../rules/settings'
import type { TickedInvoice } from '../schema'
import { readSettings } from '../settings'
import { leftOut, type LeftOut } from './remind-now'

/** Who owes a family's invoices, as the Trésor public is told. */
type Debtor = {
  familyId: string
  reference: string
  title: Title
  lastName: string
  firstName: string
  street: string
  postalCode: string
  city: string
}

/**
 * Hands unpaid invoices over to the Trésor public in one bordereau, the last of their reminders being sent: from then on
 * the portal takes no money for them. All of them, or none: an invoice that can't be is named with its reason. The families
 * are told by mail. Transmitted already, an invoice is never so again.
 *
 * @returns the bordereau, or the invoices for which there is none
 * @throws NotFound when the agent may not, or an invoice does not exist
 * @throws Refusal NO_OFFICE until it is known who collects
 */
export async function transmitInvoices(
  agent: AgentActor,
  { invoices }: { invoices: readonly TickedInvoice[] },
  at: Date,
): Promise<{ batchId: string | null; left: LeftOut[] }> {
  requirePermission(agent, 'billing.run')
  const ids = [...new Set(invoices.map(({ id }) => id))]
  return db.$transaction(async (tx) => {
    // The settings' row is the lock of the bordereaux' numbers.
    await tx.$queryRaw`SELECT id FROM "RecoverySetting" WHERE id = 1 FOR UPDATE`
    const settings = await readSettings(tx)
    if (settings.office === '') throw new Refusal('NO_OFFICE', RECOVERY_REFUSALS.noOffice)
    await lockInvoices(tx, ids)
    const rows = await readLate(tx, ids)
    if (rows.length < ids.length) throw new NotFound()
    const debtors = await debtorsOf(tx, rows)
    const left = rows.flatMap((row) => {
      const debtor = row.familyId === null ? undefined : debtors.get(row.familyId)
      const obstacle = whyNotTransmitted(
        { ...row, hasAddress: debtor !== undefined },
        settings,
        dayInParis(at),
      )
      return obstacle ? [leftOut(row, obstacle)] : []
    })
    if (left.length > 0) return { batchId: null, left }
    const batchId = await writeBatch(tx, agent, rows, debtors, at)
    await tellFamilies(tx, rows, settings, at)
    return { batchId, left: [] }
  })
}

async function writeBatch(
  tx: Tx,
  agent: AgentActor,
  rows: readonly LateRow[],
  debtors: ReadonlyMap<string, Debtor>,
  at: Date,
): Promise<string> {
  const id = newId(at)
  const year = Number(dayInParis(at).slice(0, 4))
  const { _max } = await tx.treasuryBatch.aggregate({ where: { year }, _max: { number: true } })
  const number = (_max.number ?? 0) + 1
  await tx.treasuryBatch.create({
    data: { id, year, number, createdAt: at, createdById: agent.accountId },
    select: { id: true },
  })
  await tx.treasuryTransmission.createMany({
    data: rows.map((row, index) => {
      const { familyId: _, ...debtor } = debtors.get(row.familyId!)!
      return { invoiceId: row.id, batchId: id, position: index + 1, amount: row.left, ...debtor }
    }),
  })
  const total = rows.reduce((sum, row) => sum + row.left, 0)
  await recordEvent(tx, agent, at, {
    action: 'treasury.batch',
    subject: id,
    detail: { year, number, invoices: rows.length, total },
  })
  await recordEvents(
    tx,
    agent,
    at,
    rows.map((row) => ({
      action: 'treasury.transmit',
      subject: row.id,
      familyId: row.familyId!,
      detail: { batchId: id, amount: row.left },
    })),
  )
  return id
}

/** The debtors of families whose address is whole: their first guardian, who is the payer of their invoices. */
async function debtorsOf(tx: Tx, rows: readonly LateRow[]): Promise<Map<string, Debtor>> {
  const familyIds = rows.flatMap(({ familyId }) => familyId ?? [])
  const found = await tx.$queryRaw<Debtor[]>`
    SELECT DISTINCT ON (g."familyId") g."familyId"::text, COALESCE(f."externalNumber", replace(f.id::text, '-', '')) AS reference,
      g.title::text, g."lastName", split_part(replace(g."firstNames", ',', ' '), ' ', 1) AS "firstName",
      COALESCE(g."addressLine", '') AS street, COALESCE(g."postalCode", '') AS "postalCode", COALESCE(g.city, '') AS city
    FROM "Guardian" g JOIN "Family" f ON f.id = g."familyId" WHERE g."familyId" = ANY(${familyIds}::uuid[])
    ORDER BY g."familyId", g."createdAt", g.id`
  const whole = found.filter(({ street, postalCode, city }) => street && /^\d{5}$/.test(postalCode) && city)
  return new Map(whole.map((one) => [one.familyId, one]))
}

async function tellFamilies(
  tx: Tx,
  rows: readonly LateRow[],
  settings: RecoverySettings,
  at: Date,
): Promise<void> {
  const followers = await followersOf(
    tx,
    rows.flatMap(({ familyId }) => familyId ?? []),
  )
  await queueMails(
    tx,
    followers.flatMap(({ accountId, email, familyId }) =>
      rows
        .filter((row) => row.familyId === familyId)
        .map((row) => ({
          kind: 'treasury.transmit',
          to: email,
          idempotencyKey: `treasury.transmit:${row.id}:${accountId}`,
          content: transmittedMail(row, settings),
        })),
    ),
    at,
  )
}
