import 'server-only'
import type { Tx } from '@/lib/core/db'
import { addDays, dayInParis, type Day } from '@/lib/core/day'
import { queueMails } from '@/lib/core/mail'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { endedCareplans } from './careplans'
import { inactiveAccountMail } from './mails'
import { cutoffsOn, KEPT, NOTHING, RULE_IDS, type Cutoffs, type RetentionCounts, type RuleId } from './rules'
import { BANK_SECTIONS, dueOf, HEALTH_SECTIONS, lastActiveOf, withoutSecrets } from './sql'

/** An instant, its day, and the days before which things are due. */
export type Moment = { at: Date; today: Day; cutoffs: Cutoffs }

/** What a run at an instant goes by. */
export function momentOf(at: Date): Moment {
  const today = dayInParis(at)
  return { at, today, cutoffs: cutoffsOn(today) }
}

/** How many rows each rule would erase at an instant; changes nothing. */
export async function countAllDue(tx: Tx, at: Date): Promise<RetentionCounts> {
  const counts = { ...NOTHING }
  for (const id of RULE_IDS) counts[id] = await countDue(tx, id, momentOf(at))
  return counts
}

async function countDue(tx: Tx, id: RuleId, { cutoffs, today }: Moment): Promise<number> {
  if (id === 'careplan') return (await endedCareplans(tx, cutoffs, today)).length
  const [row] = await tx.$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS count FROM (${dueOf(id, cutoffs, today)}) due`
  return row!.count
}

/** Erases at most `limit` of the rows of a rule that are due. Returns how many. */
export async function eraseDue(tx: Tx, id: RuleId, moment: Moment, limit: number): Promise<number> {
  const { cutoffs, today } = moment
  if (id === 'careplan') {
    const ended = (await endedCareplans(tx, cutoffs, today)).slice(0, limit)
    return eraseCareplans(tx, ended)
  }
  const due = dueOf(id, cutoffs, today)
  const batch = Prisma.sql`SELECT id FROM (${due}) due LIMIT ${limit}`
  const remove = (table: string) =>
    tx.$executeRaw`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE id IN (${batch})`
  switch (id) {
    case 'change':
      return tx.$executeRaw`UPDATE "PendingChange" p SET before = ${withoutSecrets('before')}, after = ${withoutSecrets('after')} WHERE p.id IN (${batch})`
    case 'health':
      return eraseHealth(tx, await idsOf(tx, batch))
    case 'bank':
      return eraseBank(tx, await idsOf(tx, batch))
    case 'accountWarning':
      return warnAccounts(tx, await idsOf(tx, batch), moment)
    case 'family': {
      const ids = await lockFamilies(tx, await idsOf(tx, batch))
      return eraseFamilies(
        tx,
        await idsOf(tx, Prisma.sql`SELECT id FROM (${due}) due WHERE id = ANY(${ids}::uuid[])`),
        moment.at,
      )
    }
    case 'invoice':
      return eraseInvoices(tx, await idsOf(tx, batch))
    case 'payment':
      return erasePayments(tx, Prisma.sql`id = ANY(${await idsOf(tx, batch)}::uuid[])`)
    case 'access':
    case 'journal':
      await allowPurge(tx)
      return remove('AuditEvent')
    case 'healthDocument':
      return remove('Document')
    case 'mandate':
      return remove('SepaMandate')
    case 'code':
      return remove('SubscriberCode')
    case 'mail':
      return remove('OutgoingMail')
    case 'importRun':
      return remove('ImportRun')
    case 'account':
      return remove('Account')
  }
}

async function idsOf(tx: Tx, selection: Prisma.Sql): Promise<string[]> {
  return (await tx.$queryRaw<{ id: string }[]>`${selection}`).map(({ id }) => id)
}

/** The journal, invoices and payments let themselves be purged only by who says so, for the time of a transaction. */
async function allowPurge(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT set_config('espace.retention', 'on', true)`
}

/** Invoices with their credit notes and payments. Returns how many invoices. */
async function eraseInvoices(tx: Tx, ids: string[]): Promise<number> {
  const notes = await idsOf(tx, Prisma.sql`SELECT id FROM "Invoice" WHERE "correctsId" = ANY(${ids}::uuid[])`)
  await erasePayments(tx, Prisma.sql`"invoiceId" = ANY(${[...ids, ...notes]}::uuid[])`)
  await tx.$executeRaw`DELETE FROM "Invoice" WHERE id = ANY(${notes}::uuid[])`
  return tx.$executeRaw`DELETE FROM "Invoice" WHERE id = ANY(${ids}::uuid[])`
}

/** What reverses a payment goes before it. Returns how many. */
async function erasePayments(tx: Tx, which: Prisma.Sql): Promise<number> {
  await allowPurge(tx)
  const reversals = await tx.$executeRaw`DELETE FROM "Payment" WHERE "reversesId" IS NOT NULL AND ${which}`
  return reversals + (await tx.$executeRaw`DELETE FROM "Payment" WHERE ${which}`)
}

async function eraseHealth(tx: Tx, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0
  await tx.allergy.deleteMany({ where: { childId: { in: ids } } })
  await tx.vaccination.deleteMany({ where: { childId: { in: ids } } })
  await tx.document.deleteMany({ where: { childId: { in: ids }, type: { restricted: true } } })
  await forgetChanges(
    tx,
    Prisma.sql`p."childId" = ANY(${ids}::uuid[]) AND p.section = ANY(${HEALTH_SECTIONS})`,
  )
  return tx.$executeRaw`
    UPDATE "Child" SET "allergiesEncrypted" = NULL, "careplanEncrypted" = NULL, "careplanEndsOnEncrypted" = NULL,
      "doctorNameEncrypted" = NULL, "doctorPhoneEncrypted" = NULL, "treatmentsEncrypted" = NULL, "aidsEncrypted" = NULL,
      "recommendationsEncrypted" = NULL WHERE id = ANY(${ids}::uuid[])`
}

async function eraseCareplans(tx: Tx, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0
  await forgetChanges(tx, Prisma.sql`p."childId" = ANY(${ids}::uuid[]) AND p.unit = 'careplan'`)
  return tx.$executeRaw`UPDATE "Child" SET "careplanEncrypted" = NULL, "careplanEndsOnEncrypted" = NULL WHERE id = ANY(${ids}::uuid[])`
}

async function eraseBank(tx: Tx, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0
  await forgetChanges(
    tx,
    Prisma.sql`p."familyId" = ANY(${ids}::uuid[]) AND p.section = ANY(${BANK_SECTIONS})`,
  )
  return tx.$executeRaw`
    UPDATE "Family" SET "bankHolderEncrypted" = NULL, "ibanEncrypted" = NULL, "bicEncrypted" = NULL WHERE id = ANY(${ids}::uuid[])`
}

/** The protected values of the decided changes of what is erased go with it. */
async function forgetChanges(tx: Tx, condition: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`UPDATE "PendingChange" p SET before = ${withoutSecrets('before')}, after = ${withoutSecrets('after')}
    WHERE ${condition} AND p.state <> 'PENDING'`
}

async function warnAccounts(tx: Tx, ids: string[], { at, today }: Moment): Promise<number> {
  if (ids.length === 0) return 0
  const accounts = await tx.$queryRaw<
    { id: string; email: string; firstName: string; lastActive: Date }[]
  >`${lastActiveOf(ids)}`
  const endsOn = addDays(today, KEPT.accountWarningDays + 1)
  await queueMails(
    tx,
    accounts.map((account) =>
      inactiveAccountMail(account, { lastActive: dayInParis(account.lastActive), endsOn }),
    ),
    at,
  )
  return tx.$executeRaw`
    INSERT INTO "AccountActivity" ("accountId", "lastActiveAt", "warnedAt")
    SELECT a.id, a."createdAt", ${at} FROM "Account" a WHERE a.id = ANY(${ids}::uuid[])
    ON CONFLICT ("accountId") DO UPDATE SET "warnedAt" = EXCLUDED."warnedAt"`
}

/** Locks families: nothing new may refer to them until the commit. */
export async function lockFamilies(tx: Tx, ids: readonly string[]): Promise<string[]> {
  return idsOf(tx, Prisma.sql`SELECT id FROM "Family" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`)
}

/**
 * Erases locked families with their guardians, requests, bookings and documents, the mails sent about them, and the children that no other
 * family has. A shared child stays, without the phones that these families gave of its contacts; a mandate stays for its own
 * time, revoked at the instant `at` if it was not. Returns how many.
 */
export async function eraseFamilies(tx: Tx, ids: readonly string[], at: Date): Promise<number> {
  if (ids.length === 0) return 0
  const familyIds = Prisma.sql`ANY(${ids}::uuid[])`
  await tx.$executeRaw`UPDATE "Contact" SET phone = NULL WHERE "familyId" = ${familyIds}`
  // Locked before it is asked whose they are: who binds one to another family meanwhile waits, or is seen.
  await tx.$queryRaw`SELECT c.id FROM "Child" c WHERE EXISTS (SELECT 1 FROM "Guardianship" gs
    JOIN "Guardian" g ON g.id = gs."guardianId" WHERE gs."childId" = c.id AND g."familyId" = ${familyIds}) ORDER BY c.id FOR UPDATE OF c`
  const children = await idsOf(
    tx,
    Prisma.sql`SELECT c.id FROM "Child" c
      WHERE EXISTS (SELECT 1 FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId" WHERE gs."childId" = c.id AND g."familyId" = ${familyIds})
        AND NOT EXISTS (SELECT 1 FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId" WHERE gs."childId" = c.id AND g."familyId" <> ALL(${ids}::uuid[]))`,
  )
  const childIds = Prisma.sql`ANY(${children}::uuid[])`
  // What an import remembers of them, or the next one would take them for known.
  await tx.$executeRaw`
    DELETE FROM "ImportedRecord" r WHERE r."entityId" = ${familyIds} OR r."entityId" = ${childIds}
      OR r."entityId" IN (SELECT g.id FROM "Guardian" g WHERE g."familyId" = ${familyIds})
      OR r."entityId" IN (SELECT e.id FROM "Enrollment" e WHERE e."childId" = ${childIds})`
  // The mails that told of them, but for who has another family.
  await tx.$executeRaw`
    DELETE FROM "OutgoingMail" m WHERE m.state <> 'PENDING' AND m."to" IN (
      SELECT a.email FROM "Account" a JOIN "Subscription" s ON s."accountId" = a.id JOIN "Guardian" g ON g.id = s."guardianId"
      GROUP BY a.id HAVING bool_or(g."familyId" = ${familyIds}) AND bool_and(g."familyId" = ${familyIds}))`
  await tx.$executeRaw`UPDATE "SepaMandate" SET "revokedAt" = GREATEST(${at}, "signedAt") WHERE "familyId" = ${familyIds} AND "revokedAt" IS NULL`
  // What was issued outlives them; a draft is nothing yet.
  await tx.$executeRaw`DELETE FROM "Invoice" WHERE "familyId" = ${familyIds} AND "issuedAt" IS NULL`
  await tx.$executeRaw`DELETE FROM "Child" WHERE id = ${childIds}`
  return tx.$executeRaw`DELETE FROM "Family" WHERE id = ${familyIds}`
}
