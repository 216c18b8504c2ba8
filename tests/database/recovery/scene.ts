import { day, dayToDb, instantInParis, type Day, type WallTime } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { newId } from '@/lib/core/new-id'
import type { Invoice, PaymentMethod, Prisma } from '@/lib/generated/prisma/client.ts'
import { agentActor, createAccount, createAgent, parentActor } from '../../factories/accounts'
import { createAuthority } from '../../factories/authority'
import { createFamily, subscribe, type CreatedFamily } from '../../factories/families'
import { createInvoice } from '../../factories/invoices'

/** The due day of the scene's invoices. */
export const DUE = day('2026-12-31')

/** Nine in the morning of a day in Paris. */
export const morning = (on: Day) => instantInParis(on, '09:20' as WallTime)

export const ADDRESS = { addressLine: '12 rue des Érables', postalCode: '45110', city: 'Valmont' }

/** What the collectivité has set: reminders at 7 and 30 days, a service that collects. */
export async function setSettings(db: Tx, more: Partial<Prisma.RecoverySettingCreateInput> = {}) {
  const settings = { reminderDays: [7, 30], office: 'SGC de Châteauneuf', ...more }
  await db.recoverySetting.upsert({ where: { id: 1 }, create: settings, update: settings })
}

/**
 * Sofia’s family with an invoice of 84,20 € due on 31 December, with an account; her former husband Karim with a family of
 * his own and the same child; an agent who bills.
 */
export async function setScene(db: Tx) {
  await createAuthority(db, { payfipClient: '100001', payfipMode: 'T' })
  await setSettings(db)
  const family = await createFamily(db, { guardians: [ADDRESS] })
  const account = await createAccount(db, { email: 'sofia@exemple.example' })
  await subscribe(db, account, family.guardians[0]!)
  const other = await createFamily(db, {
    name: 'Moreau',
    guardians: [{ title: 'M', firstNames: 'Karim' }],
    children: [],
  })
  await db.guardianship.create({
    data: { guardianId: other.guardians[0]!.id, childId: family.children[0]!.id, relation: 'FATHER' },
  })
  const former = await createAccount(db, { email: 'karim@exemple.example' })
  await subscribe(db, former, other.guardians[0]!)
  const billing = await createAgent(db, 'BILLING')
  return {
    ...{ family, other },
    sofia: await parentActor(db, account),
    karim: await parentActor(db, former),
    agent: await agentActor(db, billing),
    invoice: await createInvoice(db, family, { total: 8_420, dueOn: DUE }),
  }
}

/** Another unpaid invoice, of another month. */
export const createLate = (db: Tx, family: CreatedFamily, month: Day, total = 2_000) =>
  createInvoice(db, family, { month, total, dueOn: DUE })

/** Money received for an invoice, or on account. */
export async function receive(
  db: Tx,
  { familyId, id }: { familyId: string | null; id: string | null },
  amount: number,
  method: PaymentMethod = 'CHEQUE',
): Promise<void> {
  const at = morning(DUE)
  await db.payment.create({
    data: {
      ...{ id: newId(at), familyId, invoiceId: id, amount, method },
      ...{ receivedOn: dayToDb(DUE), recordedAt: at, ...(amount < 0 && { reason: 'Erreur' }) },
    },
  })
}

/** A payment online that is open. */
export const openAttempt = (db: Tx, invoice: Pick<Invoice, 'id' | 'familyId'>, at: Date) =>
  db.paymentAttempt.create({
    data: {
      ...{ invoiceId: invoice.id, familyId: invoice.familyId, state: 'CREATED', reference: '2026000001P1' },
      ...{ amount: 8_420, clientNumber: '100001', mode: 'T', year: 2026, createdAt: at, nextCheckAt: at },
    },
  })

/** The reminders and the mails about unpaid invoices, the oldest first. */
export async function written(db: Tx) {
  const [reminders, mails] = await Promise.all([
    db.invoiceReminder.findMany({ orderBy: [{ sentAt: 'asc' }, { level: 'asc' }] }),
    db.outgoingMail.findMany({
      where: { kind: { in: ['invoice.remind', 'treasury.transmit'] } },
      orderBy: { createdAt: 'asc' },
    }),
  ])
  return { reminders, mails }
}
