import 'server-only'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { currentKeyPrefix, decrypt, decryptBytes, encrypt, encryptBytes, type Place } from './crypto'
import { db } from './db'

/** The encrypted values of a row, by column, as PostgreSQL writes them in JSON: bytes are « \x… ». */
export type SealedRow = Readonly<Record<string, unknown>>

type Column = { name: string; type: string }

/** What is encrypted in a table. */
export type SealedTable = {
  table: string
  /** The columns of its primary key, in their order, with their types. */
  key: readonly Column[]
  columns: readonly string[]
  /** Rows turned in one transaction. */
  batch: number
  /** SQL: whether the row `t` holds something encrypted with another key than the current one. */
  isOld: Prisma.Sql
  /** The values of a row, encrypted with the current key. `id`: its key, joined by « / ». @throws when unreadable */
  turn: (id: string, row: SealedRow) => SealedRow
}

/** How far a table is: `done` rows of the `total` that had an old key. */
export type Progress = { table: string; done: number; total: number }

/** Rows left with an old key, and those whose values could not be read, as « table, key ». */
export type RotationReport = { turned: number; left: number; unreadable: string[] }

/** The tables with columns named `…Encrypted`, as the database has them. */
export async function sealedTables(): Promise<SealedTable[]> {
  const rows = await db.$queryRaw<{ table: string; key: Column[]; columns: Column[] }[]>`
    SELECT c.table_name AS "table", json_agg(json_build_object('name', c.column_name, 'type', c.data_type) ORDER BY c.ordinal_position) AS columns,
      (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY array_position(i.indkey::int[], a.attnum::int)) FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
        WHERE i.indrelid = format('%I.%I', c.table_schema, c.table_name)::regclass AND i.indisprimary) AS key
    FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.column_name LIKE '%Encrypted'
    GROUP BY c.table_schema, c.table_name ORDER BY c.table_name`
  return rows.map(({ table, key, columns }) => {
    const types = new Map(columns.map(({ name, type }) => [name, type]))
    const isOld = columns.map(({ name, type }) => oldColumn(name, type))
    return {
      table,
      key,
      columns: [...types.keys()],
      batch: [...types.values()].includes('bytea') ? FILES_AT_ONCE : ROWS_AT_ONCE,
      isOld: Prisma.sql`(${Prisma.join(isOld, ' OR ')})`,
      turn: (id, row) =>
        Object.fromEntries(
          Object.entries(row).map(([column, value]) => {
            if (value === null) return [column, null]
            const turn = types.get(column) === 'bytea' ? turnedBytes : turnedText
            return [column, turn(String(value), { table, column, id })]
          }),
        ),
    }
  })
}

const ROWS_AT_ONCE = 500
const FILES_AT_ONCE = 4

function oldColumn(name: string, type: string): Prisma.Sql {
  const column = Prisma.raw(`t."${name}"`)
  if (type !== 'bytea') return isOldText(column)
  const prefix = currentKeyPrefix()
  return Prisma.sql`substring(${column} FROM 1 FOR ${prefix.length}::int) <> ${prefix}`
}

/** SQL: whether a base64 text was encrypted with another key than the current one. */
export function isOldText(text: Prisma.Sql): Prisma.Sql {
  const bits = [...currentKeyPrefix()].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const letters = bits.match(/.{6}/g)!.map(letterOf)
  const rest = bits.slice(letters.length * 6)
  // The last letter also holds bits of the nonce, which may be any.
  const last = Array.from({ length: 2 ** (6 - rest.length) }, (_, n) =>
    letterOf(rest + n.toString(2).padStart(6 - rest.length, '0')),
  )
  const pattern = `^${letters.join('').replaceAll('+', '\\+')}${rest ? `[${last.join('')}]` : ''}`
  return Prisma.sql`${text} !~ ${pattern}`
}

const letterOf = (bits: string) =>
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'[Number.parseInt(bits, 2)]!

/** A text encrypted with the current key. @throws as `decrypt` */
export function turnedText(hidden: string, place: Place): string {
  return encrypt(decrypt(hidden, place), place)
}

function turnedBytes(hex: string, place: Place): string {
  return `\\x${encryptBytes(decryptBytes(Buffer.from(hex.slice(2), 'hex'), place), place).toString('hex')}`
}

/**
 * Encrypts with the current key what was encrypted with others, some rows at a time, each batch in a transaction of its own
 * that locks its rows: the portal may be running. What is done is not done again, so that a run that was cut is taken up
 * by another. Values that can't be read are left as they are and reported.
 */
export async function turnTables(
  tables: readonly SealedTable[],
  onProgress: (progress: Progress) => void,
): Promise<RotationReport> {
  const report: RotationReport = { turned: 0, left: 0, unreadable: [] }
  for (const table of tables) {
    const total = await countOld(table)
    let done = 0
    let after: string[] | null = null
    while (done < total) {
      const batch: TurnedBatch | null = await turnBatch(table, after)
      if (!batch) break
      done += batch.rows
      after = batch.last
      report.turned += batch.rows - batch.unreadable.length
      report.unreadable.push(...batch.unreadable)
      onProgress({ table: table.table, done: Math.min(done, total), total })
    }
  }
  for (const table of tables) report.left += await countOld(table)
  return report
}

/** How many rows of a table hold something encrypted with another key than the current one. */
export async function countOld({ table, isOld }: SealedTable): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM ${Prisma.raw(`"${table}"`)} t WHERE ${isOld}`
  return row.count
}

type TurnedBatch = { rows: number; last: string[]; unreadable: string[] }

async function turnBatch(sealed: SealedTable, after: string[] | null): Promise<TurnedBatch | null> {
  const name = Prisma.raw(`"${sealed.table}"`)
  const keys = sealed.key.map(({ name }) => `t."${name}"`)
  const order = Prisma.raw(keys.join(', '))
  const texts = Prisma.raw(keys.map((key) => `${key}::text`).join(', '))
  const values = Prisma.raw(sealed.columns.map((column) => `'${column}', t."${column}"`).join(', '))
  const last = after?.map((text, n) => Prisma.sql`${text}::${Prisma.raw(sealed.key[n]!.type)}`)
  const from = last ? Prisma.sql`AND (${order}) > (${Prisma.join(last)})` : Prisma.empty
  return db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ key: string[]; row: SealedRow }[]>`
      SELECT ARRAY[${texts}] AS key, jsonb_build_object(${values}) AS row
      FROM ${name} t WHERE ${sealed.isOld} ${from} ORDER BY ${order} LIMIT ${sealed.batch} FOR NO KEY UPDATE OF t`
    if (rows.length === 0) return null
    const unreadable: string[] = []
    const turned = rows.flatMap(({ key, row }) => {
      try {
        const identity = Object.fromEntries(sealed.key.map(({ name: column }, n) => [column, key[n]]))
        return [{ ...identity, ...sealed.turn(key.join('/'), row) }]
      } catch {
        unreadable.push(`${sealed.table}, ${key.join('/')}`)
        return []
      }
    })
    const assignments = sealed.columns.map((column) => `"${column}" = r."${column}"`).join(', ')
    const isSame = keys.map((key) => `${key} = ${key.replace('t.', 'r.')}`).join(' AND ')
    await tx.$executeRaw`
      UPDATE ${name} t SET ${Prisma.raw(assignments)}
      FROM jsonb_populate_recordset(null::${name}, ${JSON.stringify(turned)}::jsonb) r WHERE ${Prisma.raw(isSame)}`
    return { rows: rows.length, last: rows.at(-1)!.key, unreadable }
  })
}
