import 'server-only'
import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from '@/lib/generated/prisma/client.ts'
import { env } from './env'

/** A transaction's client: what operations pass on so that everything they write stands or falls together. */
export type Tx = Prisma.TransactionClient

const kept = globalThis as { espaceFamilleDb?: PrismaClient }

/**
 * Begins a statement of every page, always of the same text: PostgreSQL plans it once per connection, which takes longer than
 * running it. It keeps a plan only if those made with the values were no better: what they are compared with is `unseen`.
 */
export const PREPARED = Prisma.sql`/* prepared */`

/** SQL of a value, hidden from the planning of its statement. */
export function unseen(value: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT ${value})`
}

/** SQL of an array of uuid, hidden from the planning of its statement. */
export function unseenIds(ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`${unseen(Prisma.sql`${ids}::uuid[]`)}::uuid[]`
}

/** What a statement is prepared under; empty for the others, which are of too many texts to be kept. */
function preparedName(sql: string): string {
  return sql.startsWith(PREPARED.sql) ? createHash('sha256').update(sql).digest('base64url') : ''
}

/**
 * Prisma's client on the database that the environment names. The session's zone is UTC: in Paris,
 * Prisma 7.10 stores instants two hours early (docs/operations.md).
 */
export function createDb(connectionString: string): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(
      // A connection takes as long to open as a page to make: pg's own ten seconds would close all between two parents at night.
      { connectionString, options: '-c TimeZone=UTC', max: 10, idleTimeoutMillis: 300_000, keepAlive: true },
      { statementNameGenerator: ({ sql }) => preparedName(sql) },
    ),
    // When reservations open everybody queues for the same days: better a long wait than a refusal.
    transactionOptions: { maxWait: 60_000, timeout: 60_000 },
  })
}

/** The process's client, connected at the first statement. */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get(_, property) {
    kept.espaceFamilleDb ??= createDb(env.databaseUrl)
    return Reflect.get(kept.espaceFamilleDb, property)
  },
})

/** Whether the database broke a circle of transactions that waited for each other. */
function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false
  return error.code === 'P2034' || JSON.stringify(error.meta ?? {}).includes('"40P01"')
}

const ATTEMPTS = 3

/**
 * Runs an operation, which is one transaction: one that a deadlock undid is run again, and finds things as they now are.
 * Returns what it returns.
 */
export async function runAgain<Value>(run: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (!isDeadlock(error) || attempt === ATTEMPTS) throw error
    }
  }
}

/** Whether no connection became free in time: nothing was begun. */
export function isOverloaded(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2028'
}

/** Closes the process's client; the next statement opens another, on what DATABASE_URL says then. */
export async function disconnectDb(): Promise<void> {
  const open = kept.espaceFamilleDb
  kept.espaceFamilleDb = undefined
  await open?.$disconnect()
}
