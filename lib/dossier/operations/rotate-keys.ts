import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { recordEvent } from '@/lib/core/audit'
import { db } from '@/lib/core/db'
import {
  isOldText,
  sealedTables,
  turnedText,
  turnTables,
  type Progress,
  type RotationReport,
  type SealedTable,
} from '@/lib/core/key-rotation'
import { changeSeat, placeOf, type SealedValues } from '../secrets'
import { DECLARED_SECTIONS } from '../sections'

/**
 * Encrypts with the current key everything that the database holds encrypted: the columns named `…Encrypted` of every table,
 * and what the changes of the dossier keep. To be run again until `left` is 0: then no former key is needed.
 */
export async function rotateKeys(
  onProgress: (progress: Progress) => void,
  at: Date,
): Promise<RotationReport> {
  const report = await turnTables([...(await sealedTables()), sealedChanges()], onProgress)
  if (report.turned > 0)
    await recordEvent(db, null, at, { action: 'secrets.rotate', detail: { rows: report.turned } })
  return report
}

/** The secret fields of the dossier, by the section that a change names. */
const SECRETS = DECLARED_SECTIONS.flatMap(({ id, fields }) =>
  fields.filter(({ secret }) => secret).map((field) => ({ section: id, field })),
)

const SIDES = ['before', 'after'] as const

function sealedChanges(): SealedTable {
  const pairs = JSON.stringify(SECRETS.map(({ section, field }) => ({ section, name: field.name })))
  const isOld = SIDES.map(
    (side) => Prisma.sql`EXISTS (SELECT 1 FROM jsonb_each_text(t.${Prisma.raw(side)}) v
      JOIN jsonb_to_recordset(${pairs}::jsonb) AS s(section text, name text) ON s.section = t.section AND s.name = v.key
      WHERE ${isOldText(Prisma.sql`v.value`)})`,
  )
  return {
    table: 'PendingChange',
    key: [{ name: 'id', type: 'uuid' }],
    columns: ['section', ...SIDES],
    batch: 200,
    isOld: Prisma.sql`(${Prisma.join(isOld, ' OR ')})`,
    turn: (id, { section, ...row }) => ({
      section,
      ...Object.fromEntries(
        SIDES.map((side) => [side, turnedSide(id, side, section, row[side] as SealedValues)]),
      ),
    }),
  }
}

function turnedSide(
  id: string,
  side: (typeof SIDES)[number],
  section: unknown,
  values: SealedValues,
): SealedValues {
  const turned = { ...values }
  for (const one of SECRETS) {
    const hidden = one.section === section ? values[one.field.name] : null
    if (hidden) turned[one.field.name] = turnedText(hidden, placeOf(changeSeat(id, side), one.field))
  }
  return turned
}
