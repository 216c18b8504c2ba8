import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import { FAMILY_SECTIONS } from '@/lib/dossier/family-sections'
import { unitsOf, type Unit, type Values } from '@/lib/dossier/fields'
import { sealedRow, unsealRow } from '@/lib/dossier/rows'
import { changeSeat, unseal, type SealedValues } from '@/lib/dossier/secrets'
import { displayUnit } from '@/lib/dossier/values'

/** A line of what the dossier says of a family's income; `asked` what waits to take its place. */
export type TaxLine = { label: string; value: string; asked?: string }

type Row = {
  sealed: SealedValues
  changes: { id: string; unit: string; after: SealedValues }[]
}

const TAX = FAMILY_SECTIONS.find(({ id }) => id === 'tax')!

/**
 * Reads what the dossier says of a family's income, to hold a tax notice against it, and writes in the journal that
 * it was read: one does not go without the other.
 *
 * @throws NotFound without the permissions, or without the family
 */
export async function readTax(
  agent: AgentActor,
  { familyId }: { familyId: string },
  at: Date,
): Promise<TaxLine[]> {
  requirePermission(agent, 'document.decide')
  requirePermission(agent, 'tax.read')
  if (!isIdentifier(familyId)) throw new NotFound()
  return db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<Row[]>`
      SELECT ${sealedRow('family')} AS sealed,
        COALESCE((SELECT json_agg(json_build_object('id', c.id, 'unit', c.unit, 'after', c.after)) FROM "PendingChange" c
          WHERE c."familyId" = t.id AND c.section = ${TAX.id} AND c.state = 'PENDING'), '[]') AS changes
      FROM "Family" t WHERE t.id = ${familyId}::uuid`
    if (!row) throw new NotFound()
    await recordEvent(tx, agent, at, {
      action: 'dossier.read',
      familyId,
      fields: TAX.fields.map(({ name }) => name),
    })
    const values = unsealRow('family', familyId, row.sealed, [TAX])
    return unitsOf(TAX).map((unit) => {
      const change = row.changes.find((one) => one.unit === unit.id)
      const asked = change && unseal(unit.fields, change.after, changeSeat(change.id, 'after'))
      return {
        label: unit.label,
        value: shown(unit, values),
        ...(asked && { asked: shown(unit, asked) }),
      }
    })
  })
}

const shown = (unit: Unit, values: Values) => displayUnit(unit, values, 'WHOLE')
