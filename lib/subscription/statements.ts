import 'server-only'
import { Prisma } from '../generated/prisma/client.ts'
import type { Title } from '../generated/prisma/enums.ts'
import type { Tx } from '../core/db'
import type { LettersTarget } from './schema'

// The raw SQL of subscriptions: what is written or counted by set.

/** A guardian to whom a letter goes. */
export type Recipient = {
  guardianId: string
  familyId: string
  familyName: string
  title: Title
  firstNames: string
  lastName: string
  addressLine: string | null
  addressComplement: string | null
  postalCode: string | null
  city: string | null
}

const SUBSCRIBED = Prisma.sql`EXISTS (SELECT FROM "Subscription" s WHERE s."guardianId" = g.id AND s."endedAt" IS NULL)`

const usableCode = (at: Date) => Prisma.sql`EXISTS (SELECT FROM "SubscriberCode" c WHERE c."guardianId" = g.id
  AND c."usedAt" IS NULL AND c."revokedAt" IS NULL AND c."expiresAt" > ${at})`

function meant(target: LettersTarget, at: Date): Prisma.Sql {
  switch (target.target) {
    case 'ALL':
      return Prisma.sql`NOT ${SUBSCRIBED}`
    case 'WITHOUT_CODE':
      return Prisma.sql`NOT ${SUBSCRIBED} AND NOT ${usableCode(at)}`
    case 'FAMILY':
      return Prisma.sql`g."familyId" = ${target.familyId}::uuid`
    case 'GUARDIAN':
      return Prisma.sql`g.id = ${target.guardianId}::uuid`
  }
}

/** The guardians that are meant, locked in one order: two agents who print at once come one after the other. */
export async function lockGuardians(tx: Tx, target: LettersTarget, at: Date): Promise<Recipient[]> {
  return tx.$queryRaw<Recipient[]>`
    SELECT g.id AS "guardianId", g."familyId", f.name AS "familyName", g.title, g."firstNames", g."lastName",
      g."addressLine", g."addressComplement", g."postalCode", g.city
    FROM "Guardian" g JOIN "Family" f ON f.id = g."familyId"
    WHERE ${meant(target, at)}
    ORDER BY espace_normalise(f.name), espace_normalise(g."lastName"), espace_normalise(g."firstNames"), g.id
    FOR NO KEY UPDATE OF g`
}

type NewCode = { guardianId: string; codeHmac: string }

/** Revokes the codes of these guardians that were neither used nor revoked. */
export async function revokeOpenCodes(tx: Tx, codes: NewCode[], at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "SubscriberCode" SET "revokedAt" = ${at}
    WHERE "guardianId" = ANY(${codes.map(({ guardianId }) => guardianId)}::uuid[])
      AND "usedAt" IS NULL AND "revokedAt" IS NULL`
}

/** Writes the new codes of these guardians, in one statement. */
export async function insertCodes(tx: Tx, codes: NewCode[], at: Date, expiresAt: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "SubscriberCode" (id, "guardianId", "codeHmac", "createdAt", "expiresAt")
    SELECT gen_random_uuid(), "guardianId", "codeHmac", ${at}, ${expiresAt}
    FROM unnest(${codes.map(({ guardianId }) => guardianId)}::uuid[], ${codes.map(({ codeHmac }) => codeHmac)}::text[])
      AS made ("guardianId", "codeHmac")`
}

/** Guardians by how far their subscription is; the four states make up the total. */
export type CodeCounts = {
  guardians: number
  subscribed: number
  usable: number
  expired: number
  without: number
  /** Of those who are not subscribed, how many have no complete postal address. */
  withoutAddress: number
  /** When codes were last made, or null. */
  lastIssuedAt: Date | null
}

/** Counts the guardians by state of their code, at an instant. */
export async function countCodes(client: Tx, at: Date): Promise<CodeCounts> {
  const [row] = await client.$queryRaw<CodeCounts[]>`
    SELECT count(*)::int AS guardians,
      (count(*) FILTER (WHERE state = 'SUBSCRIBED'))::int AS subscribed,
      (count(*) FILTER (WHERE state = 'USABLE'))::int AS usable,
      (count(*) FILTER (WHERE state = 'EXPIRED'))::int AS expired,
      (count(*) FILTER (WHERE state = 'WITHOUT'))::int AS without,
      (count(*) FILTER (WHERE state <> 'SUBSCRIBED' AND NOT addressed))::int AS "withoutAddress",
      (SELECT max("createdAt") FROM "SubscriberCode") AS "lastIssuedAt"
    FROM (
      SELECT CASE WHEN ${SUBSCRIBED} THEN 'SUBSCRIBED' WHEN open."expiresAt" > ${at} THEN 'USABLE'
          WHEN open."expiresAt" IS NOT NULL THEN 'EXPIRED' ELSE 'WITHOUT' END AS state,
        g."addressLine" IS NOT NULL AND g."postalCode" IS NOT NULL AND g.city IS NOT NULL AS addressed
      FROM "Guardian" g
      LEFT JOIN "SubscriberCode" open
        ON open."guardianId" = g.id AND open."usedAt" IS NULL AND open."revokedAt" IS NULL
    ) states`
  return row!
}
