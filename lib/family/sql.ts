import 'server-only'
import type { Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { LinksInput } from './schema'

/** SQL of the custody rules of a child as JSON, the latest first; those of a family that no longer has the child are left out. */
export function custodyJson(childId: Prisma.Sql): Prisma.Sql {
  const has = (
    family: string,
  ) => Prisma.sql`EXISTS (SELECT 1 FROM "Guardianship" cgs JOIN "Guardian" cg ON cg.id = cgs."guardianId"
    WHERE cgs."childId" = cr."childId" AND cg."familyId" = cr.${Prisma.raw(`"${family}"`)})`
  return Prisma.sql`COALESCE((SELECT json_agg(json_build_object('id', cr.id, 'kind', cr.kind, 'familyId', cr."familyId",
      'otherFamilyId', cr."otherFamilyId", 'startsOn', cr."startsOn", 'endsOn', cr."endsOn") ORDER BY cr.kind, cr."startsOn" DESC)
    FROM "CustodyRule" cr WHERE cr."childId" = ${childId} AND ${has('familyId')}
      AND (cr."otherFamilyId" IS NULL OR ${has('otherFamilyId')})), '[]')`
}

/**
 * Keeps since when families have the quotient that was just written: a past month is billed at its own
 * (lib/billing/rules/quotient.ts). Those whose quotient is the last kept are left alone.
 */
export async function keepQuotients(tx: Tx, familyIds: readonly string[], on: Day): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "QuotientChange" ("familyId", since, quotient)
    SELECT f.id, ${on}::date, f."familyQuotient" FROM "Family" f
    LEFT JOIN LATERAL (SELECT q.quotient FROM "QuotientChange" q WHERE q."familyId" = f.id
      ORDER BY q.since DESC LIMIT 1) q ON true
    WHERE f.id = ANY(${familyIds}::uuid[]) AND f."familyQuotient" IS DISTINCT FROM q.quotient
    ON CONFLICT ("familyId", since) DO UPDATE SET quotient = EXCLUDED.quotient`
}

/**
 * Makes the links of a child with the guardians of one family those that are given; the links with another
 * family stay.
 * @throws NotFound when a guardian is not of the family
 */
export async function writeLinks(tx: Tx, { familyId, childId, links }: LinksInput): Promise<void> {
  const ids = links.map(({ guardianId }) => guardianId)
  const known = await tx.guardian.count({ where: { id: { in: ids }, familyId } })
  if (known !== new Set(ids).size) throw new NotFound()
  await tx.guardianship.deleteMany({ where: { childId, guardian: { familyId } } })
  await tx.guardianship.createMany({ data: links.map((link) => ({ ...link, childId })) })
}
