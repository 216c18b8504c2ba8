import { day, dayToDb, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { createCrowd, type Member } from '../factories/crowd'
import { createActivity, type TestActivity } from '../factories/planning'
import { expect, START, startServer, test, type Server } from '../fixtures/app'

// The opening of reservations: everybody clicks at once, through the real HTTP server, in two processes.

const DAY = day('2026-12-03')
const PLACES = 100

/** The hidden fields of a form without JavaScript: what names its action to the server. */
async function actionFields(url: string, { cookie }: Member, query: string): Promise<[string, string][]> {
  const page = await (await fetch(`${url}/famille/planning/entree?${query}`, { headers: { cookie } })).text()
  const fields = [...page.matchAll(/<input type="hidden" name="(\$[^"]+)"(?: value="([^"]*)")?/g)]
  expect(fields.length, 'fields of the action').toBeGreaterThan(0)
  return fields.map(([, name, value = '']) => [
    name!,
    value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  ])
}

/** Sends a click of a member, as the page without JavaScript does. Returns the status of the answer. */
function clicker(fields: [string, string][], activity: TestActivity) {
  return async (url: string, member: Member, on: Day, action: string, seen: string): Promise<number> => {
    const form = new FormData()
    for (const [name, value] of fields) form.set(name, value)
    const cell = { childId: member.childId, activityId: String(activity.id), day: on, seen, action }
    for (const [name, value] of Object.entries(cell)) form.set(name, value)
    const response = await fetch(`${url}/famille/planning/entree?${queryOf(member, activity, on)}`, {
      method: 'POST',
      body: form,
      headers: { cookie: member.cookie, origin: url },
    })
    await response.arrayBuffer()
    return response.status
  }
}

const queryOf = ({ childId }: Member, { id }: TestActivity, on: Day) =>
  new URLSearchParams({ enfant: childId, activite: String(id), jour: on }).toString()

/** What stands on a day: who is booked, who waits and in which order; the counter must say the same. */
async function standing(db: Tx, activity: TestActivity, on: Day) {
  const bookings = await db.booking.findMany({
    where: { activityId: activity.id, day: dayToDb(on) },
    orderBy: { waitingNumber: 'asc' },
    select: { childId: true, state: true, waitingNumber: true, requestId: true },
  })
  const counter = await db.activityDay.findFirstOrThrow({
    where: { activityId: activity.id, day: dayToDb(on) },
  })
  const booked = bookings.filter(({ state }) => state === 'BOOKED')
  const waiting = bookings.filter(({ state }) => state === 'WAITLISTED')
  expect(counter.booked, `the counter of ${on}`).toBe(booked.length)
  expect(new Set(waiting.map(({ waitingNumber }) => waitingNumber)).size).toBe(waiting.length)
  return {
    booked: booked.map(({ childId }) => childId),
    waiting: waiting.map(({ childId }) => childId),
    bookings,
  }
}

async function scene(app: { url: string; db: Tx }, server: Server, count: number) {
  const activity = await createActivity(app.db, {
    ...{ name: 'Ruée', position: 9, capacity: PLACES, waitingList: 'AUTO' },
  })
  const crowd = await createCrowd(app.db, activity, count, START)
  const fields = await actionFields(app.url, crowd[0]!, queryOf(crowd[0]!, activity, DAY))
  const second = await startServer(server)
  return { activity, crowd, click: clicker(fields, activity), second }
}

test('500 families ask at once for 100 places: 100 have them, the others wait in order', async ({
  app,
  server,
}) => {
  test.setTimeout(300_000)
  const { activity, crowd, click, second } = await scene(app, server, 500)
  const urlOf = (index: number) => (index % 2 === 0 ? app.url : second.url)
  try {
    const statuses = await Promise.all(
      crowd.map((member, index) => click(urlOf(index), member, DAY, 'BOOK', 'ENROLLED')),
    )
    expect([...new Set(statuses)]).toEqual([200])
    const before = await standing(app.db, activity, DAY)
    expect(before.booked).toHaveLength(PLACES)
    expect(before.waiting).toHaveLength(crowd.length - PLACES)
    expect(await app.db.outgoingMail.count({ where: { kind: 'request.receipt' } })).toBe(crowd.length)
    const leaving = new Set(before.booked.slice(0, 50))
    const left = await Promise.all(
      crowd
        .filter(({ childId }) => leaving.has(childId))
        .map((member, index) => click(urlOf(index), member, DAY, 'CANCEL', 'BOOKED')),
    )
    expect([...new Set(left)]).toEqual([200])
    const after = await standing(app.db, activity, DAY)
    expect(after.booked.filter((id) => !before.booked.includes(id)).sort()).toEqual(
      before.waiting.slice(0, 50).sort(),
    )
    expect(after.waiting).toEqual(before.waiting.slice(50))
  } finally {
    await second.stop()
  }
})

test('a process killed in the middle of the rush leaves nothing half done', async ({ app, server }) => {
  test.setTimeout(180_000)
  const { activity, crowd, click, second } = await scene(app, server, 200)
  let answered = 0
  await Promise.allSettled(
    crowd.map(async (member, index) => {
      const url = index % 2 === 0 ? app.url : second.url
      await click(url, member, DAY, 'BOOK', 'ENROLLED')
      answered += 1
      if (answered === 60) await second.kill()
    }),
  )
  await second.kill()
  const { booked, waiting, bookings } = await standing(app.db, activity, DAY)
  expect(booked.length).toBeLessThanOrEqual(PLACES)
  if (waiting.length > 0) expect(booked).toHaveLength(PLACES)
  expect(bookings.length).toBeGreaterThanOrEqual(100)
  // Each booking has its request, its event and its receipt, or nothing of it exists.
  const requests = await app.db.bookingRequest.findMany({
    where: { activityIds: { has: activity.id } },
    select: { id: true },
  })
  const ids = requests.map(({ id }) => id)
  expect(bookings.map(({ requestId }) => requestId).sort()).toEqual(ids.sort())
  expect(await app.db.auditEvent.count({ where: { action: 'request.ask', subject: { in: ids } } })).toBe(
    ids.length,
  )
  expect(
    await app.db.outgoingMail.count({
      where: { idempotencyKey: { in: ids.map((id) => `request.ask:${id}`) } },
    }),
  ).toBe(ids.length)
})
