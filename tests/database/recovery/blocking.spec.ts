import { addDays, day } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { planningOfPeriod } from '@/lib/planning/queries'
import { sendReminders } from '@/lib/planning/operations/remind'
import { previewPeriod, requestPeriod } from '@/lib/planning/operations/request-period'
import { requestAbsence, requestBooking } from '@/lib/planning/operations/request-day'
import { requestQueue } from '@/lib/planning/queries/request-queue'
import { explain } from '@/lib/planning/rules/explain'
import { unpackEntries } from '@/lib/planning/rules/grid'
import { liftBlocking } from '@/lib/recovery/operations/lift-blocking'
import { blockingOf } from '@/lib/recovery/queries/blocking'
import { agentActor, createAgent } from '../../factories/accounts'
import { createAuthority } from '../../factories/authority'
import { createInvoice } from '../../factories/invoices'
import { createBooking } from '../../factories/planning'
import { createPlanningFamily, THURSDAY, TUESDAY } from '../../factories/planning-family'
import { expect, test } from '../../fixtures/database'
import { watchStatements } from '../../fixtures/statements'
import { receive, setSettings } from './scene'

const TODAY = day('2026-11-24')

/** A family whose child is enrolled, with an invoice that is 20 days late. */
async function lateFamily(db: Parameters<typeof createAuthority>[0], blockingDays: number | null) {
  await createAuthority(db)
  await setSettings(db, { blockingDays })
  const home = await createPlanningFamily(db)
  const invoice = await createInvoice(db, home.family, {
    ...{ month: day('2026-09-01'), issuedAt: new Date('2026-10-02T08:00:00Z'), dueOn: addDays(TODAY, -20) },
  })
  return { ...home, invoice, cell: { childId: home.child.id, activityId: home.activity.id, day: THURSDAY } }
}

const unpaid = expect.objectContaining({ name: 'Refusal', code: 'UNPAID' })

test('off by default: an unpaid invoice keeps nobody from booking', async ({ db }) => {
  const { parent, cell } = await lateFamily(db, null)
  expect(await requestBooking(parent, { ...cell, seen: 'ENROLLED' }, TUESDAY)).toMatchObject({
    state: 'BOOKED',
  })
})

test('past the delay the planning says why, with the invoice, and the server refuses by the same words', async ({
  db,
}) => {
  const { parent, cell, invoice } = await lateFamily(db, 19)
  const grid = await planningOfPeriod(parent, { from: THURSDAY, to: THURSDAY }, TUESDAY)
  const [entry] = unpackEntries(grid)
  const { possible, forbidden } = explain(
    entry!,
    grid.activities[entry!.activity]!,
    entry!.deadlines,
    'parent',
    TUESDAY,
  )
  expect(possible).toEqual([])
  expect(forbidden).toMatchObject([{ action: 'BOOK', code: 'UNPAID', invoiceId: invoice.id }])
  expect(forbidden[0]!.reason).toContain('était à payer au plus tard le 4 novembre 2026')
  await expect(requestBooking(parent, { ...cell, seen: 'ENROLLED' }, TUESDAY)).rejects.toEqual(unpaid)
  await expect(requestBooking(parent, { ...cell, seen: 'ENROLLED' }, TUESDAY)).rejects.toMatchObject({
    message: forbidden[0]!.reason,
  })
  expect(await db.booking.count()).toBe(0)
})

test('the last day of the delay does not block; paid, it no longer does', async ({ db }) => {
  const { parent, cell, invoice } = await lateFamily(db, 20)
  expect(await requestBooking(parent, { ...cell, seen: 'ENROLLED' }, TUESDAY)).toMatchObject({
    state: 'BOOKED',
  })
  await setSettings(db, { blockingDays: 10 })
  const other = { ...cell, day: addDays(THURSDAY, 1), seen: 'ENROLLED' as const }
  await expect(requestBooking(parent, other, TUESDAY)).rejects.toEqual(unpaid)
  await receive(db, { familyId: invoice.familyId, id: invoice.id }, 2_000)
  expect(await requestBooking(parent, other, TUESDAY)).toMatchObject({ state: 'BOOKED' })
})

test('absences stay possible', async ({ db }) => {
  const { parent, cell, child, family, activity } = await lateFamily(db, 5)
  const on = addDays(THURSDAY, 1)
  await createBooking(db, { child, family, activity, day: on })
  expect(await requestAbsence(parent, { ...cell, day: on, seen: 'BOOKED' }, TUESDAY)).toMatchObject({
    ...{ state: 'ABSENT', undo: null },
  })
})

test('at the Trésor public it blocks at once, until the money is noted; another family books', async ({
  db,
}) => {
  const { parent, cell, invoice, activity } = await lateFamily(db, 300)
  const batch = await db.treasuryBatch.create({ data: { year: 2026, number: 1, createdAt: TUESDAY } })
  await db.treasuryTransmission.create({
    data: {
      ...{ invoiceId: invoice.id, batchId: batch.id, position: 1, amount: 2_000, reference: 'X', title: 'M' },
      ...{ lastName: 'X', firstName: 'X', street: 'X', postalCode: '45000', city: 'X' },
    },
  })
  const asked = { ...cell, seen: 'ENROLLED' as const }
  await expect(requestBooking(parent, asked, TUESDAY)).rejects.toMatchObject({ message: /au Trésor public/ })
  const other = await createPlanningFamily(db, { activity })
  expect(
    await requestBooking(
      other.parent,
      { childId: other.child.id, activityId: other.activity.id, day: THURSDAY, seen: 'ENROLLED' },
      TUESDAY,
    ),
  ).toMatchObject({ state: 'BOOKED' })
  await db.treasuryTransmission.updateMany({ data: { settledAt: TUESDAY } })
  expect(await requestBooking(parent, asked, TUESDAY)).toMatchObject({ state: 'BOOKED' })
})

test('an agent is told, and lifts it until a day', async ({ db }) => {
  const { parent, cell, family, invoice } = await lateFamily(db, 10)
  const agent = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  expect(await blockingOf(agent, family.id, TUESDAY)).toMatchObject({
    invoiceId: invoice.id,
    liftedUntil: null,
  })
  await db.bookingRequest.create({
    data: {
      ...{
        kind: 'RESERVATION',
        familyId: family.id,
        childIds: [cell.childId],
        activityIds: [cell.activityId],
      },
      ...{ startsOn: new Date('2026-11-26'), endsOn: new Date('2026-11-26'), weekdays: [4] },
      ...{ state: 'PENDING', askedAt: TUESDAY },
    },
  })
  expect((await requestQueue(agent, {}, 1, TUESDAY)).requests).toMatchObject([{ isBlocked: true }])
  await expect(
    liftBlocking(agent, { familyId: family.id, until: addDays(TODAY, -1) }, TUESDAY),
  ).rejects.toMatchObject({ code: 'PAST' })
  const onSite = await agentActor(db, await createAgent(db, 'ON_SITE'))
  await expect(liftBlocking(onSite, { familyId: family.id, until: TODAY }, TUESDAY)).rejects.toBeInstanceOf(
    NotFound,
  )
  await liftBlocking(agent, { familyId: family.id, until: TODAY }, TUESDAY)
  expect(await blockingOf(agent, family.id, TUESDAY)).toMatchObject({ liftedUntil: TODAY })
  expect((await requestQueue(agent, {}, 1, TUESDAY)).requests).toMatchObject([{ isBlocked: false }])
  expect(await requestBooking(parent, { ...cell, seen: 'ENROLLED' }, TUESDAY)).toMatchObject({
    state: 'BOOKED',
  })
})

test('the form for a period says it of each day, and books none; a reminder speaks of none either', async ({
  db,
}) => {
  const { parent, cell } = await lateFamily(db, 10)
  const asked = {
    ...{ kind: 'RESERVATION' as const, childIds: [cell.childId], activityIds: [cell.activityId] },
    ...{ from: day('2026-12-07'), to: day('2026-12-11'), weekdays: [1, 2, 3, 4, 5], absenceReason: null },
    ...{ comment: null, key: '019ab000-0000-7000-8000-000000000000', announced: [] },
  }
  const { days, counts } = await previewPeriod(parent, asked, TUESDAY)
  expect(counts).toMatchObject({ IMPOSSIBLE: 4, ACCEPTED: 0 })
  expect(days[0]!.reason).toContain('suspendues jusqu’à son paiement')
  expect((await requestPeriod(parent, asked, TUESDAY)).numbers).toEqual([])
  expect(await db.booking.count()).toBe(0)
  await createBooking(db, {
    ...{ child: { id: cell.childId }, family: { id: parent.guardians[0]!.familyId } },
    activity: await db.activity.findFirstOrThrow({ include: { groups: true } }),
    day: day('2026-11-19'),
  })
  const nearLimit = new Date('2026-12-01T07:10:00Z')
  expect(await sendReminders(nearLimit)).toBe(0)
  await setSettings(db, { blockingDays: null })
  expect(await sendReminders(nearLimit)).toBe(1)
})

test('the planning is still one statement', async ({ db }) => {
  const { parent } = await lateFamily(db, 10)
  const { count } = await watchStatements(() =>
    planningOfPeriod(parent, { from: day('2026-11-01'), to: day('2026-11-30') }, TUESDAY),
  )
  expect(count).toBe(1)
})
