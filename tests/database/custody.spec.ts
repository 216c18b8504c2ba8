import type { Parent } from '@/lib/core/actor'
import { day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { addCustodyRule, removeCustodyRule } from '@/lib/family/operations/change-custody'
import { wholeFamily } from '@/lib/family/queries'
import { requestAbsence, requestBooking } from '@/lib/planning/operations/request-day'
import { entryOf, planningOfPeriod } from '@/lib/planning/queries'
import { explain } from '@/lib/planning/rules/explain'
import { unpackEntries } from '@/lib/planning/rules/grid'
import { agentActor, createAccount, createAgent, parentActor } from '../factories/accounts'
import { createAuthority } from '../factories/authority'
import { createFamily, linkChild, subscribe } from '../factories/families'
import { createBooking } from '../factories/planning'
import { createPlanningFamily, TUESDAY } from '../factories/planning-family'
import { expect, test } from '../fixtures/database'

/** A Thursday of week 49, and one of week 50. */
const ODD = day('2026-12-03')
const EVEN = day('2026-12-10')

/** A child of two families, each with a parent; the first has the even weeks. */
async function setScene(db: Tx) {
  await createAuthority(db)
  const home = await createPlanningFamily(db)
  const father = await createFamily(db, {
    name: 'Petit',
    guardians: [{ title: 'M', firstNames: 'Hugo' }],
    children: [],
  })
  await linkChild(db, father.guardians[0]!, home.child)
  const account = await createAccount(db, { firstName: 'Hugo' })
  await subscribe(db, account, father.guardians[0]!)
  const agent = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  const weeks = {
    childId: home.child.id,
    kind: 'WEEKS',
    familyId: home.family.id,
    startsOn: day('2026-09-01'),
    endsOn: null,
  } as const
  const cell = (on: typeof ODD, seen: 'ENROLLED' | 'ELSEWHERE' | 'BOOKED' = 'ENROLLED') => ({
    childId: home.child.id,
    activityId: home.activity.id,
    day: on,
    seen,
  })
  return { home, father, hugo: await parentActor(db, account), mother: home.parent, agent, weeks, cell }
}

const stateOf = async (parent: Parent, cell: { childId: string; activityId: number; day: typeof ODD }) =>
  (await entryOf(parent, cell, TUESDAY))?.entry.state

test('without a rule each family books any day; with one, only the family that has the day', async ({
  db,
}) => {
  const { mother, hugo, agent, weeks, cell, home, father } = await setScene(db)
  for (const parent of [mother, hugo]) expect(await stateOf(parent, cell(ODD))).toBe('ENROLLED')
  await addCustodyRule(agent, weeks, TUESDAY)
  expect(await stateOf(mother, cell(ODD))).toBe('ELSEWHERE')
  expect(await stateOf(hugo, cell(ODD))).toBe('ENROLLED')
  expect(await stateOf(mother, cell(EVEN))).toBe('ENROLLED')
  expect(await stateOf(hugo, cell(EVEN))).toBe('ELSEWHERE')
  for (const [parent, on] of [
    [mother, ODD],
    [hugo, EVEN],
  ] as const) {
    // As the screen shows it, and as it showed before the rule.
    await expect(requestBooking(parent, cell(on, 'ELSEWHERE'), TUESDAY)).rejects.toMatchObject({
      code: 'CUSTODY',
    })
    await expect(requestBooking(parent, cell(on), TUESDAY)).rejects.toMatchObject({ code: 'CHANGED' })
  }
  await requestBooking(mother, cell(EVEN), TUESDAY)
  await requestBooking(hugo, cell(ODD), TUESDAY)
  expect(await db.booking.findMany({ orderBy: { day: 'asc' }, select: { familyId: true } })).toEqual([
    { familyId: father.id },
    { familyId: home.family.id },
  ])
  expect(await db.bookingRequest.count({ where: { familyId: father.id } })).toBe(1)
})

test('what the planning shows is what the server accepts, day by day over a year’s end', async ({ db }) => {
  const { mother, hugo, agent, weeks } = await setScene(db)
  await addCustodyRule(agent, weeks, TUESDAY)
  const days = async (parent: Parent) => {
    const grid = await planningOfPeriod(parent, { from: day('2026-12-07'), to: day('2027-01-17') }, TUESDAY)
    return unpackEntries(grid).map((entry) => {
      const { possible } = explain(
        entry,
        grid.activities[entry.activity]!,
        entry.deadlines,
        'parent',
        TUESDAY,
      )
      return [entry.day, possible.some(({ action }) => action === 'BOOK')] as const
    })
  }
  const [hers, his] = [new Map(await days(mother)), new Map(await days(hugo))]
  expect(hers.size).toBeGreaterThan(15)
  expect([...hers.keys()]).toEqual([...his.keys()])
  for (const [on, bookable] of hers) expect(his.get(on), on).toBe(!bookable)
})

test('what was booked before the rule stays its family’s, who can still declare an absence', async ({
  db,
}) => {
  const { mother, hugo, agent, weeks, cell, home } = await setScene(db)
  await createBooking(db, { ...home, day: ODD })
  await addCustodyRule(agent, weeks, TUESDAY)
  expect(await stateOf(hugo, cell(ODD))).toBe('BOOKED')
  await expect(requestAbsence(hugo, cell(ODD, 'BOOKED'), TUESDAY)).rejects.toMatchObject({
    code: 'OTHER_FAMILY',
  })
  const { undo } = await requestAbsence(mother, cell(ODD, 'BOOKED'), TUESDAY)
  expect(undo).toBeNull()
  expect(await db.booking.findMany({ select: { familyId: true, state: true } })).toEqual([
    { familyId: home.family.id, state: 'ABSENT' },
  ])
})

test('an account of both families books each day for the family that has it', async ({ db }) => {
  const { mother, agent, weeks, cell, father } = await setScene(db)
  await addCustodyRule(agent, weeks, TUESDAY)
  const account = await db.account.findUniqueOrThrow({ where: { id: mother.accountId } })
  await subscribe(db, account, father.guardians[0]!)
  const both = await parentActor(db, account)
  await requestBooking(both, cell(ODD), TUESDAY)
  expect(await db.booking.findMany({ select: { familyId: true } })).toEqual([{ familyId: father.id }])
})

test('a rule is added for a child of two families, once a period, and told to both without their names', async ({
  db,
}) => {
  const { mother, hugo, agent, weeks, home, father } = await setScene(db)
  await addCustodyRule(agent, weeks, TUESDAY)
  await expect(addCustodyRule(agent, weeks, TUESDAY)).rejects.toMatchObject({ code: 'OVERLAP' })
  const days = { ...weeks, kind: 'DAYS', startsOn: ODD, endsOn: ODD } as const
  await addCustodyRule(agent, days, TUESDAY)
  const mails = await db.outgoingMail.findMany({ where: { kind: 'custody.change' } })
  expect(mails.map(({ to }) => to).sort()).toEqual(
    [mother, mother, hugo, hugo].map(({ email }) => email).sort(),
  )
  for (const mail of mails) expect(mail.text + mail.html).not.toMatch(/Petit|Delmas/)
  const other = await createFamily(db, { name: 'Moreau' })
  const wrong = [
    [{ ...weeks, childId: other.children[0]!.id, familyId: other.id }, { code: 'ONE_FAMILY' }],
    [{ ...weeks, familyId: other.id }, {}],
  ] as const
  for (const [input, error] of wrong)
    await expect(addCustodyRule(agent, input, TUESDAY)).rejects.toMatchObject(error)
  await expect(addCustodyRule(agent, { ...weeks, familyId: other.id }, TUESDAY)).rejects.toBeInstanceOf(
    NotFound,
  )
  const { children } = await wholeFamily(agent, home.family.id)
  expect(children[0]!.custody).toMatchObject([
    {
      kind: 'WEEKS',
      familyId: home.family.id,
      otherFamilyId: father.id,
      startsOn: '2026-09-01',
      endsOn: null,
    },
    { kind: 'DAYS', otherFamilyId: null },
  ])
  for (const { id } of children[0]!.custody) {
    await removeCustodyRule(agent, { ruleId: id }, TUESDAY)
    await removeCustodyRule(agent, { ruleId: id }, TUESDAY)
  }
  expect(await db.custodyRule.count()).toBe(0)
  expect(await db.auditEvent.count({ where: { action: 'custody.remove' } })).toBe(2)
})

test('a rule no longer counts once one of its families no longer has the child', async ({ db }) => {
  const { mother, agent, weeks, cell, father, home } = await setScene(db)
  await addCustodyRule(agent, weeks, TUESDAY)
  await db.guardianship.deleteMany({ where: { guardian: { familyId: father.id }, childId: home.child.id } })
  expect(await stateOf(mother, cell(ODD))).toBe('ENROLLED')
})

test('the ex-partner does not read why a request of the other family was refused', async ({ db }) => {
  const { mother, hugo, cell, home } = await setScene(db)
  await createBooking(db, { ...home, day: ODD, state: 'REFUSED', reason: 'Factures impayées' })
  const reason = async (parent: Parent) => (await entryOf(parent, cell(ODD), TUESDAY))!.entry.reason
  expect(await reason(mother)).toBe('Factures impayées')
  expect(await reason(hugo)).toBeNull()
})
