import 'server-only'
import type { Tx } from '@/lib/core/db'
import {
  isAbsent,
  unitsOf,
  type Field,
  type Section,
  type TargetKind,
  type Values,
} from '@/lib/dossier/fields'
import {
  isAboutRow,
  itemsOfLists,
  sealedRow,
  tableOf,
  unsealItem,
  unsealRow,
  type SealedChange,
  type SealedItem,
} from '@/lib/dossier/rows'
import { changeSeat, unseal, type SealedValues } from '@/lib/dossier/secrets'
import { sectionsOf, type Dossier } from '@/lib/dossier/sections'
import { canonical, displayValue, personName } from '@/lib/dossier/values'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import type { ChangeState } from '@/lib/generated/prisma/enums.ts'
import type { ExportedChange, ExportedField, ExportedPerson, ExportedSection } from '../format'
import { STATE_WORDS } from '../messages'
import { coded, iso, type Viewer } from './viewer'

/** Who else may read what a shared child holds is no business of this family: only its own rows, and these words. */
const OTHER_FAMILY = 'l’autre responsable'

type ChangeRow = SealedChange & {
  state: ChangeState
  askedBy: string | null
  decidedAt: string | null
  reason: string | null
  ours: boolean
}

/** A family, a guardian or a child as it is stored, with its items and its changes. */
export type PersonRow = {
  id: string
  sealed: SealedValues
  items: Record<string, SealedItem[]>
  changes: ChangeRow[]
}

/** Whether families see something of a section. */
export const isShown = (section: Section) => unitsOf(section).some(({ mode }) => mode !== 'HIDDEN')

/** The sections of a target that are exported, without the fields that families do not see. */
function exportedSections(dossier: Dossier, kind: TargetKind, { mayRead }: Viewer): Section[] {
  return sectionsOf(dossier, kind)
    .filter((section) => isShown(section) && mayRead(section))
    .map((section) => ({ ...section, fields: section.fields.filter(({ mode }) => mode !== 'HIDDEN') }))
}

/** The targets of a kind that a viewer sees, as they are stored. */
export async function readPeople(
  tx: Tx,
  dossier: Dossier,
  kind: TargetKind,
  viewer: Viewer,
): Promise<PersonRow[]> {
  const { familyId, guardianIds } = viewer
  const lists = exportedSections(dossier, kind, viewer).filter(({ list }) => list)
  const scope = {
    family: Prisma.sql`t.id = ${familyId}::uuid`,
    guardian: Prisma.sql`t."familyId" = ${familyId}::uuid`,
    child: Prisma.sql`t.id IN (SELECT "childId" FROM "Guardianship" WHERE "guardianId" = ANY(${guardianIds}::uuid[]))`,
  }[kind]
  const order = Prisma.raw(kind === 'child' ? 't."birthDate", t.id' : 't."createdAt", t.id')
  return tx.$queryRaw<PersonRow[]>`
    SELECT t.id, ${sealedRow(kind)} AS sealed, ${itemsOfLists(lists)} AS items,
      (SELECT COALESCE(json_agg(json_build_object('id', c.id, 'section', c.section, 'unit', c.unit, 'itemId', c."itemId",
          'before', c.before, 'after', c.after, 'state', c.state, 'askedAt', c."askedAt", 'decidedAt', c."decidedAt",
          'reason', c.reason, 'askedBy', a."firstName" || ' ' || a."lastName", 'ours', c."familyId" = ${familyId}::uuid)
          ORDER BY c."askedAt", c.id), '[]')
        FROM "PendingChange" c LEFT JOIN "Account" a ON a.id = c."authorId" WHERE ${isAboutRow(kind)}) AS changes
    FROM ${tableOf(kind)} t WHERE ${scope} ORDER BY ${order}`
}

/** A target as the export tells it. */
export function exportPerson(
  dossier: Dossier,
  kind: TargetKind,
  row: PersonRow,
  viewer: Viewer,
): ExportedPerson {
  const sections = exportedSections(dossier, kind, viewer)
  const values = unsealRow(
    kind,
    row.id,
    row.sealed,
    sections.filter(({ list }) => !list),
  )
  return {
    kind,
    name: personName(values),
    sections: sections.map((section): ExportedSection => ({
      section: section.id,
      title: section.title,
      ...(section.list
        ? { items: (row.items[section.id] ?? []).map((item) => exportItem(section, row.id, item, viewer)) }
        : { fields: section.fields.map((field) => exportField(field, values)) }),
    })),
    changes: row.changes.flatMap((change) => exportChange(sections, change)),
  }
}

function exportItem(section: Section, childId: string, item: SealedItem, viewer: Viewer): ExportedField[] {
  const isOurs = item.familyId === null || item.familyId === viewer.familyId
  const values = unsealItem(section, childId, item)
  return readableFields(section, isOurs).map((field) => exportField(field, values))
}

/** What only the family that wrote an item reads of it stays with that family. */
function readableFields({ fields, list }: Section, isOurs: boolean): Field[] {
  const hidden = isOurs ? [] : (list?.privateFields ?? [])
  return fields.filter(({ name }) => !hidden.includes(name))
}

function exportField(field: Field, values: Values): ExportedField {
  const value = canonical(field, values[field.name])
  return { field: field.name, label: field.label, value, text: displayValue(field, value, 'WHOLE') }
}

function exportChange(sections: readonly Section[], change: ChangeRow): ExportedChange[] {
  const section = sections.find(({ id }) => id === change.section)
  const unit = section && unitsOf(section).find(({ id }) => id === change.unit)
  if (!unit) return []
  const readable = readableFields({ ...section, fields: unit.fields }, change.ours)
  const side = (which: 'before' | 'after'): ExportedField[] | null => {
    const values = unseal(unit.fields, change[which], changeSeat(change.id, which))
    const isErased = Object.keys(values).length === 0
    if (isErased || (change.itemId !== null && isAbsent(values))) return null
    return readable.map((field) => exportField(field, values))
  }
  return [
    {
      section: section.id,
      label: unit.label,
      before: side('before'),
      after: side('after'),
      state: coded(STATE_WORDS, change.state),
      askedAt: iso(change.askedAt)!,
      askedBy: change.ours ? change.askedBy : OTHER_FAMILY,
      decidedAt: iso(change.decidedAt),
      reason: change.ours ? change.reason : null,
    },
  ]
}
