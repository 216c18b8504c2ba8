import { randomUUID } from 'node:crypto'
import { readAttestation } from '@/lib/billing/operations/read-attestation'
import { readInvoice } from '@/lib/billing/operations/read-invoice'
import { readReceipt } from '@/lib/billing/operations/read-receipt'
import type { Parent } from '@/lib/core/actor'
import { NotFound } from '@/lib/core/errors'
import { askChanges } from '@/lib/dossier/operations/ask-changes'
import { confirmDossier } from '@/lib/dossier/operations/confirm-dossier'
import { withdrawChange } from '@/lib/dossier/operations/withdraw-change'
import { depositDocument } from '@/lib/document/operations/deposit-document'
import { depositPhoto, removePhoto } from '@/lib/document/operations/photo'
import { readPhoto } from '@/lib/document/operations/read-photo'
import { readPage } from '@/lib/document/operations/read-page'
import { withdrawDocument } from '@/lib/document/operations/withdraw-document'
import { exportOwnFamily } from '@/lib/export/operations/export-family'
import { readMandate } from '@/lib/mandate/operations/read-mandate'
import { revokeMandate } from '@/lib/mandate/operations/revoke-mandate'
import { signMandate } from '@/lib/mandate/operations/sign-mandate'
import { checkPayment } from '@/lib/payment/operations/check-payment'
import { startPayment } from '@/lib/payment/operations/start-payment'
import { requestAbsence, requestBooking } from '@/lib/planning/operations/request-day'
import { previewPeriod, requestPeriod } from '@/lib/planning/operations/request-period'
import { cancelBooking, withdrawEntry, withdrawRequest } from '@/lib/planning/operations/withdraw'
import { unsubscribe } from '@/lib/subscription/operations/unsubscribe'
import { contentsOf } from '../fixtures/contents'
import { expect, test } from '../fixtures/database'
import { NOW } from './dossier/scene'
import { setForeign, type Foreign } from './foreign-scene'

const entry = ({ cell }: Foreign, seen: 'ENROLLED' | 'BOOKED' | 'REQUESTED') => ({ ...cell, seen })

const period = ({ cell: { childId, activityId, day } }: Foreign) => ({
  kind: 'RESERVATION' as const,
  childIds: [childId],
  activityIds: [activityId],
  from: day,
  to: day,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  absenceReason: null,
  comment: null,
  key: '019ab000-0000-7000-8000-000000000000',
  announced: [],
})

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
  signMandate: (parent, { other }) =>
    signMandate(parent, { familyId: other.id, shown: '•••• 0189', place: 'Ici' }, NOW),
  revokeMandate: (parent, { mandate }) => revokeMandate(parent, { mandateId: mandate.id }, NOW),
  readMandate: (parent, { mandate }) => readMandate(parent, mandate.id, NOW),
  depositDocument: async (parent, { other, document, documentType }) =>
    depositDocument(
      parent,
      { typeId: documentType.id, ownerId: document.childId!, familyId: other.id, files: [], add: false },
      NOW,
    ),
  withdrawDocument: (parent, { document }) => withdrawDocument(parent, { documentId: document.id }, NOW),
  readPage: (parent, { page }) => readPage(parent, page.id, NOW),
  depositPhoto: (parent, { child }) =>
    depositPhoto(
      parent,
      { childId: child.id, file: { name: 'a.jpg', bytes: Buffer.alloc(0) }, crop: null },
      NOW,
    ),
  removePhoto: (parent, { photo }) => removePhoto(parent, { photoId: photo.id }, NOW),
  readPhoto: (parent, { photo }) => readPhoto(parent, photo.id, 'small'),
  requestBooking: (parent, foreign) => requestBooking(parent, entry(foreign, 'ENROLLED'), NOW),
  requestAbsence: (parent, foreign) => requestAbsence(parent, entry(foreign, 'BOOKED'), NOW),
  previewPeriod: (parent, foreign) => previewPeriod(parent, period(foreign), NOW),
  requestPeriod: (parent, foreign) => requestPeriod(parent, period(foreign), NOW),
  withdrawEntry: (parent, foreign) => withdrawEntry(parent, entry(foreign, 'REQUESTED'), NOW),
  cancelBooking: (parent, foreign) => cancelBooking(parent, entry(foreign, 'BOOKED'), NOW),
  withdrawRequest: (parent, { request }) => withdrawRequest(parent, request.id, NOW),
  readInvoice: (parent, { invoice }) => readInvoice(parent, invoice.id, NOW),
  readReceipt: (parent, { payment }) => readReceipt(parent, payment.id, NOW),
  readAttestation: (parent, { other }) => readAttestation(parent, { familyId: other.id, year: 2026 }, NOW),
  startPayment: (parent, { invoice }) => startPayment(parent, invoice.id, NOW),
  checkPayment: (parent, { invoice }) => checkPayment(parent, invoice.id, NOW),
  exportOwnFamily: (parent, { other }) =>
    exportOwnFamily(parent, { familyId: other.id, format: 'json' }, NOW),
  unsubscribe: (parent, { subscription }) => unsubscribe(parent, { subscriptionId: subscription.id }, NOW),
}

for (const [name, run] of Object.entries(PARENT_OPERATIONS))
  test(`${name}: another family’s identifiers name nothing, and change nothing`, async ({ db }) => {
    const foreign = await setForeign(db)
    const before = await contentsOf(db)
    for (const parent of [foreign.sofia, { ...foreign.sofia, guardians: [] }])
      await expect(run(parent, foreign)).rejects.toBeInstanceOf(NotFound)
    expect(await contentsOf(db)).toEqual(before)
  })

test('identifiers that name nothing at all are answered alike', async ({ db }) => {
  const foreign = await setForeign(db)
  const before = await contentsOf(db)
  const nothing = { ...foreign, target: { kind: 'child' as const, id: randomUUID() } }
  await expect(PARENT_OPERATIONS.askChanges!(foreign.sofia, nothing)).rejects.toBeInstanceOf(NotFound)
  expect(await contentsOf(db)).toEqual(before)
})
