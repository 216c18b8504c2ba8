import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { likePattern } from '@/lib/core/like-pattern'
import { requirePermission } from '@/lib/core/permissions'
import { confirmationsStandSince } from '@/lib/dossier/confirmation'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { searchTerms, type AccessState, type SearchTerms } from './search-terms'

/** How many families a page of results holds. */
export const PAGE_SIZE = 20

/**
 * How close a name must be (word_similarity of pg_trgm): at 0.45 a wrong letter in six or the beginning of a
 * name will do; when nothing does, at 0.25, a wrong letter in four.
 */
const CLOSENESS = ['0.45', '0.25'] as const

export type FamilySearch = { text: string; access: AccessState | null; toConfirm: boolean; page: number }

export type FamilyFound = {
  id: string
  name: string
  externalNumber: string | null
  guardians: { name: string; subscribed: boolean }[]
  children: { id: string; firstName: string; lastName: string; grade: string | null; colour: number }[]
  waitingChanges: number
  waitingRequests: number
  /** What of the family answers the search, as it is written in the dossier; null when it is its own name. */
  match: { what: 'guardian' | 'child' | 'email' | 'account' | 'phone' | 'number'; text: string } | null
}

/** `approximate`: no name was close, these are the nearest. */
export type FamiliesFound = { families: FamilyFound[]; total: number; pages: number; approximate: boolean }

type Row = FamilyFound & { total: number }

/**
 * Families that answer a search, the closest first; all of them by name when nothing is typed.
 *
 * @throws NotFound without the permission
 */
export async function searchFamilies(
  agent: AgentActor,
  search: FamilySearch,
  now: Date,
): Promise<FamiliesFound> {
  requirePermission(agent, 'family.read')
  const terms = searchTerms(search.text)
  const rows = await matches(terms, search, CLOSENESS[0], now)
  const approximate = rows.length === 0 && terms.kind === 'names' && search.page <= 1
  const kept = approximate ? await matches(terms, search, CLOSENESS[1], now) : rows
  const total = kept[0]?.total ?? 0
  const families = kept.map(({ total: _, ...family }) => family)
  return { families, total, pages: Math.ceil(total / PAGE_SIZE), approximate: approximate && total > 0 }
}

function matches(
  terms: SearchTerms,
  { access, toConfirm, page }: FamilySearch,
  closeness: string,
  now: Date,
): Promise<Row[]> {
  const offset = (Math.max(1, page) - 1) * PAGE_SIZE
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT set_config('pg_trgm.word_similarity_threshold', ${closeness}, true)`
    return tx.$queryRaw<Row[]>`
      WITH ${hits(terms)},
      found AS (
        SELECT f.id, f.name, f."externalNumber", best.score, best.what, best.text, count(*) OVER ()::int AS total
        FROM "Family" f ${bestHit(terms)}
        WHERE ${accessCondition(access, now)} AND ${confirmationCondition(toConfirm, now)}
        ORDER BY best.score DESC, espace_normalise(f.name), f.id
        LIMIT ${PAGE_SIZE} OFFSET ${offset})
      SELECT found.id, found.name, found."externalNumber", found.total, ${SUMMARY},
        CASE WHEN found.what IS NOT NULL THEN json_build_object('what', found.what, 'text', found.text) END AS match
      FROM found ORDER BY found.score DESC, espace_normalise(found.name), found.id`
  })
}

const SUMMARY = Prisma.sql`
  (SELECT COALESCE(json_agg(json_build_object('name', split_part(g."firstNames", ' ', 1) || ' ' || g."lastName",
      'subscribed', EXISTS (SELECT 1 FROM "Subscription" s WHERE s."guardianId" = g.id AND s."endedAt" IS NULL))
      ORDER BY g."createdAt", g.id), '[]')
    FROM "Guardian" g WHERE g."familyId" = found.id) AS guardians,
  (SELECT COALESCE(json_agg(c.child ORDER BY c."birthDate", c.id), '[]')
    FROM (SELECT DISTINCT ON (c.id) c.id, c."birthDate", json_build_object('id', c.id,
        'firstName', split_part(c."firstNames", ' ', 1), 'lastName', c."lastName", 'grade', c.grade, 'colour', c.colour) AS child
      FROM "Child" c JOIN "Guardianship" gs ON gs."childId" = c.id JOIN "Guardian" g ON g.id = gs."guardianId"
      WHERE g."familyId" = found.id) c) AS children,
  (SELECT count(*)::int FROM "PendingChange" p WHERE p."familyId" = found.id AND p.state = 'PENDING') AS "waitingChanges",
  (SELECT count(*)::int FROM "BookingRequest" r WHERE r."familyId" = found.id AND r.state = 'PENDING') AS "waitingRequests"`

/** Joins each family with its closest hit; without terms, every family answers alike. */
function bestHit(terms: SearchTerms): Prisma.Sql {
  if (terms.kind === 'all')
    return Prisma.sql`CROSS JOIN (SELECT 1::float8 AS score, NULL::text AS what, NULL::text AS text) best`
  return Prisma.sql`JOIN (SELECT DISTINCT ON ("familyId") "familyId", what, text, score FROM hits
    ORDER BY "familyId", score DESC, what NULLS FIRST, text) best ON best."familyId" = f.id`
}

const GUARDIAN_NAMES = Prisma.sql`espace_normalise(g."lastName" || ' ' || g."firstNames" || ' ' || coalesce(g."birthName", ''))`
const CHILD_NAMES = Prisma.sql`espace_normalise(c."lastName" || ' ' || c."firstNames" || ' ' || coalesce(c."usualName", ''))`
const PHONES = Prisma.sql`(coalesce(g."mobilePhone", '') || ' ' || coalesce(g."homePhone", '') || ' ' || coalesce(g."workPhone", ''))`

/** The rows that answer: family, what of it, its text, and how close it is (1 exact). Each branch has its index. */
function hits(terms: SearchTerms): Prisma.Sql {
  switch (terms.kind) {
    case 'all':
      return Prisma.sql`hits AS (SELECT 1)`
    case 'names': {
      const asked = Prisma.sql`espace_normalise(${terms.names})`
      return Prisma.sql`hits AS (
        SELECT f.id AS "familyId", NULL::text AS what, f.name AS text,
          word_similarity(${asked}, espace_normalise(f.name)) + 0.1 * similarity(${asked}, espace_normalise(f.name)) AS score
        FROM "Family" f WHERE ${asked} <% espace_normalise(f.name)
        UNION ALL
        SELECT g."familyId", 'guardian', g."firstNames" || ' ' || g."lastName" || coalesce(' (née ' || g."birthName" || ')', ''),
          word_similarity(${asked}, ${GUARDIAN_NAMES}) + 0.1 * similarity(${asked}, ${GUARDIAN_NAMES})
        FROM "Guardian" g WHERE ${asked} <% ${GUARDIAN_NAMES}
        UNION ALL
        SELECT g."familyId", 'child', c."firstNames" || ' ' || c."lastName",
          word_similarity(${asked}, ${CHILD_NAMES}) + 0.1 * similarity(${asked}, ${CHILD_NAMES})
        FROM "Child" c JOIN "Guardianship" gs ON gs."childId" = c.id JOIN "Guardian" g ON g.id = gs."guardianId"
        WHERE ${asked} <% ${CHILD_NAMES}
        UNION ALL
        SELECT f.id, 'number', f."externalNumber", 1.2 FROM "Family" f WHERE f."externalNumber" = upper(${terms.names}))`
    }
    case 'email': {
      const pattern = `%${likePattern(terms.email)}%`
      return Prisma.sql`hits AS (
        SELECT g."familyId", 'email' AS what, g.email AS text, similarity(lower(g.email), ${terms.email}) AS score
        FROM "Guardian" g WHERE lower(g.email) LIKE ${pattern}
        UNION ALL
        SELECT g."familyId", 'account', a.email, similarity(a.email, ${terms.email})
        FROM "Account" a JOIN "Subscription" s ON s."accountId" = a.id AND s."endedAt" IS NULL
        JOIN "Guardian" g ON g.id = s."guardianId" WHERE a.email LIKE ${pattern})`
    }
    case 'digits': {
      const anywhere = `%${terms.digits}%`
      return Prisma.sql`hits AS (
        SELECT f.id AS "familyId", 'number' AS what, f."externalNumber" AS text,
          CASE WHEN f."externalNumber" = ${terms.digits} THEN 2 ELSE 1 END::float8 AS score
        FROM "Family" f WHERE f."externalNumber" LIKE ${`${terms.digits}%`}
        UNION ALL
        SELECT g."familyId", 'phone', trim(${PHONES}), 1.5
        FROM "Guardian" g WHERE ${PHONES} LIKE ${anywhere})`
    }
  }
}

function confirmationCondition(toConfirm: boolean, now: Date): Prisma.Sql {
  if (!toConfirm) return Prisma.sql`TRUE`
  return Prisma.sql`(f."confirmedAt" IS NULL OR f."confirmedAt" < ${confirmationsStandSince(now)})`
}

function accessCondition(access: AccessState | null, now: Date): Prisma.Sql {
  if (access === null) return Prisma.sql`TRUE`
  const subscribed = Prisma.sql`EXISTS (SELECT 1 FROM "Subscription" s WHERE s."guardianId" = g.id AND s."endedAt" IS NULL)`
  const openCode = (condition: Prisma.Sql) => Prisma.sql`EXISTS (SELECT 1 FROM "SubscriberCode" k
    WHERE k."guardianId" = g.id AND k."usedAt" IS NULL AND k."revokedAt" IS NULL AND ${condition})`
  const conditions = {
    SUBSCRIBED: subscribed,
    CODE_OPEN: Prisma.sql`NOT ${subscribed} AND ${openCode(Prisma.sql`k."expiresAt" > ${now}`)}`,
    CODE_EXPIRED: Prisma.sql`NOT ${subscribed} AND ${openCode(Prisma.sql`k."expiresAt" <= ${now}`)}`,
    NO_CODE: Prisma.sql`NOT ${subscribed} AND NOT ${openCode(Prisma.sql`TRUE`)}`,
  } satisfies Record<AccessState, Prisma.Sql>
  return Prisma.sql`EXISTS (SELECT 1 FROM "Guardian" g WHERE g."familyId" = f.id AND ${conditions[access]})`
}
