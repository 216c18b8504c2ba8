import 'server-only'
import { decrypt, encrypt } from '@/lib/core/crypto'
import type { Field, Value, Values } from './fields'

/** The column of a field: a secret's holds its ciphertext. */
export function columnOf({ name, secret }: Pick<Field, 'name' | 'secret'>): string {
  return secret ? `${name}Encrypted` : name
}

/** Values as their row holds them, secrets encrypted. */
export type SealedValues = Values

/** Where sealed values lie: bound to it, a secret moved elsewhere does not decrypt. */
type Seat = { table: string; id: string; column: (field: Field) => string }

/** The seat of the values in force of a row. `id` of an item: « childId/itemId ». */
export function rowSeat(table: string, id: string): Seat {
  return { table, id, column: columnOf }
}

/** The seat of what a change keeps: the values it found, or those it asks for. */
export function changeSeat(changeId: string, side: 'before' | 'after'): Seat {
  return { table: 'PendingChange', id: changeId, column: ({ name }) => `${side}.${name}` }
}

/** The values of some fields, their secrets encrypted for their seat. */
export function seal(fields: readonly Field[], values: Values, seat: Seat): SealedValues {
  return mapSecrets(fields, values, (field, clear) => encrypt(clear, placeOf(seat, field)))
}

/** The values of some fields in clear; fields that are not given are left out. @throws as `decrypt` */
export function unseal(fields: readonly Field[], sealed: SealedValues, seat: Seat): Values {
  return mapSecrets(fields, sealed, (field, hidden) => decrypt(hidden, placeOf(seat, field)))
}

/** The place of a field in a seat (crypto.ts). */
export const placeOf = ({ table, id, column }: Seat, field: Field) => ({ table, id, column: column(field) })

function mapSecrets(
  fields: readonly Field[],
  values: Values,
  turn: (field: Field, value: string) => string,
): Values {
  const turned = fields.flatMap((field): [string, Value][] => {
    const value = values[field.name]
    if (value === undefined) return []
    return [[field.name, field.secret && value !== null ? turn(field, value) : value]]
  })
  return Object.fromEntries(turned)
}
