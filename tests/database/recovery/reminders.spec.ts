import { randomUUID } from 'node:crypto'
import { issueDrafts } from '@/lib/billing/operations/issue-run'
import { addDays, addMonths, day, dayToDb } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { remindNow } from '@/lib/recovery/operations/remind-now'
import { remindUnpaid } from '@/lib/recovery/operations/remind-unpaid'
import { setRecovery } from '@/lib/recovery/operations/set-recovery'
import { allUnpaid, unpaidScreen } from '@/lib/recovery/queries/unpaid'
import { unpaidFilterSchema } from '@/lib/recovery/schema'
import { agentActor, createAccount, createAgent } from '../../factories/accounts'
import { createFamily, subscribe } from '../../factories/families'
import { createInvoice } from '../../factories/invoices'
import { expect, test } from '../../fixtures/database'
import { createLate, DUE, morning, openAttempt, receive, setScene, setSettings, written } from './scene'

const after = (days: number) => morning(addDays(DUE, days))
const filter = (typed: Record<string, string> = {}) => unpaidFilterSchema.parse(typed)

test('an unpaid invoice is reminded of after 7 days, then after 30, to the accounts of the billed family alone', async ({
  db,
}) => {
  const { invoice } = await setScene(db)
  expect(await remindUnpaid(after(6))).toBe(0)
  expect(await remindUnpaid(after(7))).toBe(1)
  expect(await remindUnpaid(after(8))).toBe(0)
  expect(await remindUnpaid(after(30))).toBe(1)
  expect(await remindUnpaid(after(200))).toBe(0)
  const { reminders, mails } = await written(db)
  expect(reminders).toMatchObject([
    { invoiceId: invoice.id, level: 1, means: 'MAIL', amount: 8_420, sentById: null },
    { level: 2 },
  ])
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['sofia@exemple.example', 'Rappel : votre facture de novembre 2026 reste à payer'],
    ['sofia@exemple.example', 'Deuxième rappel : votre facture de novembre 2026 reste à payer'],
  ])
  expect(mails[0]!.text).toContain('à payer au plus tard le 31 décembre 2026')
  expect(mails[0]!.text).toContain('il reste 84,20\u00a0€')
  expect(mails[0]!.text).toContain(`/famille/factures/${invoice.id}/paiement`)
  expect(mails[0]!.text).not.toContain('Trésor public')
  expect(mails[1]!.text).toContain('pourra être transmise au Trésor public')
  expect(await db.auditEvent.count({ where: { action: 'invoice.remind', actor: 'SYSTEM' } })).toBe(2)
})

test('nobody is told of the Trésor public while it is not known who would collect', async ({ db }) => {
  await setScene(db)
  await setSettings(db, { office: '' })
  for (const days of [7, 30]) await remindUnpaid(after(days))
  const { mails } = await written(db)
  expect(mails).toHaveLength(2)
  for (const { text } of mails) expect(text).not.toContain('Trésor public')
})

test('four processes at once, and an agent beside them: one reminder, one mail', async ({ db }) => {
  const { invoice, agent } = await setScene(db)
  const sent = await Promise.all([
    ...Array.from({ length: 4 }, () => remindUnpaid(after(7))),
    remindNow(agent, { invoices: [{ id: invoice.id, seen: 0 }], means: 'MAIL' }, after(7)).then(
      ({ done }) => done,
    ),
  ])
  expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1)
  const { reminders, mails } = await written(db)
  expect([reminders.length, mails.length]).toEqual([1, 1])
  await expect(db.invoiceReminder.create({ data: { ...reminders[0]!, sentAt: after(9) } })).rejects.toThrow(
    /Unique/,
  )
  await expect(db.invoiceReminder.create({ data: { ...reminders[0]!, level: 4 } })).rejects.toThrow(
    /InvoiceReminder_level/,
  )
})

test('nothing goes by itself until it is set, for what is paid meanwhile, nor while a payment is open', async ({
  db,
}) => {
  const { invoice } = await setScene(db)
  await setSettings(db, { reminderDays: [] })
  expect(await remindUnpaid(after(100))).toBe(0)
  await setSettings(db, { reminderDays: [7] })
  const attempt = await openAttempt(db, invoice, after(7))
  expect(await remindUnpaid(after(7))).toBe(0)
  await db.paymentAttempt.update({
    where: { id: attempt.id },
    data: { state: 'EXPIRED', endedAt: after(7), nextCheckAt: null },
  })
  await receive(db, { familyId: invoice.familyId, id: null }, 8_420)
  expect(await remindUnpaid(after(8))).toBe(0)
  expect((await written(db)).reminders).toEqual([])
})

test('one mail for an account about all that its families have unpaid; closed accounts and ended subscriptions get none', async ({
  db,
}) => {
  const { family, other } = await setScene(db)
  await createLate(db, family, day('2026-10-01'), 1_000)
  await createInvoice(db, other, { total: 700, dueOn: DUE })
  const both = await createAccount(db, { email: 'deux@exemple.example' })
  await subscribe(db, both, family.guardians[0]!)
  await subscribe(db, both, other.guardians[0]!)
  const closed = await createAccount(db, { email: 'close@exemple.example', disabledAt: after(0) })
  await subscribe(db, closed, family.guardians[0]!)
  await db.subscription.updateMany({
    where: { account: { email: 'karim@exemple.example' } },
    data: { endedAt: after(0) },
  })
  expect(await remindUnpaid(after(7))).toBe(3)
  const { mails } = await written(db)
  expect(mails.map(({ to, subject }) => [to, subject]).sort()).toEqual([
    ['deux@exemple.example', 'Rappel : 3 factures restent à payer'],
    ['sofia@exemple.example', 'Rappel : 2 factures restent à payer'],
  ])
  await remindUnpaid(after(30))
  const last = (await written(db)).mails.at(-1)!
  expect(last.text).toContain('ces factures pourront être transmises au Trésor public')
})

test('however many invoices a family has unpaid, its reminder is one mail', async ({ db }) => {
  test.setTimeout(120_000)
  const { family } = await setScene(db)
  const drafts = await db.invoice.createManyAndReturn({
    data: Array.from({ length: 201 }, (_, n) => ({
      ...{ kind: 'INVOICE' as const, familyId: family.id, month: dayToDb(addMonths(day('2005-01-01'), n)) },
      ...{ payerName: 'X', payerAddress: '', isResident: true, total: 100, dueOn: dayToDb(DUE) },
    })),
    select: { id: true },
  })
  await db.invoiceLine.createMany({
    data: drafts.map(({ id }) => ({
      ...{
        invoiceId: id,
        position: 0,
        childName: '',
        label: 'X',
        kind: 'OTHER' as const,
        days: [],
        how: 'X',
      },
      ...{ quantity: 1, price: 100, amount: 100 },
    })),
  })
  await issueDrafts(db, Prisma.sql`"familyId" = ${family.id}::uuid`, after(-30))
  expect(await remindUnpaid(after(7))).toBe(202)
  expect((await written(db)).mails.map(({ subject }) => subject)).toEqual([
    'Rappel : 202 factures restent à payer',
  ])
})

test('an agent reminds now: what can’t be is named; a double click sends one; without account, a letter is noted', async ({
  db,
}) => {
  const { invoice, family, agent, other } = await setScene(db)
  const paid = await createLate(db, family, day('2026-10-01'))
  await receive(db, { familyId: paid.familyId, id: paid.id }, 2_000)
  await db.subscription.updateMany({
    where: { account: { email: 'karim@exemple.example' } },
    data: { endedAt: after(0) },
  })
  const alone = await createInvoice(db, other, { total: 700, dueOn: DUE })
  const ticked = [invoice, paid, alone].map(({ id }) => ({ id, seen: 0 }))
  const clicks = await Promise.all([
    remindNow(agent, { invoices: ticked, means: 'MAIL' }, after(2)),
    remindNow(agent, { invoices: ticked, means: 'MAIL' }, after(2)),
  ])
  expect(clicks.map(({ done }) => done).sort()).toEqual([0, 1])
  expect(clicks[0].left.map(({ reason }) => reason)).toEqual([
    expect.stringContaining('est payée'),
    expect.stringContaining('n’a de compte'),
  ])
  const letter = await remindNow(agent, { invoices: [{ id: alone.id, seen: 0 }], means: 'LETTER' }, after(2))
  expect(letter).toEqual({ done: 1, left: [] })
  const { reminders, mails } = await written(db)
  expect(reminders.map(({ means, sentById }) => [means, sentById]).sort()).toEqual([
    ['LETTER', agent.accountId],
    ['MAIL', agent.accountId],
  ])
  expect(mails).toHaveLength(1)
  await expect(
    remindNow(agent, { invoices: [{ id: randomUUID(), seen: 0 }], means: 'MAIL' }, after(2)),
  ).rejects.toBeInstanceOf(NotFound)
})

test('the list is narrowed and sorted; it tells what was sent when; the service of families does not see it', async ({
  db,
}) => {
  const { invoice, family, other, agent } = await setScene(db)
  await remindUnpaid(after(7))
  const old = await createInvoice(db, other, {
    total: 700,
    month: day('2026-09-01'),
    dueOn: addDays(DUE, -60),
  })
  await createInvoice(db, family, { month: day('2026-10-01'), dueOn: addDays(DUE, 90) })
  const at = after(10)
  const ids = async (typed: Record<string, string> = {}) =>
    (await unpaidScreen(agent, filter(typed), at)).lines.map(({ id }) => id)
  expect(await ids()).toEqual([old.id, invoice.id])
  expect(await ids({ tri: 'montant' })).toEqual([invoice.id, old.id])
  expect(await ids({ retard: '60' })).toEqual([old.id])
  expect(await ids({ montant: '50' })).toEqual([invoice.id])
  expect(await ids({ relances: 'jamais' })).toEqual([old.id])
  expect(await ids({ relances: 'relancee' })).toEqual([invoice.id])
  expect(await ids({ relances: 'complete' })).toEqual([])
  expect(await unpaidScreen(agent, filter(), at)).toMatchObject({ count: 2, total: 9_120, pages: 1 })
  const [, line] = await allUnpaid(agent, filter(), at)
  expect(line).toMatchObject({
    ...{ late: 10, left: 8_420, accounts: 1, mayTransmit: false },
    sent: [{ level: 1, means: 'MAIL', by: null }],
  })
  const isOffered = async () => (await allUnpaid(agent, filter(), after(31)))[1]!.mayTransmit
  await remindUnpaid(after(30))
  expect(await isOffered()).toBe(true)
  await setSettings(db, { office: '' })
  expect(await isOffered(), 'nobody collects').toBe(false)
  const service = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  await expect(unpaidScreen(service, filter(), at)).rejects.toBeInstanceOf(NotFound)
})

test('a family without anything unpaid is in no list, whatever the number of its invoices', async ({
  db,
}) => {
  const { agent, invoice } = await setScene(db)
  await receive(db, { familyId: invoice.familyId, id: invoice.id }, 9_000)
  const family = await createFamily(db, { children: [] })
  await createInvoice(db, family, { dueOn: addDays(DUE, 30) })
  expect((await unpaidScreen(agent, filter(), after(5))).lines).toEqual([])
})

test('the administrator alone sets; the database holds the bounds', async ({ db }) => {
  const { agent } = await setScene(db)
  const input = { reminderDays: [5, 20, 40], blockingDays: 60, office: 'SGC', officeAddress: '' }
  await expect(setRecovery(agent, input, after(0))).rejects.toBeInstanceOf(NotFound)
  const admin = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  await setRecovery(admin, input, after(0))
  expect(await db.recoverySetting.findMany()).toMatchObject([input])
  for (const reminderDays of [[0], [7, 7], [7, 30, 20], [1, 2, 3, 4], [181]])
    await expect(db.recoverySetting.updateMany({ data: { reminderDays } })).rejects.toThrow(
      /RecoverySetting_reminders/,
    )
  await expect(db.recoverySetting.updateMany({ data: { blockingDays: 0 } })).rejects.toThrow(
    /RecoverySetting_blocking/,
  )
  await expect(db.recoverySetting.create({ data: { id: 2 } })).rejects.toThrow(/RecoverySetting_one/)
})
