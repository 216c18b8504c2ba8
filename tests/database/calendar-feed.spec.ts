import ICAL from 'ical.js'
import { calendarOf, feedSince } from '@/lib/calendar/queries'
import { closeFeed, openFeed } from '@/lib/calendar/operations/feed'
import { requestBooking } from '@/lib/planning/operations/request-day'
import { createAuthority } from '../factories/authority'
import { createPlanningFamily, THURSDAY, TUESDAY } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

const secretOf = (address: string) => address.split('/').at(-1)!

test('the feed reads as iCalendar: all-day events of one day, with names and no data of health', async ({
  db,
}) => {
  const { parent, child, activity, family } = await createPlanningFamily(db, {
    rules: { name: 'Cantine, salle « A » ; midi' },
  })
  await db.child.update({ where: { id: child.id }, data: { diet: 'NO_PORK' } })
  const cell = { childId: child.id, activityId: activity.id, day: THURSDAY, seen: 'ENROLLED' } as const
  await requestBooking(parent, cell, TUESDAY)
  const address = await openFeed(parent, TUESDAY)
  const text = (await calendarOf(secretOf(address), TUESDAY))!
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
  expect(events).toHaveLength(1)
  const event = new ICAL.Event(events[0]!)
  expect(event.summary).toBe('Lina : Cantine, salle « A » ; midi')
  expect(event.startDate.isDate).toBe(true)
  expect([event.startDate.toString(), event.endDate.toString()]).toEqual(['2026-12-03', '2026-12-04'])
  expect(event.uid).toContain(child.id)
  for (const secret of ['porc', family.name, parent.email, 'Delmas']) expect(text).not.toContain(secret)
})

test('a new address ends the one before, and a revoked one leads nowhere', async ({ db }) => {
  const { parent } = await createPlanningFamily(db)
  const first = secretOf(await openFeed(parent, TUESDAY))
  const second = secretOf(await openFeed(parent, TUESDAY))
  expect(await calendarOf(first, TUESDAY)).toBeNull()
  expect(await calendarOf(second, TUESDAY)).not.toBeNull()
  expect(await feedSince(parent)).toEqual(TUESDAY)
  await closeFeed(parent, TUESDAY)
  await closeFeed(parent, TUESDAY)
  expect(await calendarOf(second, TUESDAY)).toBeNull()
  expect(await db.auditEvent.count({ where: { action: 'calendar.close' } })).toBe(1)
  const events = await db.auditEvent.findMany({ select: { subject: true, detail: true } })
  expect(JSON.stringify(events)).not.toContain(second)
})

test('the feed ends with the subscription, and with the account', async ({ db }) => {
  const { parent } = await createPlanningFamily(db)
  const secret = secretOf(await openFeed(parent, TUESDAY))
  await db.subscription.updateMany({ data: { endedAt: TUESDAY } })
  expect(await calendarOf(secret, TUESDAY)).toBeNull()
  await db.subscription.updateMany({ data: { endedAt: null } })
  await db.account.updateMany({ data: { disabledAt: TUESDAY } })
  expect(await calendarOf(secret, TUESDAY)).toBeNull()
})
