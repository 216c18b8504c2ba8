import { day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { CREATED_AT } from '@/tests/factories/accounts'
import { createDocument, createDocumentTypes, createPhoto } from '@/tests/factories/documents'
import { createInvoice } from '@/tests/factories/invoices'
import { createMandate } from '@/tests/factories/mandates'
import { createActivity, createBooking, createBookingRequest, enroll } from '@/tests/factories/planning'
import { ask, setScene, waitingOn } from './dossier/scene'

/** Everything of the Moreau family that an operation takes an identifier of. */
export async function setForeign(db: Tx) {
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
  const documentType = (await createDocumentTypes(db)).get('Assurance scolaire')!
  const document = await createDocument(db, other, { type: documentType, childId: child.id })
  const page = await db.documentPage.findFirstOrThrow()
  const photo = await createPhoto(db, other, { childId: child.id, state: 'ACCEPTED', decidedAt: CREATED_AT })
  const mandate = await createMandate(db, other)
  const invoice = await createInvoice(db, other)
  const attempt = await db.paymentAttempt.create({
    data: {
      ...{ invoiceId: invoice.id, familyId: other.id, reference: '2026000001P1', amount: 2000 },
      ...{ clientNumber: '100001', mode: 'T', year: 2026, state: 'AWAITING', createdAt: CREATED_AT },
      idOp: '6475fa10-b338-11e2-a082-001fe256bdfe',
    },
  })
  const payment = await db.payment.create({
    data: {
      ...{ familyId: other.id, invoiceId: invoice.id, amount: 500, method: 'CASH' },
      ...{ receivedOn: new Date('2026-12-01T00:00:00Z'), recordedAt: CREATED_AT },
    },
  })
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
    documentType,
    document,
    page,
    photo,
    mandate,
    invoice,
    attempt,
    payment,
    cell,
  }
}

/** What it set. */
export type Foreign = Awaited<ReturnType<typeof setForeign>>
