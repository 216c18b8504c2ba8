import 'server-only'
import type { AgentRole } from '@/lib/generated/prisma/enums.ts'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Parent } from '@/lib/core/actor'
import { dayInParis, formatDay, formatInstant } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { familyIdsOf } from '@/lib/core/scope'
import { isConfidential } from '../fields'
import { inSentence, READERS } from '../messages'
import { scopeOfRow, tableOf } from '../rows'
import type { Target } from '../schema'
import { sectionsOf, type Dossier } from '../sections'
import { authorName } from './person-views'

/** How many of the latest readings are shown. */
const READINGS_SHOWN = 100

/** A reading of protected data: who (« vous », a parent's name, « un agent du service famille »), what, and when. */
export type Reading = { id: string; who: string; byAgent: boolean; what: string[]; when: string }

type Row = {
  id: string
  actor: 'CITIZEN' | 'AGENT'
  authorId: string | null
  author: string | null
  role: AgentRole | null
  at: Date
  fields: string[]
  documents: string[]
}

/**
 * Who read the protected data of a guardian or a child, the latest first; null when it is not the parent's. What a
 * parent read on one day is one line. Of a child, readings of what its families share are told to each of them; of a
 * guardian, those of the data of their own family.
 */
export async function personReadings(
  parent: Parent,
  dossier: Dossier,
  { kind, id }: Target,
): Promise<Reading[] | null> {
  if (kind === 'family' || !isIdentifier(id)) return null
  const [target] = await db.$queryRaw<object[]>`
    SELECT 1 FROM ${tableOf(kind)} t WHERE t.id = ${id}::uuid AND ${scopeOfRow(kind, parent)}`
  if (!target) return null
  const own = Prisma.sql`ANY(${familyIdsOf(parent)}::uuid[])`
  const about =
    kind === 'child'
      ? Prisma.sql`e."childId" = ${id}::uuid AND e."familyId" IN (SELECT g."familyId" FROM "Guardianship" gs
          JOIN "Guardian" g ON g.id = gs."guardianId" WHERE gs."childId" = ${id}::uuid)`
      : Prisma.sql`e."childId" IS NULL AND (e."guardianId" IS NULL OR e."guardianId" = ${id}::uuid)
          AND e."familyId" = (SELECT g."familyId" FROM "Guardian" g WHERE g.id = ${id}::uuid) AND e."familyId" = ${own}`
  const rows = await db.$queryRaw<Row[]>`
    SELECT max(e.id)::text AS id, e.actor::text AS actor, e."accountId" AS "authorId", a."firstName" || ' ' || a."lastName" AS author, ag.role::text AS role,
      max(e.at) AS at, COALESCE(array_agg(DISTINCT f.name) FILTER (WHERE f.name IS NOT NULL), '{}') AS fields,
      COALESCE(array_agg(DISTINCT dt.name) FILTER (WHERE dt.name IS NOT NULL), '{}') AS documents
    FROM "AuditEvent" e
    LEFT JOIN LATERAL unnest(e.fields) AS f(name) ON true
    LEFT JOIN "Document" d ON e.action = 'document.read' AND d.id::text = e.subject LEFT JOIN "DocumentType" dt ON dt.id = d."typeId"
    LEFT JOIN "Account" a ON a.id = e."accountId" LEFT JOIN "Agent" ag ON ag."accountId" = e."accountId"
    WHERE ${about} AND e.action IN ('dossier.read', 'health.read', 'document.read')
      AND (e.action = 'document.read' OR cardinality(e.fields) > 0)
      AND (e.action <> 'document.read' OR e."familyId" = ${own} OR NOT dt.private)
    GROUP BY e.actor, e."accountId", a.id, ag.role, (e.at AT TIME ZONE 'Europe/Paris')::date, CASE WHEN e.actor = 'AGENT' THEN e.id END
    ORDER BY max(e.at) DESC, 1 DESC LIMIT ${READINGS_SHOWN}`
  return rows.map((row) => {
    const byAgent = row.actor === 'AGENT'
    return {
      id: row.id,
      who: byAgent ? (row.role ? READERS[row.role] : 'un agent') : authorName(row, parent),
      byAgent,
      what: [...sectionTitles(dossier, row.fields), ...row.documents.map(inSentence)],
      when: byAgent ? formatInstant(row.at, 'long') : formatDay(dayInParis(row.at), 'long'),
    }
  })
}

/** The confidential sections that hold some of the fields; a document whose type is gone is « un document ». */
function sectionTitles(dossier: Dossier, fields: readonly string[]): string[] {
  const sections = (['family', 'child'] as const).flatMap((kind) => sectionsOf(dossier, kind))
  return sections
    .filter((section) => isConfidential(section) && section.fields.some(({ name }) => fields.includes(name)))
    .map(({ title }) => inSentence(title))
}
