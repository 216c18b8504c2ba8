import 'server-only'
import { addDays, addMonths, instantInParis, type Day, type WallTime } from '@/lib/core/day'
import type { AgentPermission } from '@/lib/core/permissions'
import type { Section } from '@/lib/dossier/fields'
import { DECLARED_SECTIONS } from '@/lib/dossier/sections'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { KEPT, type Cutoffs, type OpenReason, type RuleId } from './rules'

// Which rows each rule erases, as SQL that gives their `id`. What is dated before the day of the rule is due.

const sectionsReadWith = (permission: AgentPermission) =>
  DECLARED_SECTIONS.filter(({ agents }) => agents.read === permission)
const health = sectionsReadWith('health.read')
const bank = sectionsReadWith('bank.read')

/** The fields whose values are encrypted in a change. */
export const SECRET_FIELDS = [
  ...new Set(
    DECLARED_SECTIONS.flatMap(({ fields }) => fields.filter(({ secret }) => secret).map(({ name }) => name)),
  ),
]

export const HEALTH_SECTIONS = Prisma.sql`${health.map(({ id }) => id)}::text[]`
export const BANK_SECTIONS = Prisma.sql`${bank.map(({ id }) => id)}::text[]`

const midnight = (on: Day) => instantInParis(on, '00:00' as WallTime)
const parisDay = (column: string) => Prisma.raw(`(${column} AT TIME ZONE 'Europe/Paris')::date`)

/** When a child "c" was last enrolled, or else was created. */
const LAST_ENROLLED = Prisma.sql`GREATEST(${parisDay('c."createdAt"')},
  (SELECT max(e."endsOn") FROM "Enrollment" e WHERE e."childId" = c.id))`

/** When a family "f" last used the services: enrollments of its children, days booked, its word that all is up to date. */
const LAST_USED = Prisma.sql`GREATEST(${parisDay('f."createdAt"')}, ${parisDay('f."confirmedAt"')},
  (SELECT max(e."endsOn") FROM "Enrollment" e JOIN "Guardianship" gs ON gs."childId" = e."childId"
    JOIN "Guardian" g ON g.id = gs."guardianId" WHERE g."familyId" = f.id),
  (SELECT max(b.day) FROM "Booking" b WHERE b."familyId" = f.id AND b.state NOT IN ('REFUSED')))`

/** Whether a mandate "m" of a family "f" collects no more on a day: signed, and the services used, too long before. */
const hasLapsed = (on: Day) => {
  const since = addMonths(on, -KEPT.mandateLapse)
  return Prisma.sql`(m."signedAt" < ${midnight(since)} AND ${LAST_USED} < ${since}::date)`
}

/** Whether something was written, not only read, of some fields since an instant: the journal says so. `of` narrows its event "v". */
const wasWritten = (of: Prisma.Sql, sections: readonly Section[], since: Date) =>
  Prisma.sql`EXISTS (SELECT 1 FROM "AuditEvent" v WHERE ${of} AND v.at >= ${since} AND v.action NOT LIKE '%.read'
    AND v.fields && ${sections.flatMap(({ fields }) => fields.map(({ name }) => name))}::text[])`

/** The events "v" of the journal about a child "c", through its families, by which they are found. */
const ABOUT_CHILD = Prisma.sql`v."childId" = c.id AND v."familyId" IN (SELECT g."familyId" FROM "Guardianship" gs
  JOIN "Guardian" g ON g.id = gs."guardianId" WHERE gs."childId" = c.id)`

/** Whether a side of the change "p" holds a secret. */
const holdsSecret = (side: 'before' | 'after') =>
  Prisma.sql`EXISTS (SELECT 1 FROM jsonb_each(p.${Prisma.raw(side)}) v WHERE v.key = ANY(${SECRET_FIELDS}::text[]) AND v.value <> 'null')`

/** Whether the change "p" is still read by agents though it was refused: safety does not wait (read-health.ts). */
const STANDS_REFUSED = Prisma.sql`(p.state = 'REFUSED' AND p.section = ANY(${HEALTH_SECTIONS}) AND NOT EXISTS (
  SELECT 1 FROM "PendingChange" n WHERE n."childId" = p."childId" AND n.unit = p.unit
    AND n."itemId" IS NOT DISTINCT FROM p."itemId" AND n."askedAt" > p."askedAt"))`

/** When an account "a" was last used. */
const LAST_ACTIVE = Prisma.sql`GREATEST(a."createdAt", ac."lastActiveAt",
  (SELECT max(s."lastSeenAt") FROM "Session" s WHERE s."accountId" = a.id))`

/** The citizens' accounts "a", with their activity. */
const CITIZENS = Prisma.sql`"Account" a LEFT JOIN "AccountActivity" ac ON ac."accountId" = a.id
  WHERE NOT EXISTS (SELECT 1 FROM "Agent" ag WHERE ag."accountId" = a.id)`

/** What is open of a family "f", by reason. */
export function openOf(today: Day): Record<OpenReason, Prisma.Sql> {
  return {
    ENROLLMENT: Prisma.sql`EXISTS (SELECT 1 FROM "Enrollment" e JOIN "Guardianship" gs ON gs."childId" = e."childId"
      JOIN "Guardian" g ON g.id = gs."guardianId" WHERE g."familyId" = f.id AND e."endsOn" >= ${today}::date)`,
    BOOKING: Prisma.sql`EXISTS (SELECT 1 FROM "Booking" b WHERE b."familyId" = f.id AND b.day >= ${today}::date
      AND b.state IN ('REQUESTED', 'BOOKED', 'WAITLISTED', 'OFFERED', 'ABSENCE_REQUESTED'))`,
    REQUEST: Prisma.sql`EXISTS (SELECT 1 FROM "BookingRequest" r WHERE r."familyId" = f.id AND r.state = 'PENDING')`,
    CHANGE: Prisma.sql`EXISTS (SELECT 1 FROM "PendingChange" p WHERE p."familyId" = f.id AND p.state = 'PENDING')`,
    DOCUMENT: Prisma.sql`(EXISTS (SELECT 1 FROM "Document" d WHERE d."familyId" = f.id AND d.state = 'PENDING')
      OR EXISTS (SELECT 1 FROM "ChildPhoto" ph WHERE ph."familyId" = f.id AND ph.state = 'PENDING'))`,
    MANDATE: Prisma.sql`EXISTS (SELECT 1 FROM "SepaMandate" m WHERE m."familyId" = f.id AND m."revokedAt" IS NULL AND NOT ${hasLapsed(today)})`,
    BALANCE: Prisma.sql`(SELECT COALESCE(sum(i.total), 0) FROM "Invoice" i WHERE i."familyId" = f.id AND i."issuedAt" IS NOT NULL)
      <> (SELECT COALESCE(sum(p.amount), 0) FROM "Payment" p WHERE p."familyId" = f.id)
        + (SELECT COALESCE(sum(t.amount), 0) FROM "TreasuryTransmission" t JOIN "Invoice" i ON i.id = t."invoiceId"
          WHERE i."familyId" = f.id AND t."settledAt" IS NOT NULL)`,
  }
}

const notOpen = (today: Day) => Prisma.sql`NOT (${Prisma.join(Object.values(openOf(today)), ' OR ')})`

/** An invoice "i" and its credit notes. */
const CORRECTED = Prisma.sql`SELECT n.id FROM "Invoice" n WHERE n.id = i.id OR n."correctsId" = i.id`

/** The rows that a rule erases; `careplan` is not among them, since the end of a PAI is encrypted (careplans.ts). */
export function dueOf(id: Exclude<RuleId, 'careplan'>, cutoffs: Cutoffs, today: Day): Prisma.Sql {
  const day = Prisma.sql`${cutoffs[id]}::date`
  const instant = midnight(cutoffs[id])
  switch (id) {
    case 'change':
      return Prisma.sql`SELECT p.id FROM "PendingChange" p WHERE p.state <> 'PENDING' AND COALESCE(p."decidedAt", p."askedAt") < ${instant}
        AND (${holdsSecret('before')} OR ${holdsSecret('after')}) AND NOT ${STANDS_REFUSED}`
    case 'health':
      return Prisma.sql`SELECT c.id FROM "Child" c WHERE ${LAST_ENROLLED} < ${day}
        AND (num_nonnulls(c."allergiesEncrypted", c."careplanEncrypted", c."careplanEndsOnEncrypted", c."doctorNameEncrypted",
            c."doctorPhoneEncrypted", c."treatmentsEncrypted", c."aidsEncrypted", c."recommendationsEncrypted") > 0
          OR EXISTS (SELECT 1 FROM "Allergy" i WHERE i."childId" = c.id) OR EXISTS (SELECT 1 FROM "Vaccination" i WHERE i."childId" = c.id)
          OR EXISTS (SELECT 1 FROM "Document" d JOIN "DocumentType" ty ON ty.id = d."typeId" WHERE d."childId" = c.id AND ty.restricted)
          OR EXISTS (SELECT 1 FROM "PendingChange" p WHERE p."childId" = c.id AND ${STANDS_REFUSED} AND ${holdsSecret('after')}))
        AND NOT ${wasWritten(ABOUT_CHILD, health, instant)}
        AND NOT EXISTS (SELECT 1 FROM "PendingChange" p WHERE p."childId" = c.id AND p.state = 'PENDING' AND p.section = ANY(${HEALTH_SECTIONS}))
        AND NOT EXISTS (SELECT 1 FROM "Document" d JOIN "DocumentType" ty ON ty.id = d."typeId"
          WHERE d."childId" = c.id AND ty.restricted AND (d.state = 'PENDING' OR d."depositedAt" >= ${instant}))`
    case 'healthDocument':
      return Prisma.sql`SELECT d.id FROM "Document" d JOIN "DocumentType" ty ON ty.id = d."typeId"
        WHERE ty.restricted AND d.state <> 'PENDING' AND d."expiresOn" < ${day}
          AND (d."childId" IS NULL OR d."childId" NOT IN (${dueOf('health', cutoffs, today)}))`
    case 'mandate':
      return Prisma.sql`SELECT m.id FROM "SepaMandate" m LEFT JOIN "Family" f ON f.id = m."familyId"
        WHERE m."revokedAt" < ${instant} OR (m."revokedAt" IS NULL AND ${hasLapsed(cutoffs.mandate)})`
    case 'bank':
      return Prisma.sql`SELECT f.id FROM "Family" f WHERE num_nonnulls(f."bankHolderEncrypted", f."ibanEncrypted", f."bicEncrypted") > 0
        AND ${LAST_USED} < ${day} AND NOT ${wasWritten(Prisma.sql`v."familyId" = f.id`, bank, instant)} AND ${notOpen(today)}
        AND NOT EXISTS (SELECT 1 FROM "SepaMandate" k WHERE k."familyId" = f.id AND k.id NOT IN (${dueOf('mandate', cutoffs, today)}))`
    case 'code':
      return Prisma.sql`SELECT c.id FROM "SubscriberCode" c WHERE c."usedAt" IS NULL AND LEAST(c."expiresAt", c."revokedAt") < ${instant}
        AND NOT EXISTS (SELECT 1 FROM "Subscription" s WHERE s."codeId" = c.id)`
    case 'mail':
      return Prisma.sql`SELECT m.id FROM "OutgoingMail" m WHERE m.state <> 'PENDING' AND m."createdAt" < ${instant}`
    case 'importRun':
      return Prisma.sql`SELECT r.id FROM "ImportRun" r WHERE r.state NOT IN ('CHECKING', 'RUNNING') AND r."createdAt" < ${instant}`
    case 'invoice':
      // Of a family that is still there, what is not settled by its own payments stays: its account would no longer be right.
      return Prisma.sql`SELECT i.id FROM "Invoice" i WHERE i.kind = 'INVOICE' AND i."issuedAt" < ${instant}
        AND NOT EXISTS (SELECT 1 FROM "Invoice" c WHERE c."correctsId" = i.id AND (c."issuedAt" IS NULL OR c."issuedAt" >= ${instant}))
        AND NOT EXISTS (SELECT 1 FROM "Payment" p WHERE p."invoiceId" IN (${CORRECTED}) AND p."receivedOn" >= ${day})
        AND (i."familyId" IS NULL OR (SELECT sum(c.total) FROM "Invoice" c WHERE c.id IN (${CORRECTED}))
          = COALESCE((SELECT sum(p.amount) FROM "Payment" p WHERE p."invoiceId" IN (${CORRECTED})), 0)
            + COALESCE((SELECT t.amount FROM "TreasuryTransmission" t WHERE t."invoiceId" = i.id), 0))`
    case 'payment':
      return Prisma.sql`SELECT p.id FROM "Payment" p WHERE p."invoiceId" IS NULL AND p."familyId" IS NULL AND p."receivedOn" < ${day}
        AND NOT EXISTS (SELECT 1 FROM "Payment" r WHERE r."reversesId" = p.id AND r."receivedOn" >= ${day})`
    case 'access':
      return Prisma.sql`SELECT e.id FROM "AuditEvent" e WHERE e.at < ${instant} AND (e.action LIKE 'account.%' OR e.action LIKE '%.read')`
    case 'journal':
      return Prisma.sql`SELECT e.id FROM "AuditEvent" e WHERE e.at < ${instant} AND NOT (e.action LIKE 'account.%' OR e.action LIKE '%.read')`
    case 'accountWarning':
      return Prisma.sql`SELECT a.id FROM ${CITIZENS} AND ${LAST_ACTIVE} < ${instant}
        AND (ac."warnedAt" IS NULL OR ac."warnedAt" < ${LAST_ACTIVE})`
    case 'account':
      return Prisma.sql`SELECT a.id FROM ${CITIZENS} AND ${LAST_ACTIVE} < ${instant}
        AND ac."warnedAt" >= ${LAST_ACTIVE} AND ac."warnedAt" < ${midnight(addDays(today, -KEPT.accountWarningDays))}`
    case 'family':
      return Prisma.sql`SELECT f.id FROM "Family" f WHERE ${LAST_USED} < ${day} AND ${notOpen(today)}
        AND NOT EXISTS (SELECT 1 FROM "AuditEvent" v WHERE v."familyId" = f.id AND v.at >= ${instant} AND v.actor = 'CITIZEN')`
  }
}

/** When accounts were last used, by their identifiers. */
export function lastActiveOf(ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`SELECT a.id, a.email, a."firstName", ${LAST_ACTIVE} AS "lastActive" FROM ${CITIZENS} AND a.id = ANY(${ids}::uuid[])`
}

/** SQL of a side of the change "p" without its secrets; one that holds none stays, so that « nothing there » still reads so. */
export const withoutSecrets = (side: 'before' | 'after') =>
  Prisma.sql`CASE WHEN ${holdsSecret(side)} THEN p.${Prisma.raw(side)} - ${SECRET_FIELDS}::text[] ELSE p.${Prisma.raw(side)} END`
