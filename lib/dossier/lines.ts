import 'server-only'
import { isAbsent, unitsOf, type Section, type Unit, type Values } from './fields'
import { unsealItem, unsealRow, type SealedItem } from './rows'
import { changeSeat, unseal, type SealedValues } from './secrets'
import { displayUnit } from './values'

/** A line of a dossier as an agent reads it: in force, or declared by a family and not validated (safety does not wait). */
export type DossierLine = {
  /** The title of the section it is in. */
  section: string
  /** The name of the unit, or what names an item of a list. */
  label: string
  value: string
  isDeclaredOnly: boolean
  /** The section it is in, in addresses, and the item of a list. */
  slug: string
  item: string | null
}

type Change = { id: string; section: string; unit: string; itemId: string | null; after: SealedValues }

/** A target as it is stored, with what families declared of it. */
export type SealedTarget = {
  id: string
  sealed: SealedValues
  items: Record<string, SealedItem[]>
  changes: Change[]
}

/** What a section holds of a target, in clear: what is in force, then what is declared; nothing of what is empty. */
export function linesOf(section: Section, row: SealedTarget): DossierLine[] {
  const units = unitsOf(section)
  const held: [Unit, Values, string | null][] = section.list
    ? (row.items[section.id] ?? []).map((item) => [units[0]!, unsealItem(section, row.id, item), item.id])
    : units.map((unit) => [unit, unsealRow(section.target, row.id, row.sealed, [section]), null])
  const asked = row.changes
    .filter((change) => change.section === section.id)
    .map((change): [Unit, Values, string | null] => {
      const unit = units.find(({ id }) => id === change.unit)!
      return [unit, unseal(unit.fields, change.after, changeSeat(change.id, 'after')), change.itemId]
    })
  const line =
    (isDeclaredOnly: boolean) =>
    ([unit, values, item]: [Unit, Values, string | null]): DossierLine[] => {
      const own = Object.fromEntries(unit.fields.map(({ name }) => [name, values[name] ?? null]))
      if (isAbsent(own)) return []
      const { title = [] } = section.list ?? {}
      const part = (isTitle: boolean): Unit => ({
        ...unit,
        fields: unit.fields.filter(({ name }) => title.includes(name) === isTitle),
      })
      return [
        {
          section: section.title,
          label: section.list ? displayUnit(part(true), own) : unit.label,
          value: displayUnit(part(false), own),
          isDeclaredOnly,
          slug: section.slug,
          item,
        },
      ]
    }
  return [...held.flatMap(line(false)), ...asked.flatMap(line(true))]
}
