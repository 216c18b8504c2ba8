import { spawn } from 'node:child_process'
import { Agent, get } from 'node:http'
import { encode } from 'next-auth/jwt'
import { derivedKey } from '@/lib/core/crypto'
import { db, disconnectDb } from '@/lib/core/db'
import { ended, freePort } from '@/scripts/platform/processes'
import { createSession } from '../factories/accounts'
import { endMeasures, measure, print } from './measure'

const START = new Date('2026-11-24T08:00:00Z')
const REQUESTS = 500
const AT_ONCE = 10

const port = await freePort()
const url = `http://localhost:${port}`
const server = spawn(process.execPath, ['scripts/server.ts'], {
  env: { ...process.env, PORT: String(port), APP_URL: url, NODE_ENV: 'production' },
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
})
process.once('SIGTERM', () => server.kill('SIGTERM'))
await new Promise((resolve) => server.once('message', resolve))

const account = await db.account.findUniqueOrThrow({ where: { email: 'parent@demo.example' } })
const { token } = await createSession(db, account, { at: START })
const secret = derivedKey('session').toString('base64')
const cookie = `espace-famille=${await encode({ token: { sid: token }, secret, maxAge: 86_400 })}`
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

/** Reads the planning of the month. Returns the bytes that came through the network, and the milliseconds. */
function read(): Promise<{ bytes: number; milliseconds: number }> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'accept-encoding': 'gzip' }
    get(`${url}/famille/planning?vue=mois&date=2026-12-01`, { agent, headers }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ bytes, milliseconds: performance.now() - start })
        else reject(new Error(`${response.statusCode} ${response.headers.location ?? ''}`))
      })
    }).once('error', reject)
  })
}

/** Reads so many times, several at once. Returns the milliseconds of each, the shortest first. */
async function readMany(count: number): Promise<number[]> {
  const times: number[] = []
  let left = count
  const reader = async () => {
    while (left-- > 0) times.push((await read()).milliseconds)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, reader))
  return times.sort((a, b) => a - b)
}

await readMany(100)
const { bytes } = await read()
const { statements } = await measure(read)
const start = performance.now()
const times = await readMany(REQUESTS)
const seconds = (performance.now() - start) / 1000
const quantile = (share: number) => times[Math.ceil(times.length * share) - 1]!.toFixed(0)
print(`Planning of a month, the demonstration’s family, ${AT_ONCE} readers at once on the same machine`, [
  {
    'requests/s': (REQUESTS / seconds).toFixed(0),
    'p50 ms': quantile(0.5),
    'p99 ms': quantile(0.99),
    statements,
    'kB compressed': (bytes / 1000).toFixed(1),
  },
])
agent.destroy()
server.kill('SIGTERM')
await ended(server)
await endMeasures()
await disconnectDb()
