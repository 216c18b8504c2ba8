import { randomUUID } from 'node:crypto'
import { day } from '@/lib/core/day'
import type { AgentActor, Parent } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { closeDays, reopenDays } from '@/lib/activity/operations/close-days'
import { endEnrollment } from '@/lib/activity/operations/end-enrollment'
import { enrollChild } from '@/lib/activity/operations/enroll-child'
import { askChanges } from '@/lib/dossier/operations/ask-changes'
import { confirmDossier } from '@/lib/dossier/operations/confirm-dossier'
import { decideChanges } from '@/lib/dossier/operations/decide-changes'
import { editPerson } from '@/lib/dossier/operations/edit-person'
import { withdrawChange } from '@/lib/dossier/operations/withdraw-change'
import { addChild, addGuardian } from '@/lib/family/operations/add-person'
import { readHealth } from '@/lib/family/operations/read-health'
import { saveFamily } from '@/lib/family/operations/save-family'
import { setLinks } from '@/lib/family/operations/set-links'
import { familySchema } from '@/lib/family/schema'
import { decideRequests } from '@/lib/planning/operations/decide-requests'
import { requestAbsence, requestBooking } from '@/lib/planning/operations/request-day'
import { cancelBooking, withdrawEntry, withdrawRequest } from '@/lib/planning/operations/withdraw'
import { issueCodes } from '@/lib/subscription/operations/issue-codes'
import { revokeCode } from '@/lib/subscription/operations/revoke-code'
import { unsubscribe } from '@/lib/subscription/operations/unsubscribe'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { createActivity, createBooking, createBookingRequest, enroll } from '@/tests/factories/planning'
import { contentsOf } from '../fixtures/contents'
import { expect, test } from '../fixtures/database'
import { ask, decisionOn, NOW, setScene, waitingOn } from './dossier/scene'

/** Everything of the Moreau family that an operation takes an identifier of. */
async function setForeign(db: Tx) {
  const scene = await setScene(db)
  const { other, moreau } = scene
  const [child, guardian] = [other.children[0]!, other.guardians[0]!]
  const activity = await createActivity(db)
  const on = day('2026-12-08')
  const enrollment = await enroll(db, child, activity, {
    startsOn: day('2026-09-01'),
    endsOn: day('2027-07-02'),
  })
  const request = await createBookingRequest(db, other, {
    startsOn: on,
    childIds: [child.id],
    activityIds: [activity.id],
  })
  await createBooking(db, { child, family: other, activity, day: on, state: 'REQUESTED', request })
  const target = { kind: 'child' as const, id: child.id }
  await ask(db, moreau, target, 'general', { birthPlace: 'Tours' })
  const [change] = await waitingOn(db, target)
  const subscription = await db.subscription.findFirstOrThrow({ where: { guardianId: guardian.id } })
  const cell = { childId: child.id, activityId: activity.id, day: on }
  return {
    ...scene,
    activity,
    child,
    guardian,
    enrollment,
    request,
    change: change!,
    subscription,
    target,
    cell,
  }
}

type Foreign = Awaited<ReturnType<typeof setForeign>>

const entry = ({ cell }: Foreign, seen: 'ENROLLED' | 'BOOKED' | 'REQUESTED') => ({ ...cell, seen })

/** Each operation of a parent, asked by Sofia Delmas with the identifiers of the Moreau. */
const PARENT_OPERATIONS: Record<string, (parent: Parent, foreign: Foreign) => Promise<unknown>> = {
  askChanges: (parent, { target }) =>
    askChanges(parent, { target, section: 'general', shown: {}, asked: { birthPlace: 'Ici' } }, NOW),
  'askChanges of a guardian': (parent, { guardian }) =>
    askChanges(
      parent,
      {
        target: { kind: 'guardian', id: guardian.id },
        section: 'identity',
        shown: {},
        asked: { employer: 'X' },
      },
      NOW,
    ),
  confirmDossier: (parent, { other }) => confirmDossier(parent, { familyId: other.id }, NOW),
  withdrawChange: (parent, { change }) => withdrawChange(parent, { changeId: change.id }, NOW),
  requestBooking: (parent, foreign) => requestBooking(parent, entry(foreign, 'ENROLLED'), NOW),
  requestAbsence: (parent, foreign) => requestAbsence(parent, entry(foreign, 'BOOKED'), NOW),
  withdrawEntry: (parent, foreign) => withdrawEntry(parent, entry(foreign, 'REQUESTED'), NOW),
  cancelBooking: (parent, foreign) => cancelBooking(parent, entry(foreign, 'BOOKED'), NOW),
  withdrawRequest: (parent, { request }) => withdrawRequest(parent, request.id, NOW),
  unsubscribe: (parent, { subscription }) => unsubscribe(parent, { subscriptionId: subscription.id }, NOW),
}

const person = ({ other, guardian }: Foreign) => ({
  familyId: other.id,
  asked: {
    lastName: 'X',
    firstNames: 'Y',
    sex: 'F',
    title: 'MME',
    birthDate: '2020-01-01',
    diet: 'STANDARD',
  },
  links: [{ guardianId: guardian.id, relation: 'MOTHER' as const, parentalAuthority: true }],
  twin: null,
})

const period = { startsOn: day('2027-01-04'), endsOn: day('2027-01-08') }

/** Each operation of an agent on a family, asked by one whose role does not allow it. */
const AGENT_OPERATIONS: Record<string, (agent: AgentActor, foreign: Foreign) => Promise<unknown>> = {
  decideChanges: (agent, { change }) => decideChanges(agent, [decisionOn(change, 'ACCEPT')], NOW),
  decideRequests: (agent, { request }) =>
    decideRequests(agent, { requestIds: [request.id], verdict: 'ACCEPT', reason: null }, NOW),
  editPerson: (agent, { other, target }) =>
    editPerson(agent, { familyId: other.id, target, shown: {}, asked: { diet: 'NO_PORK' } }, NOW),
  addGuardian: (agent, foreign) => addGuardian(agent, person(foreign), NOW),
  addChild: (agent, foreign) => addChild(agent, person(foreign), NOW),
  saveFamily: (agent, { other }) =>
    saveFamily(agent, familySchema.parse({ id: other.id, name: 'Autre' }), NOW),
  setLinks: (agent, foreign) => setLinks(agent, { ...person(foreign), childId: foreign.child.id }, NOW),
  readHealth: (agent, { other, child }) => readHealth(agent, { familyId: other.id, childId: child.id }, NOW),
  issueCodes: (agent, { guardian }) =>
    issueCodes(agent, { target: 'GUARDIAN', guardianId: guardian.id }, NOW),
  revokeCode: (agent, { subscription }) => revokeCode(agent, { codeId: subscription.codeId }, NOW),
  enrollChild: (agent, { child, activity }) =>
    enrollChild(agent, { childId: child.id, activityId: activity.id, weekdays: [1], ...period }, NOW),
  endEnrollment: (agent, { enrollment }) =>
    endEnrollment(agent, { enrollmentId: enrollment.id, endsOn: day('2027-01-08') }, NOW),
  closeDays: (agent, { activity }) =>
    closeDays(agent, { activityId: activity.id, name: 'X', ...period }, NOW),
  reopenDays: (agent) => reopenDays(agent, 1, NOW),
}

for (const [name, run] of Object.entries(PARENT_OPERATIONS))
  test(`${name}: another family’s identifiers name nothing, and change nothing`, async ({ db }) => {
    const foreign = await setForeign(db)
    const before = await contentsOf(db)
    for (const parent of [foreign.sofia, { ...foreign.sofia, guardians: [] }])
      await expect(run(parent, foreign)).rejects.toBeInstanceOf(NotFound)
    expect(await contentsOf(db)).toEqual(before)
  })

for (const [name, run] of Object.entries(AGENT_OPERATIONS))
  test(`${name}: nothing for an on-site agent, and nothing changes`, async ({ db }) => {
    const foreign = await setForeign(db)
    const agent = await agentActor(
      db,
      await createAgent(db, 'ON_SITE', { activityIds: [foreign.activity.id] }),
    )
    const before = await contentsOf(db)
    await expect(run(agent, foreign)).rejects.toBeInstanceOf(NotFound)
    expect(await contentsOf(db)).toEqual(before)
  })

test('identifiers that name nothing at all are answered alike', async ({ db }) => {
  const foreign = await setForeign(db)
  const before = await contentsOf(db)
  const nothing = { ...foreign, target: { kind: 'child' as const, id: randomUUID() } }
  await expect(PARENT_OPERATIONS.askChanges!(foreign.sofia, nothing)).rejects.toBeInstanceOf(NotFound)
  expect(await contentsOf(db)).toEqual(before)
})
