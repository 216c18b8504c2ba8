import { spawn } from 'node:child_process'
import { Agent, get } from 'node:http'
import { encode } from 'next-auth/jwt'
import { derivedKey } from '@/lib/core/crypto'
import { day, daysFromTo, weekdayOf } from '@/lib/core/day'
import { actorOfToken, type Parent } from '@/lib/core/actor'
import { db, disconnectDb } from '@/lib/core/db'
import { getAuthority } from '@/lib/authority/queries'
import { dueOf } from '@/lib/billing/queries/invoices'
import { periodOf } from '@/lib/planning/rules/view'
import { readPlanning } from '@/lib/planning/sql'
import { menuCounts } from '@/lib/portal/queries'
import { ended, freePort } from '@/scripts/platform/processes'
import { createAccount, createSession } from '../factories/accounts'
import { createFamily, subscribe } from '../factories/families'
import { createActivity, createBooking, enroll } from '../factories/planning'
import { growTown, TOWN } from './large-town'
import { endMeasures, measure, print } from './measure'

const REQUESTS = 500
/** What is asked before measuring, so that everything is compiled, connected and planned. */
const WARMING = 100
const AT_ONCE = 10

const port = await freePort()
const url = `http://localhost:${port}`
const server = spawn(process.execPath, ['scripts/server.ts'], {
  env: { ...process.env, PORT: String(port), APP_URL: url, NODE_ENV: 'production' },
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
})
process.once('SIGTERM', () => server.kill('SIGTERM'))
await new Promise((resolve) => server.once('message', resolve))
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

/** A family of four children, each enrolled in six activities and booked in them every open day of December. */
async function createLargeFamily() {
  const { guardians, children, ...family } = await createFamily(db, {
    children: ['Anouk', 'Basile', 'Céleste', 'Désiré'].map((firstNames) => ({ firstNames })),
  })
  const account = await createAccount(db)
  await subscribe(db, account, guardians[0]!)
  const activities = []
  for (let n = 1; n <= 6; n++)
    activities.push(await createActivity(db, { name: `Activité ${n}`, position: 10 + n, capacity: 500 }))
  const month = { startsOn: day('2026-09-01'), endsOn: day('2027-07-02') }
  const days = daysFromTo(day('2026-12-01'), day('2026-12-18')).filter((on) =>
    [1, 2, 4, 5].includes(weekdayOf(on)),
  )
  for (const child of children)
    for (const activity of activities) {
      await enroll(db, child, activity, month)
      for (const on of days) await createBooking(db, { child, family, activity, day: on })
    }
  return { account, activity: activities[0]! }
}

type Page = { path: string; cookie: string }
type Reader = { token: string; cookie: string }

/** Reads a page. Returns the bytes that came through the network, and the milliseconds. */
function read({ path, cookie }: Page): Promise<{ bytes: number; milliseconds: number }> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'accept-encoding': 'gzip, deflate, br' }
    get(`${url}${path}`, { agent, headers }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ bytes, milliseconds: performance.now() - start })
        else reject(new Error(`${response.statusCode} ${response.headers.location ?? ''}`))
      })
    }).once('error', reject)
  })
}

/** Does a work so many times, several at once. */
async function manyAtOnce(count: number, work: () => Promise<unknown>): Promise<void> {
  let left = count
  const worker = async () => {
    while (left-- > 0) await work()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

/** Reads so many times, several at once. Returns the milliseconds of each, the shortest first. */
async function readMany(page: Page, count: number): Promise<number[]> {
  const times: number[] = []
  await manyAtOnce(count, async () => times.push((await read(page)).milliseconds))
  return times.sort((a, b) => a - b)
}

/** How many times a second the statements of a month alone are run and read, as its page does. */
async function dataPerSecond({ token }: Reader): Promise<number> {
  const period = periodOf('mois', day('2026-12-01'))
  const readOne = async () => {
    const at = new Date()
    const parent = (await actorOfToken(token, at)) as Parent
    await Promise.all([
      getAuthority(),
      menuCounts(parent, at),
      dueOf(parent, at),
      readPlanning(db, parent, period),
    ])
  }
  await manyAtOnce(WARMING, readOne)
  const start = performance.now()
  await manyAtOnce(REQUESTS, readOne)
  return (REQUESTS * 1000) / (performance.now() - start)
}

/** The month of a family, and what share of its speed it would keep against the same page made from memory. */
async function monthRow(name: string, reader: Reader): Promise<Record<string, string | number>> {
  const measured = await row(name, { path: MONTH, cookie: reader.cookie })
  const share = 1 - Number(measured['requests/s']) / (await dataPerSecond(reader))
  return { ...measured, 'of the floor': share.toFixed(2) }
}

async function row(name: string, page: Page): Promise<Record<string, string | number>> {
  await readMany(page, WARMING)
  const { bytes } = await read(page)
  const { statements } = await measure(() => read(page))
  const start = performance.now()
  const times = await readMany(page, REQUESTS)
  const seconds = (performance.now() - start) / 1000
  const quantile = (share: number) => times[Math.ceil(times.length * share) - 1]!.toFixed(0)
  return {
    page: name,
    'requests/s': (REQUESTS / seconds).toFixed(0),
    'p50 ms': quantile(0.5),
    'p99 ms': quantile(0.99),
    statements,
    'kB compressed': (bytes / 1000).toFixed(1),
  }
}

async function readerOf(account: { id: string }): Promise<Reader> {
  const { token } = await createSession(db, account, { at: new Date() })
  const secret = derivedKey('session').toString('base64')
  return {
    token,
    cookie: `espace-famille=${await encode({ token: { sid: token }, secret, maxAge: 86_400 })}`,
  }
}

const MONTH = '/famille/planning?vue=mois&date=2026-12-01'
// The frame of every page, its session and menu, and almost nothing in it.
const EMPTY = '/famille/planning/agenda'
const sofia = await db.account.findUniqueOrThrow({ where: { email: 'parent@demo.example' } })
const large = await createLargeFamily()
const [ofSofia, ofLarge] = [await readerOf(sofia), await readerOf(large.account)]
const rows = async () => [
  await row('an almost empty page', { path: EMPTY, cookie: ofLarge.cookie }),
  await monthRow('2 children', ofSofia),
  await monthRow('4 children, 6 activities', ofLarge),
]
const title = `Planning of a month, ${AT_ONCE} readers at once on the same machine`
print(`${title}: the demonstration's town`, await rows())
await growTown(large.activity.id, large.activity.groups[0]!.id)
print(`${title}: ${TOWN.families} families, ${TOWN.children * TOWN.daysEach} bookings more`, await rows())
print('« Of the floor »: the page against itself without its statements, computed from their own speed.', [])
agent.destroy()
server.kill('SIGTERM')
await ended(server)
await endMeasures()
await disconnectDb()
