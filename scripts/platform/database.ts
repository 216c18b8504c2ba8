import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { Problem } from './problem.ts'

/** How long a database that is starting is waited for. */
const PATIENCE_MS = 5_000

/** Codes of what may pass: refused for now, or « the database system is starting up ». */
const PASSING = ['ECONNREFUSED', '57P03']

/** Runs statements on a database and closes the connection. */
async function withClient<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS })
  // A connection lost outside a statement shows at the next one.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Makes sure that the operator's database answers.
 * @throws Problem that says why it does not; never with its password.
 */
export async function checkDatabase(url: string): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; ; await delay(250)) {
    try {
      return await withClient(url, async (client) => void (await client.query('SELECT 1')))
    } catch (error) {
      const { code = '', message } = failureOf(error)
      if (PASSING.includes(code) && Date.now() < end) continue
      throw new Problem(
        `${whyNot(url, code)} Vérifiez DATABASE_URL et que PostgreSQL est démarré. (${code || message})`,
      )
    }
  }
}

/** The first failure of a connection tried on several addresses, as localhost is. */
function failureOf(error: unknown): { code?: string; message: string } {
  return error instanceof AggregateError ? failureOf(error.errors[0]) : (error as Error)
}

function whyNot(url: string, code: string): string {
  const { hostname, port, pathname, username } = new URL(url)
  if (code === '28P01' || code === '28000')
    return `La base de données refuse l’utilisateur « ${username} » ou son mot de passe.`
  if (code === '3D000') return `La base « ${pathname.slice(1)} » n’existe pas sur ${hostname}.`
  return `La base de données de ${hostname}:${port || 5432} ne répond pas.`
}

/** Makes a database of the server if it is missing. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
  })
}

/** Makes a database as a sealed template is, in some tens of milliseconds. */
export async function cloneTemplate(serverUrl: string, name: string, template: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const [own, model] = [name, template].map((word) => client.escapeIdentifier(word))
    await client.query(`CREATE DATABASE ${own} TEMPLATE ${model}`)
  })
}

/** Ends the connections to a database and allows no new one: a template that someone reads cannot be cloned. */
export async function sealTemplate(serverUrl: string, name: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    await client.query(`ALTER DATABASE ${client.escapeIdentifier(name)} ALLOW_CONNECTIONS false`)
    await client.query('SELECT pg_terminate_backend(pid, $2) FROM pg_stat_activity WHERE datname = $1', [
      name,
      PATIENCE_MS,
    ])
  })
}

/** Whose data a migrated database holds: nobody's yet, the demonstration's, or those of a collectivité. */
export async function contentsOf(url: string): Promise<'nothing' | 'demonstration' | 'authority'> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ isDemonstration: boolean }>(
      'SELECT "isDemonstration" FROM "Authority"',
    )
    if (!rows[0]) return 'nothing'
    return rows[0].isDemonstration ? 'demonstration' : 'authority'
  })
}
