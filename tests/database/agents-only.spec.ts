import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { activitySchema } from '@/lib/activity/activity-schema'
import { closeDays, reopenDays } from '@/lib/activity/operations/close-days'
import { enrollChild } from '@/lib/activity/operations/enroll-child'
import { saveActivity } from '@/lib/activity/operations/save-activity'
import { removeGroup, saveGroup } from '@/lib/activity/operations/save-group'
import { setDayCapacity } from '@/lib/activity/operations/set-day-capacity'
import { changeAgentRole, disableAgent, enableAgent, inviteAgent } from '@/lib/agent/operations/change-agent'
import { createAgent } from '@/lib/agent/operations/create-agent'
import { deleteTariff, saveTariff } from '@/lib/billing/operations/save-tariff'
import { issueCreditNote } from '@/lib/billing/operations/credit-note'
import { issueRun } from '@/lib/billing/operations/issue-run'
import { printRun } from '@/lib/billing/operations/print-run'
import { recordPayment, reversePayment } from '@/lib/billing/operations/record-payment'
import { discardRun, restartRun, startRun } from '@/lib/billing/operations/start-run'
import type { AgentActor } from '@/lib/core/actor'
import { day, dayInParis } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { acceptUnread, decideChanges } from '@/lib/dossier/operations/decide-changes'
import {
  endAuthorisation,
  moveAuthorisation,
  saveAuthorisation,
} from '@/lib/dossier/operations/authorisation-types'
import { removeObligation, saveObligation } from '@/lib/dossier/operations/vaccine-schedule'
import { saveSettings } from '@/lib/dossier/operations/save-settings'
import { editPerson, editSection, removeItem } from '@/lib/dossier/operations/edit-person'
import { readHousehold } from '@/lib/dossier/operations/read-household'
import { DEFAULT_TYPES } from '@/lib/document/fields'
import { decidePhoto } from '@/lib/document/operations/decide-photo'
import { retireType, saveType } from '@/lib/document/operations/save-type'
import { decideDocument } from '@/lib/document/operations/decide-document'
import { askCheck, askRun, reopenMapping } from '@/lib/exchange/operations/ask-run'
import { cancelImport } from '@/lib/exchange/operations/cancel-import'
import { chooseMapping } from '@/lib/exchange/operations/choose-mapping'
import { receiveFiles } from '@/lib/exchange/operations/receive-files'
import { rereadFile } from '@/lib/exchange/operations/reread-file'
import { setAside } from '@/lib/exchange/operations/set-aside'
import { checkAttempt } from '@/lib/payment/operations/check-attempt'
import { handleAlert } from '@/lib/payment/operations/handle-alert'
import { reconcileFile } from '@/lib/payment/operations/reconcile-file'
import { setPayfip } from '@/lib/payment/operations/set-payfip'
import { cancelBatch, removeDebit } from '@/lib/sepa/operations/cancel-batch'
import { fileBatch } from '@/lib/sepa/operations/file-batch'
import { prepareBatch } from '@/lib/sepa/operations/prepare-batch'
import { readBatchFile } from '@/lib/sepa/operations/read-file'
import { receiveReport } from '@/lib/sepa/operations/receive-report'
import { sendBatch } from '@/lib/sepa/operations/send-batch'
import { setCollection } from '@/lib/sepa/operations/set-collection'
import { setCreditor } from '@/lib/mandate/operations/set-creditor'
import { addChild, addGuardian } from '@/lib/family/operations/add-person'
import { exportFamilyForIt } from '@/lib/export/operations/export-family'
import { readHealth } from '@/lib/dossier/operations/read-health'
import { saveFamily } from '@/lib/family/operations/save-family'
import { addCustodyRule, removeCustodyRule } from '@/lib/family/operations/change-custody'
import { setLinks } from '@/lib/family/operations/set-links'
import { familySchema } from '@/lib/family/schema'
import { eraseFamily } from '@/lib/retention/operations/erase-family'
import { cancelEvent } from '@/lib/planning/operations/cancel-event'
import { declareEvent, previewEvent } from '@/lib/planning/operations/declare-event'
import { changeFrequency } from '@/lib/planning/operations/change-frequency'
import { changeGroup } from '@/lib/planning/operations/change-group'
import { decideRequests } from '@/lib/planning/operations/decide-requests'
import { endEnrollment } from '@/lib/planning/operations/end-enrollment'
import { givePlace } from '@/lib/planning/operations/serve-waiting'
import { markAttendance } from '@/lib/planning/operations/mark-attendance'
import { recordHour } from '@/lib/planning/operations/record-hour'
import { readDaySheet } from '@/lib/planning/operations/read-day-sheet'
import { liftBlocking } from '@/lib/recovery/operations/lift-blocking'
import { readBatchToPrint, readPesFile } from '@/lib/recovery/operations/read-batch'
import { recoverStep } from '@/lib/recovery/operations/recover-step'
import { remindNow } from '@/lib/recovery/operations/remind-now'
import { setPes, setRecovery } from '@/lib/recovery/operations/set-recovery'
import { settleTransmission } from '@/lib/recovery/operations/settle'
import { transmitInvoices } from '@/lib/recovery/operations/transmit'
import { pesSchema } from '@/lib/recovery/schema'
import { issueCodes } from '@/lib/subscription/operations/issue-codes'
import { revokeCode } from '@/lib/subscription/operations/revoke-code'
import { agentActor, createAgent as createAgentAccount } from '@/tests/factories/accounts'
import { SAINT_CAPRAIS } from '@/tests/factories/tariffs'
import { contentsOf } from '../fixtures/contents'
import { expect, test } from '../fixtures/database'
import { decisionOn, NOW } from './dossier/scene'
import { setForeign, type Foreign } from './foreign-scene'

/** An import whose dry run is made. */
const RUN = '019ab000-0000-7000-8000-000000000000'

const CSV = Buffer.from('Numéro famille;Nom 1;Prénom 1\n1;DELMAS;Sofia\n')

const activityInput = (id: number) =>
  activitySchema.parse({
    id: String(id),
    name: 'Autre',
    icon: 'MEAL',
    opensOn: 'ALL_DAYS',
    weekdays: ['1'],
    startsAt: '10:00',
    endsAt: '11:00',
    autoAccepts: '1',
    openToAll: '0',
    'bookingOpens.kind': 'NONE',
    'bookingDeadline.kind': 'NONE',
    'lateBooking.policy': 'REFUSED',
    'absenceDeadline.kind': 'NONE',
    'lateAbsence.accepted': '0',
    'dayLimits.per': 'NONE',
    'waiting.list': 'NONE',
  })

const otherAgent = ({ agent }: Foreign) => ({ accountId: agent.accountId })

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

const period = { startsOn: day('2027-01-04'), endsOn: day('2027-01-08'), released: 0 }

const event = ({ activity }: Foreign) => ({
  ...({ key: RUN, name: 'X', kind: 'STRIKE', schoolId: null, grades: [] } as const),
  ...{ targets: [{ activityId: activity.id, groupId: null }], ...period },
})

/** Each operation of an agent, with what it would change if it were allowed. */
const OPERATIONS: Record<string, (agent: AgentActor, foreign: Foreign) => Promise<unknown>> = {
  decideChanges: (agent, { change }) => decideChanges(agent, [decisionOn(change, 'ACCEPT')], NOW),
  acceptUnread: (agent, { change }) => acceptUnread(agent, [decisionOn(change, 'ACCEPT')], NOW),
  decideRequests: (agent, { request }) =>
    decideRequests(agent, { requestIds: [request.id], verdict: 'ACCEPT', reason: null }, NOW),
  givePlace: (agent, { activity }) =>
    givePlace(agent, { groupId: activity.groups[0]!.id, day: day('2027-01-04') }, NOW),
  previewEvent: (agent, foreign) => previewEvent(agent, { ...event(foreign), grades: [] }, NOW),
  declareEvent: (agent, foreign) => declareEvent(agent, { ...event(foreign), grades: [] }, NOW),
  cancelEvent: (agent) => cancelEvent(agent, RUN, NOW),
  decideDocument: (agent, { document }) =>
    decideDocument(agent, { documentId: document.id, verdict: 'ACCEPT', expiresOn: null }, NOW),
  saveSettings: (agent) =>
    saveSettings(
      agent,
      { section: 'child.general', shown: '', units: { 'child.diet': { mode: 'HIDDEN', required: [] } } },
      NOW,
    ),
  saveAuthorisation: (agent) =>
    saveAuthorisation(agent, { id: null, label: 'X', help: null, hasHour: false }, NOW),
  moveAuthorisation: (agent) => moveAuthorisation(agent, { id: 2, direction: 'UP' }, NOW),
  endAuthorisation: (agent) => endAuthorisation(agent, { id: 1, isEnded: true }, NOW),
  saveObligation: (agent) =>
    saveObligation(
      agent,
      {
        id: null,
        disease: 'MENINGOCOCCUS_B',
        label: 'X',
        bornFrom: day('2000-01-01'),
        bornUntil: day('2001-01-01'),
        doseMonths: [2],
        source: 'X',
      },
      NOW,
    ),
  removeObligation: (agent) => removeObligation(agent, { id: 1 }, NOW),
  decidePhoto: (agent, { photo }) => decidePhoto(agent, { photoId: photo.id, verdict: 'ACCEPT' }, NOW),
  saveType: (agent, { documentType: { id } }) => saveType(agent, { ...DEFAULT_TYPES[0]!, id }, NOW),
  retireType: (agent, { documentType: { id } }) => retireType(agent, { id, retired: true }, NOW),
  checkAttempt: (agent, { attempt }) => checkAttempt(agent, { attemptId: attempt.id }, NOW),
  reconcileFile: (agent) => {
    const file = new File(['référence;montant\n2026000001P1;20,00\n'], 'f.csv')
    return reconcileFile(agent, { from: day('2026-11-01'), to: day('2026-12-31'), file }, NOW)
  },
  handleAlert: (agent) => handleAlert(agent, { attemptId: RUN }, NOW),
  setPayfip: (agent) => setPayfip(agent, null, NOW),
  prepareBatch: (agent) => prepareBatch(agent, { collectedOn: day('2026-12-15'), debits: 0, total: 0 }, NOW),
  fileBatch: (agent) => fileBatch(agent, { batchId: RUN }, NOW),
  readBatchFile: (agent) => readBatchFile(agent, RUN, NOW),
  sendBatch: (agent) => sendBatch(agent, { batchId: RUN }, NOW),
  cancelBatch: (agent) => cancelBatch(agent, { batchId: RUN }, NOW),
  removeDebit: (agent) => removeDebit(agent, { debitId: RUN }, NOW),
  receiveReport: (agent) => receiveReport(agent, { fileName: 'x.xml', bytes: CSV }, NOW),
  setCollection: (agent) =>
    setCollection(agent, { account: null, siret: null, format: 'PAIN_008_001_02', notice: 5 }, NOW),
  setCreditor: (agent) => setCreditor(agent, { name: 'X', address: 'Y', ics: 'FR72ZZZ123456' }, NOW),
  editPerson: (agent, { other, target }) =>
    editPerson(agent, { familyId: other.id, target, shown: {}, asked: { diet: 'NO_PORK' } }, NOW),
  editSection: (agent, { other, target }) =>
    editSection(
      agent,
      { familyId: other.id, target, section: 'health', shown: {}, asked: { aids: 'X' } },
      NOW,
    ),
  removeItem: (agent, { other, target }) =>
    removeItem(
      agent,
      { familyId: other.id, target: { ...target, item: randomUUID() }, section: 'contacts' },
      NOW,
    ),
  readHousehold: (agent, { other }) => readHousehold(agent, { familyId: other.id }, NOW),
  addGuardian: (agent, foreign) => addGuardian(agent, person(foreign), NOW),
  addChild: (agent, foreign) => addChild(agent, person(foreign), NOW),
  saveFamily: (agent, { other }) =>
    saveFamily(agent, familySchema.parse({ id: other.id, name: 'Autre' }), NOW),
  setLinks: (agent, foreign) => setLinks(agent, { ...person(foreign), childId: foreign.child.id }, NOW),
  addCustodyRule: (agent, { other, child }) =>
    addCustodyRule(
      agent,
      { childId: child.id, familyId: other.id, kind: 'WEEKS', startsOn: day('2026-09-01'), endsOn: null },
      NOW,
    ),
  removeCustodyRule: (agent) => removeCustodyRule(agent, { ruleId: RUN }, NOW),
  readHealth: (agent, { other, child }) => readHealth(agent, { familyId: other.id, childId: child.id }, NOW),
  exportFamilyForIt: (agent, { other }) =>
    exportFamilyForIt(agent, { familyId: other.id, format: 'json' }, NOW),
  eraseFamily: (agent, { other }) => eraseFamily(agent, { familyId: other.id, name: other.name }, NOW),
  // Of another activity than the on-site agent's.
  markAttendance: (agent, { activity }) =>
    markAttendance(agent, { activityId: activity.id + 1, day: dayInParis(NOW), marks: 'ALL' }, NOW),
  readDaySheet: (agent, { activity }) =>
    readDaySheet(agent, { activityId: activity.id + 1, day: dayInParis(NOW) }, NOW),
  recordHour: (agent, { activity, child }) =>
    recordHour(
      agent,
      { activityId: activity.id + 1, day: dayInParis(NOW), childId: child.id, time: null },
      NOW,
    ),
  issueCodes: (agent, { guardian }) =>
    issueCodes(agent, { target: 'GUARDIAN', guardianId: guardian.id }, NOW),
  revokeCode: (agent, { subscription }) => revokeCode(agent, { codeId: subscription.codeId }, NOW),
  enrollChild: (agent, { child, activity }) =>
    enrollChild(
      agent,
      { childId: child.id, activityId: activity.id, groupId: null, weekdays: [1], ...period },
      NOW,
    ),
  changeGroup: (agent, { enrollment, activity }) =>
    changeGroup(agent, { enrollmentId: enrollment.id, groupId: activity.groups[0]!.id }, NOW),
  changeFrequency: (agent, { enrollment }) =>
    changeFrequency(agent, { enrollmentId: enrollment.id, from: dayInParis(NOW), isOccasional: true }, NOW),
  endEnrollment: (agent, { enrollment }) =>
    endEnrollment(agent, { enrollmentId: enrollment.id, endsOn: day('2027-01-08'), released: 0 }, NOW),
  closeDays: (agent, { activity }) =>
    closeDays(agent, { activityId: activity.id, name: 'X', ...period }, NOW),
  reopenDays: (agent) => reopenDays(agent, 1, NOW),
  saveActivity: (agent, { activity }) => saveActivity(agent, activityInput(activity.id), NOW),
  saveGroup: (agent, { activity: { id, groups } }) =>
    saveGroup(agent, { ...groups[0]!, activityId: id, name: 'X' }, NOW),
  removeGroup: (agent, { activity: { id, groups } }) =>
    removeGroup(agent, { activityId: id, groupId: groups[0]!.id }, NOW),
  setDayCapacity: (agent, { activity: { id, groups } }) =>
    setDayCapacity(agent, { activityId: id, groupId: groups[0]!.id, day: period.startsOn, capacity: 1 }, NOW),
  saveTariff: (agent, { activity }) =>
    saveTariff(
      agent,
      { id: undefined, activityId: activity.id, validFrom: day('2027-01-01'), rules: SAINT_CAPRAIS },
      NOW,
    ),
  startRun: (agent) => startRun(agent, { month: day('2026-10-01'), dueOn: day('2026-12-31') }, NOW),
  restartRun: (agent) => restartRun(agent, RUN, NOW),
  discardRun: (agent) => discardRun(agent, RUN, NOW),
  printRun: (agent) => printRun(agent, { runId: RUN, part: 1 }, NOW),
  issueRun: (agent) => issueRun(agent, { runId: RUN, invoices: 0, total: 0 }, NOW),
  issueCreditNote: (agent) =>
    issueCreditNote(agent, { key: randomUUID(), invoiceId: RUN, amount: 1, reason: 'X' }, NOW),
  recordPayment: (agent, { other }) =>
    recordPayment(
      agent,
      {
        ...{ key: randomUUID(), familyId: other.id, invoiceId: null, amount: 1, reference: null },
        ...{ method: 'CASH', receivedOn: day('2026-11-01') },
      },
      NOW,
    ),
  remindNow: (agent) => remindNow(agent, { invoices: [{ id: RUN, seen: 0 }], means: 'MAIL' }, NOW),
  transmitInvoices: (agent) => transmitInvoices(agent, { invoices: [{ id: RUN, seen: 0 }] }, NOW),
  recoverStep: (agent) => recoverStep(agent, { step: 'TRANSMIT', invoices: [{ id: RUN, seen: 0 }] }, NOW),
  settleTransmission: (agent) => settleTransmission(agent, { invoiceId: RUN }, NOW),
  readBatchToPrint: (agent) => readBatchToPrint(agent, RUN, NOW),
  readPesFile: (agent) => readPesFile(agent, RUN, NOW),
  setRecovery: (agent) =>
    setRecovery(agent, { reminderDays: [7], blockingDays: null, office: '', officeAddress: '' }, NOW),
  setPes: (agent) => setPes(agent, pesSchema.parse({}), NOW),
  liftBlocking: (agent, { other }) =>
    liftBlocking(agent, { familyId: other.id, until: day('2027-01-31') }, NOW),
  reversePayment: (agent) => reversePayment(agent, { paymentId: RUN, reason: 'X' }, NOW),
  deleteTariff: (agent, { activity }) => deleteTariff(agent, { activityId: activity.id, id: 1 }, NOW),
  createAgent: (agent) =>
    createAgent(
      agent,
      { email: 'x@exemple.example', firstName: 'X', lastName: 'Y', role: 'ADMINISTRATOR', activities: [] },
      NOW,
    ),
  changeAgentRole: (agent, foreign) =>
    changeAgentRole(agent, { ...otherAgent(foreign), role: 'ADMINISTRATOR', activities: [] }, NOW),
  disableAgent: (agent, foreign) => disableAgent(agent, otherAgent(foreign), NOW),
  enableAgent: (agent, foreign) => enableAgent(agent, otherAgent(foreign), NOW),
  inviteAgent: (agent, foreign) => inviteAgent(agent, otherAgent(foreign), NOW),
  receiveFiles: (agent) =>
    receiveFiles(agent, { runId: null, uploads: [{ kind: 'FAMILIES', name: 'f.csv', bytes: CSV }] }, NOW),
  rereadFile: (agent) =>
    rereadFile(agent, { runId: RUN, kind: 'FAMILIES', encoding: 'utf-8', separator: ';' }),
  chooseMapping: (agent) => chooseMapping(agent, { runId: RUN, columns: {}, activities: {} }, NOW),
  setAside: (agent) => setAside(agent, { runId: RUN, scope: 'ALL', aside: true }),
  askCheck: (agent) => askCheck(agent, { runId: RUN }),
  askRun: (agent) => askRun(agent, { runId: RUN }, NOW),
  reopenMapping: (agent) => reopenMapping(agent, { runId: RUN }),
  cancelImport: (agent) => cancelImport(agent, { runId: RUN }, NOW),
}

test('the table names every operation that takes an agent', () => {
  const taking = globSync('lib/*/operations/*.ts').flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^export (?:async )?function (\w+)\(\s*\w+: AgentActor\b/gm)].map(
      ([, name]) => name,
    ),
  )
  expect(Object.keys(OPERATIONS).sort()).toEqual(taking.sort())
})

for (const [name, run] of Object.entries(OPERATIONS))
  test(`${name}: nothing for an on-site agent, a parent or nobody, and nothing changes`, async ({ db }) => {
    const foreign = await setForeign(db)
    await db.importRun.create({
      data: { id: RUN, state: 'CHECKED', createdAt: NOW, authorId: foreign.agent.accountId },
    })
    const onSite = await createAgentAccount(db, 'ON_SITE', { activityIds: [foreign.activity.id] })
    const actors = [
      await agentActor(db, onSite),
      foreign.moreau,
      { ...foreign.moreau, role: 'ADMINISTRATOR' },
      null,
    ]
    const before = await contentsOf(db)
    for (const actor of actors)
      await expect(run(actor as AgentActor, foreign)).rejects.toBeInstanceOf(NotFound)
    expect(await contentsOf(db)).toEqual(before)
  })
