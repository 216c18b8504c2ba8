import { addDays, day, dayToDb } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { planningOfPeriod } from '@/lib/planning/queries'
import { previewPeriod } from '@/lib/planning/operations/request-period'
import { requestBooking } from '@/lib/planning/operations/request-day'
import { unpackEntries } from '@/lib/planning/rules/grid'
import { createAuthority } from '../factories/authority'
import { createDocument } from '../factories/documents'
import { createActivity, enroll } from '../factories/planning'
import { createPlanningFamily, THURSDAY, TUESDAY, type PlanningFamily } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'

// PRODUCT §6 « Rules »: blocked while documents are missing.

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

const NEXT_WEEK = addDays(THURSDAY, 7)

async function home(db: Tx) {
  const family = await createPlanningFamily(db, { rules: { needsDocuments: true } })
  const insurance = await db.documentType.create({
    data: {
      ...{ name: 'Attestation d’assurance', help: '', owner: 'CHILD', validity: 'SCHOOL_YEAR', position: 1 },
      ...{ required: true, restricted: false, private: false, brief: false },
    },
  })
  return { ...family, insurance }
}

/** Why the child can't be booked on a day; null when they can. */
async function barredOn({ parent, activity }: PlanningFamily, on = THURSDAY, name = activity.name) {
  const grid = await planningOfPeriod(parent, { from: on, to: on }, TUESDAY)
  const entry = unpackEntries(grid).find((one) => grid.activities[one.activity]!.name === name)
  return entry!.barred
}

const book = ({ parent, child, activity }: PlanningFamily, on = THURSDAY) =>
  requestBooking(parent, { childId: child.id, activityId: activity.id, day: on, seen: 'ENROLLED' }, TUESDAY)

test('a day is booked only once the obligatory documents are handed in; another activity does not ask', async ({
  db,
}) => {
  const scene = await home(db)
  const reason =
    'Un document obligatoire manque ce jour-là : « Attestation d’assurance ». Déposez-le dans « Documents », puis réservez.'
  expect(await barredOn(scene)).toBe(reason)
  await expect(book(scene)).rejects.toMatchObject({ message: reason })
  const preview = await previewPeriod(
    scene.parent,
    {
      ...{
        kind: 'RESERVATION',
        from: THURSDAY,
        to: THURSDAY,
        weekdays: [4],
        comment: null,
        absenceReason: null,
      },
      ...{
        childIds: [scene.child.id],
        activityIds: [scene.activity.id],
        announced: [],
        key: crypto.randomUUID(),
      },
    },
    TUESDAY,
  )
  expect(preview.days).toMatchObject([{ outcome: 'IMPOSSIBLE', reason }])
  const club = await createActivity(db, { name: 'Club', position: 2 })
  await enroll(db, scene.child, club, { startsOn: day('2026-09-01'), endsOn: day('2027-07-02') })
  expect(await barredOn(scene, THURSDAY, 'Club')).toBeNull()

  await createDocument(db, scene.family, {
    type: scene.insurance,
    childId: scene.child.id,
    state: 'PENDING',
  })
  expect(await barredOn(scene)).toBeNull()
  await book(scene)
})

test('a document must be valid on the day itself', async ({ db }) => {
  const scene = await home(db)
  await createDocument(db, scene.family, {
    ...{
      type: scene.insurance,
      childId: scene.child.id,
      state: 'ACCEPTED',
      decidedAt: TUESDAY,
      expiresOn: dayToDb(THURSDAY),
    },
  })
  expect(await barredOn(scene, THURSDAY)).toBeNull()
  expect(await barredOn(scene, NEXT_WEEK)).toContain('Attestation d’assurance')
})

test('a refused document is missing; one that is not obligatory, or asked no more, is not', async ({
  db,
}) => {
  const scene = await home(db)
  await createDocument(db, scene.family, {
    ...{
      type: scene.insurance,
      childId: scene.child.id,
      state: 'REFUSED',
      decidedAt: TUESDAY,
      reason: 'Illisible',
    },
  })
  expect(await barredOn(scene)).not.toBeNull()
  await db.documentType.update({ where: { id: scene.insurance.id }, data: { required: false } })
  expect(await barredOn(scene)).toBeNull()
  await db.documentType.update({
    where: { id: scene.insurance.id },
    data: { required: true, retiredAt: TUESDAY },
  })
  expect(await barredOn(scene)).toBeNull()
})

test('those of each guardian and of the family are asked for too', async ({ db }) => {
  const scene = await home(db)
  await db.documentType.update({ where: { id: scene.insurance.id }, data: { owner: 'GUARDIAN' } })
  expect(await barredOn(scene)).not.toBeNull()
  for (const { id: guardianId } of await db.guardian.findMany({ where: { familyId: scene.family.id } }))
    await createDocument(db, scene.family, { type: scene.insurance, guardianId, state: 'PENDING' })
  expect(await barredOn(scene)).toBeNull()
  await db.documentType.update({ where: { id: scene.insurance.id }, data: { owner: 'FAMILY' } })
  expect(await barredOn(scene)).not.toBeNull()
  await createDocument(db, scene.family, { type: scene.insurance, state: 'PENDING' })
  expect(await barredOn(scene)).toBeNull()
})
