import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Allergy, Child, Contact, Family, Guardian, Vaccination } from '@/lib/generated/prisma/client.ts'
import type { Parent } from '@/lib/core/actor'
import { dayInParis } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { isIdentifier } from '@/lib/core/identifier'
import { familyIdsOf } from '@/lib/core/scope'
import { keepQuotients } from '@/lib/family/sql'
import { isAuthorisation } from './declaration'
import { isAbsent, type Field, type Section, type TargetKind, type Values } from './fields'
import type { Target } from './schema'
import { columnOf, rowSeat, seal, unseal, type SealedValues } from './secrets'
import {
  DECLARED_SECTIONS,
  findSection,
  type ColumnName,
  type Dossier,
  type ItemColumnName,
  type ListId,
} from './sections'

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

const TABLES = { family: 'Family', guardian: 'Guardian', child: 'Child' } as const satisfies Record<
  TargetKind,
  string
>

const LIST_TABLES = {
  allergies: 'Allergy',
  vaccinations: 'Vaccination',
  contacts: 'Contact',
} as const satisfies Record<ListId, string>

const listTable = (sectionId: string): string => LIST_TABLES[sectionId as ListId]

/** Read-only values that are no column of the table itself, of its row `t`. */
const DERIVED: Readonly<Record<string, string>> = {
  school: '(SELECT s.name FROM "School" s WHERE s.id = t."schoolId")',
}

/** A child's answers to the collectivité's authorisations, as fields (declaration.ts). */
const AUTHORISATIONS = `(SELECT COALESCE(jsonb_object_agg(v.name, v.value), '{}') FROM "ChildAuthorisation" ca
  CROSS JOIN LATERAL (VALUES ('authorisation-' || ca."typeId", ca."isGranted"::text), ('authorisation-' || ca."typeId" || '-hour', ca.hour)) AS v(name, value)
  WHERE ca."childId" = t.id)`

const columnFields = (kind: TargetKind): Field[] =>
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

const emptyValues = (fields: readonly Field[]): Values =>
  Object.fromEntries(fields.map(({ name }) => [name, null]))

/** SQL of the items of some lists of the row `t`, as one JSON object of arrays of `SealedItem`, by section. */
export function itemsOfLists(lists: readonly Section[]): Prisma.Sql {
  if (lists.length === 0) return Prisma.sql`'{}'::json`
  const pairs = lists.map((section) => Prisma.sql`${section.id}::text, ${itemsOfRow(section)}`)
  return Prisma.sql`json_build_object(${Prisma.join(pairs)})`
}

/** SQL of the items of a list of the child `t`, secrets encrypted, as one JSON array of `SealedItem`. */
function itemsOfRow(section: Section): Prisma.Sql {
  const json = jsonOf(section.fields).replaceAll('t."', 'i."')
  return Prisma.raw(
    `(SELECT COALESCE(json_agg(json_build_object('id', i.id, 'familyId', i."familyId", 'values', ${json}) ORDER BY i.id), '[]') FROM "${listTable(section.id)}" i WHERE i."childId" = t.id)`,
  )
}

/** An item as it is stored; `familyId` is the family that declared it, null when nobody's. */
export type SealedItem = { id: string; familyId: string | null; values: SealedValues }

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

type OwnTarget = { familyId: string; values: Values; declaredBy: string | null; birthDate: string | null }

/**
 * What a section holds of a parent's own target, or of an item of it, its row locked: what every write of its
 * dossier waits for. Null when the target is not theirs. `declaredBy`: the family of an item that exists; `birthDate`:
 * that of the child of a list.
 */
export async function lockOwnTarget(
  tx: Tx,
  parent: Parent,
  { kind, id, item }: Target,
  section: Section,
): Promise<OwnTarget | null> {
  if (!isIdentifier(id)) return null
  const read = () => tx.$queryRaw<{ familyId: string; sealed: SealedValues; items: SealedItem[] }[]>`
    SELECT ${familyOfRow(kind, parent)} AS "familyId", ${sealedRow(kind)} AS sealed,
      ${section.list ? itemsOfRow(section) : Prisma.sql`'[]'::json`} AS items
    FROM ${tableOf(kind)} t WHERE t.id = ${id}::uuid AND ${scopeOfRow(kind, parent)}
    FOR NO KEY UPDATE OF t`
  const [locked] = await read()
  // A statement that waited for the row sees other tables as they were before it waited.
  const [row] = section.list || section.id === 'authorisations' ? await read() : [locked]
  if (!row) return null
  if (!section.list)
    return {
      familyId: row.familyId,
      values: unsealRow(kind, id, row.sealed, [section]),
      declaredBy: null,
      birthDate: null,
    }
  const known = row.items.find((one) => one.id === item)
  const values = known ? unsealItem(section, id, known) : emptyValues(section.fields)
  const { birthDate = null } = unsealRow(kind, id, row.sealed, [])
  return { familyId: row.familyId, values, declaredBy: known?.familyId ?? null, birthDate }
}

/** Locks rows, in the order of identifiers: what they and other tables hold is then read by the next statement. */
async function lockRows(tx: Tx, kind: TargetKind, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM ${tableOf(kind)} t WHERE t.id = ANY(${ids}::uuid[]) ORDER BY t.id FOR NO KEY UPDATE OF t`
}

/** A target of a change, and the section that the change is in. */
export type Place = Target & { section: Section }

/** The key of a target, or of an item of it, in a map of values in force. */
export function targetKey({ id, item }: Pick<Target, 'id' | 'item'>): string {
  return item ? `${id}/${item}` : id
}

const LOCK_ORDER = ['family', 'guardian', 'child'] as const

/**
 * The values in force at several places, by `targetKey`, their rows locked: families, then guardians, then
 * children, each in the order of identifiers, so that two batches never wait for each other in turn.
 */
export async function lockPlaces(tx: Tx, places: readonly Place[]): Promise<Map<string, Values>> {
  const inForce = new Map<string, Values>()
  for (const kind of LOCK_ORDER) {
    const here = places.filter((place) => place.kind === kind)
    if (here.length === 0) continue
    const ids = [...new Set(here.map(({ id }) => id))]
    await lockRows(tx, kind, ids)
    const rows = await tx.$queryRaw<{ id: string; sealed: SealedValues }[]>`
      SELECT t.id, ${sealedRow(kind)} AS sealed FROM ${tableOf(kind)} t WHERE t.id = ANY(${ids}::uuid[])`
    for (const { id, sealed } of rows) {
      const sections = here.filter((place) => place.id === id && !place.item).map(({ section }) => section)
      inForce.set(id, unsealRow(kind, id, sealed, sections))
    }
  }
  const lists = Map.groupBy(
    places.filter(({ item }) => item),
    ({ section }) => section,
  )
  for (const [section, items] of lists) await readItems(tx, section, items, inForce)
  return inForce
}

async function readItems(tx: Tx, section: Section, places: Place[], inForce: Map<string, Values>) {
  const childIds = [...new Set(places.map(({ id }) => id))]
  const rows = await tx.$queryRaw<{ id: string; items: SealedItem[] }[]>`
    SELECT t.id, ${itemsOfRow(section)} AS items FROM "Child" t WHERE t.id = ANY(${childIds}::uuid[])`
  for (const { id, item } of places) {
    const known = rows.find((row) => row.id === id)?.items.find((one) => one.id === item)
    inForce.set(targetKey({ id, item }), known ? unsealItem(section, id, known) : emptyValues(section.fields))
  }
}

/** Values to write at a place. `familyId`: the family that declares an item. */
export type PlacedWrite = { place: Place; familyId: string; values: Values }

/** Writes values at locked places, a statement per table, and from which day a quotient counts. */
export async function writePlaces(tx: Tx, writes: readonly PlacedWrite[], at: Date): Promise<void> {
  for (const kind of LOCK_ORDER) {
    const own = writes.filter(({ place }) => place.kind === kind && !place.item)
    const byRow = Map.groupBy(own, ({ place }) => place.id)
    const merged = [...byRow].map(([id, some]): [string, Values] => [
      id,
      Object.assign({}, ...some.map(({ values }) => values)),
    ])
    await writeTargets(tx, kind, new Map(merged))
  }
  const priced = writes.filter(({ values }) => 'familyQuotient' in values).map(({ place }) => place.id)
  if (priced.length > 0) await keepQuotients(tx, priced, dayInParis(at))
  const lists = Map.groupBy(
    writes.filter(({ place }) => place.item),
    ({ place }) => place.section,
  )
  for (const [section, items] of lists) await writeItems(tx, section, items)
}

/** Writes some values of locked families, guardians or children, in one statement (authorisations in another). */
export async function writeTargets(tx: Tx, kind: TargetKind, values: Map<string, Values>): Promise<void> {
  const columns = columnFields(kind).filter(({ managed }) => !managed)
  const rows = [...values].map(([id, row]) => ({ ...columnsOf(columns, row, TABLES[kind], id), id }))
  if (rows.some((row) => Object.keys(row).length > 1)) {
    const assignments = columns
      .map((field) => `"${columnOf(field)}"`)
      .map(
        (column) =>
          `${column} = CASE WHEN e.row ? '${column.slice(1, -1)}' THEN r.${column} ELSE t.${column} END`,
      )
    await tx.$executeRaw`
      UPDATE ${tableOf(kind)} t SET ${Prisma.raw(assignments.join(', '))}
      FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) AS e(row),
        jsonb_populate_record(null::${tableOf(kind)}, e.row) r
      WHERE t.id = r.id`
  }
  if (kind === 'child') await writeAuthorisations(tx, values)
}

/** The columns to write, secrets encrypted for their row. */
function columnsOf(fields: readonly Field[], values: Values, table: string, id: string): Values {
  const sealed = seal(fields, values, rowSeat(table, id))
  return Object.fromEntries(
    fields.filter(({ name }) => name in sealed).map((field) => [columnOf(field), sealed[field.name]!]),
  )
}

async function writeAuthorisations(tx: Tx, values: Map<string, Values>): Promise<void> {
  const rows = [...values].flatMap(([childId, row]) =>
    Object.keys(row)
      .filter((name) => isAuthorisation(name) && !name.endsWith('-hour'))
      .map((name) => ({
        childId,
        typeId: Number(name.split('-')[1]),
        isGranted: row[name],
        hour: row[`${name}-hour`] ?? null,
      })),
  )
  if (rows.length === 0) return
  const json = JSON.stringify(rows)
  await tx.$executeRaw`
    INSERT INTO "ChildAuthorisation" ("childId", "typeId", "isGranted", hour)
    SELECT "childId", "typeId", "isGranted", hour FROM jsonb_populate_recordset(null::"ChildAuthorisation", ${json}::jsonb)
    WHERE "isGranted" IS NOT NULL
    ON CONFLICT ("childId", "typeId") DO UPDATE SET "isGranted" = EXCLUDED."isGranted", hour = EXCLUDED.hour`
  await tx.$executeRaw`
    DELETE FROM "ChildAuthorisation" t USING jsonb_populate_recordset(null::"ChildAuthorisation", ${json}::jsonb) r
    WHERE t."childId" = r."childId" AND t."typeId" = r."typeId" AND r."isGranted" IS NULL`
}

async function writeItems(tx: Tx, section: Section, writes: readonly PlacedWrite[]): Promise<void> {
  const table = listTable(section.id)
  const key = ({ place }: PlacedWrite) => ({ childId: place.id, id: place.item! })
  const [gone, kept] = [
    writes.filter(({ values }) => isAbsent(values)),
    writes.filter(({ values }) => !isAbsent(values)),
  ]
  const columns = section.fields.map((field) => `"${columnOf(field)}"`)
  const name = Prisma.raw(`"${table}"`)
  if (kept.length > 0) {
    const rows = kept.map((write) => ({
      ...key(write),
      familyId: write.familyId,
      ...columnsOf(section.fields, write.values, table, targetKey(write.place)),
    }))
    const all = Prisma.raw(['"childId"', 'id', '"familyId"', ...columns].join(', '))
    // Nobody's item becomes that of the family that writes it.
    const owner = `"familyId" = COALESCE(t."familyId", EXCLUDED."familyId")`
    const assignments = [owner, ...columns.map((column) => `${column} = EXCLUDED.${column}`)]
    await tx.$executeRaw`
      INSERT INTO ${name} AS t (${all}) SELECT ${all} FROM jsonb_populate_recordset(null::${name}, ${JSON.stringify(rows)}::jsonb)
      ON CONFLICT ("childId", id) DO UPDATE SET ${Prisma.raw(assignments.join(', '))}`
  }
  if (gone.length > 0)
    await tx.$executeRaw`
      DELETE FROM ${name} t USING jsonb_populate_recordset(null::${name}, ${JSON.stringify(gone.map(key))}::jsonb) r
      WHERE t."childId" = r."childId" AND t.id = r.id`
}

/** The place that a stored change is about. @throws when the declaration no longer holds its section */
export function placeOfChange(
  dossier: Dossier,
  change: {
    familyId: string
    guardianId: string | null
    childId: string | null
    itemId: string | null
    section: string
  },
): Place {
  const kind: TargetKind = change.guardianId ? 'guardian' : change.childId ? 'child' : 'family'
  const section = findSection(dossier, kind, change.section)
  if (!section) throw new Error(`no section ${change.section} in the dossier of a ${kind}`)
  const id = change.guardianId ?? change.childId ?? change.familyId
  return { kind, id, section, ...(change.itemId && { item: change.itemId }) }
}

/** The name of the school chosen for a child must be one that the collectivité has. */
export type Schooling = { school: string | null; grade: string | null }

/**
 * Writes a child's school and class, which families may only read.
 * @returns whether there is such a school
 */
export async function writeSchooling(
  tx: Tx,
  childId: string,
  { school, grade }: Schooling,
): Promise<boolean> {
  const found = school === null ? null : await tx.school.findUnique({ where: { name: school } })
  if (school !== null && !found) return false
  await tx.$executeRaw`
    UPDATE "Child" SET "schoolId" = ${found?.id ?? null}::int, grade = ${grade}::"Grade" WHERE id = ${childId}::uuid`
  return true
}

/** Whether a target is of a family: the family itself, one of its guardians, a child of one of them. */
export async function belongsTo(tx: Tx, familyId: string, { kind, id }: Target): Promise<boolean> {
  if (kind === 'family') return id === familyId
  const count =
    kind === 'guardian'
      ? await tx.guardian.count({ where: { id, familyId } })
      : await tx.guardianship.count({ where: { childId: id, guardian: { familyId } } })
  return count > 0
}
