import pg from 'pg'

export type Measure = { seconds: number; statements: number }

const counting = new pg.Client({ connectionString: process.env.DATABASE_URL })
let isCounting: Promise<unknown> | undefined

/**
 * Statements of this program’s database since the server started, without those that nest, the job queue’s, and what PostgreSQL
 * computes of names for their index when it analyses by itself.
 */
async function statementsSoFar(): Promise<number> {
  isCounting ??= counting
    .connect()
    .then(() => counting.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements'))
  await isCounting
  const { rows } = await counting.query<{ calls: string }>(
    `SELECT COALESCE(sum(calls), 0) AS calls FROM pg_stat_statements
     WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND query NOT LIKE '%pg_stat_statements%' AND query NOT LIKE '%pgboss%'
       AND query NOT LIKE 'SELECT lower(public.unaccent(%' AND query !~* '^(begin|commit|rollback|deallocate)'`,
  )
  return Number(rows[0]!.calls)
}

/** Runs some work. Returns what it cost; transactions' beginnings and ends are not counted. */
export async function measure(work: () => Promise<unknown>): Promise<Measure> {
  const before = await statementsSoFar()
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  return { seconds, statements: (await statementsSoFar()) - before }
}

/** The most memory that this process has held, in megabytes. */
export function peakMemory(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}

/** Closes what the measures opened. */
export async function endMeasures(): Promise<void> {
  if (isCounting) await counting.end()
}

/** Prints rows under a title. */
export function print(title: string, rows: Record<string, string | number>[]): void {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))]
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]!.length)))
  const text = cells.map((line) => line.map((cell, index) => cell.padEnd(widths[index]!)).join('  '))
  process.stdout.write(`${title}\n${text.map((line) => `  ${line}\n`).join('')}\n`)
}
