import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Allergy, Child, Contact, Family, Guardian, Vaccination } from '@/lib/generated/prisma/client.ts'
import type { Parent } from '@/lib/core/actor'
import { familyIdsOf } from '@/lib/core/scope'
import type { Field, Section, TargetKind, Values } from './fields'
import { columnOf, rowSeat, unseal, type SealedValues } from './secrets'
import { DECLARED_SECTIONS, type ColumnName, type ItemColumnName, type ListId } from './sections'

// The values of a dossier as the declaration names them, out of and into typed columns: PostgreSQL's own
// JSON carries them (a day « 2018-03-14 », an enum its label), so that no field needs code of its own.

/** What compiles only while every field that may change is a column of its table. */
export type DossierColumns = {
  family: Pick<Family, ColumnName<'family'>>
  guardian: Pick<Guardian, ColumnName<'guardian'>>
  child: Pick<Child, ColumnName<'child'>>
  allergies: Pick<Allergy, ItemColumnName<'allergies'>>
  vaccinations: Pick<Vaccination, ItemColumnName<'vaccinations'>>
  contacts: Pick<Contact, ItemColumnName<'contacts'>>
}

/** The tables of the targets. */
export const TABLES = { family: 'Family', guardian: 'Guardian', child: 'Child' } as const satisfies Record<
  TargetKind,
  string
>

const LIST_TABLES = {
  allergies: 'Allergy',
  vaccinations: 'Vaccination',
  contacts: 'Contact',
} as const satisfies Record<ListId, string>

/** The table of a list of a child. */
export const listTable = (sectionId: string): string => LIST_TABLES[sectionId as ListId]

/** Read-only values that are no column of the table itself, of its row `t`. */
const DERIVED: Readonly<Record<string, string>> = {
  school: '(SELECT s.name FROM "School" s WHERE s.id = t."schoolId")',
}

/** A child's answers to the collectivité's authorisations, as fields (declaration.ts). */
const AUTHORISATIONS = `(SELECT COALESCE(jsonb_object_agg(v.name, v.value), '{}') FROM "ChildAuthorisation" ca
  CROSS JOIN LATERAL (VALUES ('authorisation-' || ca."typeId", ca."isGranted"::text), ('authorisation-' || ca."typeId" || '-hour', ca.hour)) AS v(name, value)
  WHERE ca."childId" = t.id)`

/** The fields of a target that are columns of its table. */
export const columnFields = (kind: TargetKind): Field[] =>
  DECLARED_SECTIONS.filter(({ target, list }) => target === kind && !list).flatMap(({ fields }) => [
    ...fields,
  ])

/** The table of a target. */
export function tableOf(kind: TargetKind): Prisma.Sql {
  return Prisma.raw(`"${TABLES[kind]}"`)
}

/** SQL of the condition under which a change, the row `c`, is about the row `t` itself or an item of it. */
export function isAboutRow(kind: TargetKind): Prisma.Sql {
  return Prisma.raw(
    kind === 'family'
      ? 'c."familyId" = t.id AND c."guardianId" IS NULL AND c."childId" IS NULL'
      : `c."${kind}Id" = t.id`,
  )
}

/** SQL of the condition under which families see the unit of a change, the row `c`. */
export const IS_SHOWN_CHANGE = Prisma.sql`NOT EXISTS (SELECT 1 FROM "DossierSetting" d WHERE d.mode = 'HIDDEN'
    AND d.unit = CASE WHEN c."guardianId" IS NOT NULL THEN 'guardian.' WHEN c."childId" IS NOT NULL THEN 'child.' ELSE 'family.' END || c.unit)
  AND NOT EXISTS (SELECT 1 FROM "AuthorisationType" a WHERE a."endedAt" IS NOT NULL AND c.unit = 'authorisation-' || a.id)`

function jsonOf(fields: readonly Field[]): string {
  const pairs = fields.map(
    (field) => `'${field.name}', ${DERIVED[field.name] ?? `t."${columnOf(field)}"::text`}`,
  )
  return `jsonb_build_object(${pairs.join(', ')})`
}

/** SQL of the values in force of the row `t`, as one JSON object, without its secrets. */
export function valuesOfRow(kind: TargetKind): Prisma.Sql {
  return valuesSql(
    kind,
    columnFields(kind).filter(({ secret }) => !secret),
  )
}

/** SQL of the values in force of the row `t`, secrets encrypted: for `unsealRow`. */
export function sealedRow(kind: TargetKind): Prisma.Sql {
  return valuesSql(kind, columnFields(kind))
}

const valuesSql = (kind: TargetKind, fields: readonly Field[]) =>
  Prisma.raw(kind === 'child' ? `(${jsonOf(fields)} || ${AUTHORISATIONS})` : jsonOf(fields))

/** The values of some sections of a row, in clear. */
export function unsealRow(
  kind: TargetKind,
  id: string,
  sealed: SealedValues,
  sections: readonly Section[],
): Values {
  const read = sections.flatMap(({ fields }) => fields)
  const all = [...columnFields(kind).filter(({ secret }) => !secret), ...read]
  return unseal(all, { ...emptyValues(all), ...sealed }, rowSeat(TABLES[kind], id))
}

/** No value of these fields. */
export const emptyValues = (fields: readonly Field[]): Values =>
  Object.fromEntries(fields.map(({ name }) => [name, null]))

/** SQL of the items of some lists of the row `t`, as one JSON object of arrays of `SealedItem`, by section. */
export function itemsOfLists(lists: readonly Section[]): Prisma.Sql {
  if (lists.length === 0) return Prisma.sql`'{}'::json`
  const pairs = lists.map((section) => Prisma.sql`${section.id}::text, ${itemsOfRow(section)}`)
  return Prisma.sql`json_build_object(${Prisma.join(pairs)})`
}

/** SQL of the items of a list of the child `t`, secrets encrypted, as one JSON array of `SealedItem`. */
export function itemsOfRow(section: Section): Prisma.Sql {
  const json = jsonOf(section.fields).replaceAll('t."', 'i."')
  return Prisma.raw(
    `(SELECT COALESCE(json_agg(json_build_object('id', i.id, 'familyId', i."familyId", 'values', ${json}) ORDER BY i.id), '[]') FROM "${listTable(section.id)}" i WHERE i."childId" = t.id)`,
  )
}

/** An item as it is stored; `familyId` is the family that declared it, null when nobody's. */
export type SealedItem = { id: string; familyId: string | null; values: SealedValues }

/** A change as it is stored, secrets encrypted: what stood before, what is asked. `askedAt`: ISO 8601. */
export type SealedChange = {
  id: string
  section: string
  unit: string
  itemId: string | null
  before: SealedValues
  after: SealedValues
  askedAt: string
}

/** The values of an item, in clear. */
export function unsealItem(section: Section, childId: string, { id, values }: SealedItem): Values {
  return unseal(section.fields, values, rowSeat(listTable(section.id), `${childId}/${id}`))
}

/** SQL of the condition under which the row `t` exists for a parent. */
export function scopeOfRow(kind: TargetKind, parent: Parent): Prisma.Sql {
  if (kind === 'family') return Prisma.sql`t.id = ANY(${familyIdsOf(parent)}::uuid[])`
  if (kind === 'guardian') return Prisma.sql`t."familyId" = ANY(${familyIdsOf(parent)}::uuid[])`
  return Prisma.sql`EXISTS (SELECT 1 FROM "Guardianship" gs WHERE gs."childId" = t.id AND gs."guardianId" = ANY(${guardianIdsOf(parent)}::uuid[]))`
}

/** SQL of the family through which a parent sees the row `t`. */
export function familyOfRow(kind: TargetKind, parent: Parent): Prisma.Sql {
  if (kind === 'family') return Prisma.sql`t.id`
  if (kind === 'guardian') return Prisma.sql`t."familyId"`
  return Prisma.sql`(SELECT min(g."familyId"::text) FROM "Guardianship" gs JOIN "Guardian" g ON g.id = gs."guardianId" WHERE gs."childId" = t.id AND g.id = ANY(${guardianIdsOf(parent)}::uuid[]))`
}

const guardianIdsOf = (parent: Parent) => parent.guardians.map(({ guardianId }) => guardianId)
