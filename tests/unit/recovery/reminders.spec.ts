import { expect, test } from '@playwright/test'
import { addDays, day } from '@/lib/core/day'
import {
  isReminderDue,
  remindersBefore,
  whyNotReminded,
  whyNotTransmitted,
  type LateInvoice,
} from '@/lib/recovery/rules/reminders'
import { pesSchema, recoverStepSchema, recoverySchema } from '@/lib/recovery/schema'

const DUE = day('2026-11-30')
const SETTINGS = { reminderDays: [7, 30] }
const late = (more: Partial<LateInvoice> = {}): LateInvoice => ({
  ...{ dueOn: DUE, left: 2_000, reminders: 0, lastOn: null, isBeingPaid: false, isTransmitted: false },
  ...more,
})

test('the first reminder goes 7 days after the due day, the second 30, none is sent twice', () => {
  expect(isReminderDue(late(), SETTINGS, addDays(DUE, 6))).toBe(false)
  expect(isReminderDue(late(), SETTINGS, addDays(DUE, 7))).toBe(true)
  const once = late({ reminders: 1, lastOn: addDays(DUE, 7) })
  expect(isReminderDue(once, SETTINGS, addDays(DUE, 29))).toBe(false)
  expect(isReminderDue(once, SETTINGS, addDays(DUE, 30))).toBe(true)
  expect(isReminderDue(late({ reminders: 2, lastOn: addDays(DUE, 30) }), SETTINGS, addDays(DUE, 99))).toBe(
    false,
  )
})

test('reminders that are set late, or one sent by hand, never bring two in a row', () => {
  const now = addDays(DUE, 200)
  expect(isReminderDue(late(), SETTINGS, now)).toBe(true)
  const once = late({ reminders: 1, lastOn: now })
  expect(isReminderDue(once, SETTINGS, addDays(now, 22))).toBe(false)
  expect(isReminderDue(once, SETTINGS, addDays(now, 23))).toBe(true)
})

test('never for what is paid, not late, being paid or at the Trésor public; without a setting, for nobody', () => {
  const now = addDays(DUE, 40)
  for (const more of [{ left: 0 }, { left: -5 }, { isBeingPaid: true }, { isTransmitted: true }])
    expect(isReminderDue(late(more), SETTINGS, now)).toBe(false)
  expect(isReminderDue(late(), { reminderDays: [] }, now)).toBe(false)
  expect(whyNotReminded(late(), DUE)).toBe('NOT_LATE')
  expect(whyNotReminded(late(), addDays(DUE, 1))).toBeNull()
  expect(whyNotReminded(late({ reminders: 3 }), now)).toBe('ALL_SENT')
})

test('an invoice is transmitted after its last reminder, with an address, and only while unpaid', () => {
  const now = addDays(DUE, 40)
  const why = (more: Partial<LateInvoice>, hasAddress = true, settings = SETTINGS) =>
    whyNotTransmitted({ ...late(more), hasAddress }, settings, now)
  expect(why({ reminders: 1 })).toBe('NOT_REMINDED')
  expect(why({ reminders: 2 })).toBeNull()
  expect(why({ reminders: 2 }, false)).toBe('NO_ADDRESS')
  expect(why({ reminders: 2, isBeingPaid: true })).toBe('BEING_PAID')
  expect(why({ reminders: 2, left: 0 })).toBe('PAID')
  expect(why({ reminders: 2, isTransmitted: true })).toBe('TRANSMITTED')
  expect(remindersBefore({ reminderDays: [] })).toBe(1)
  expect(why({ reminders: 0 }, true, { reminderDays: [] })).toBe('NOT_REMINDED')
})

const errorsOf = (parsed: { success: boolean; error?: { issues: { path: PropertyKey[] }[] } }) =>
  parsed.error?.issues.map(({ path }) => path.join('.')) ?? []

test('settings: up to three reminders, each later than the one before it, within bounds', () => {
  const parse = (typed: Record<string, string>) => recoverySchema.safeParse(typed)
  expect(parse({ reminder1: '7', reminder2: ' 30 ', blockingDays: '60', office: '  SGC  X ' }).data).toEqual({
    ...{ reminderDays: [7, 30], blockingDays: 60, office: 'SGC X', officeAddress: '' },
  })
  expect(parse({}).data).toMatchObject({ reminderDays: [], blockingDays: null })
  expect(errorsOf(parse({ reminder1: '30', reminder2: '30' }))).toEqual(['reminder2'])
  expect(errorsOf(parse({ reminder2: '30' }))).toEqual(['reminder2'])
  expect(errorsOf(parse({ reminder1: '0' }))).toEqual(['reminder1'])
  expect(errorsOf(parse({ reminder1: '181', blockingDays: '366' })).sort()).toEqual([
    'blockingDays',
    'reminder1',
  ])
  expect(errorsOf(parse({ reminder1: 'sept' }))).toEqual(['reminder1'])
})

test('PES settings: a SIRET has its key; codes have their lengths', () => {
  const parse = (typed: Record<string, string>) => pesSchema.safeParse(typed)
  expect(parse({ siret: '732 829 320 00074', codCol: 'a1', nature: '588' }).data).toMatchObject({
    ...{ siret: '73282932000074', codCol: 'A1', nature: '588', idPost: '' },
  })
  expect(errorsOf(parse({ siret: '73282932000075' }))).toEqual(['siret'])
  expect(errorsOf(parse({ siret: '123', codCol: '1234', nature: 'x' }))).toEqual(
    expect.arrayContaining(['siret', 'codCol', 'nature']),
  )
})

test('a step: at least one invoice, and a box to tick before the Trésor public', () => {
  const id = '019ab000-0000-7000-8000-000000000000'
  expect(recoverStepSchema.safeParse({ invoices: [`${id}:1`], step: 'MAIL' }).data).toEqual({
    ...{ invoices: [{ id, seen: 1 }], step: 'MAIL' },
  })
  expect(recoverStepSchema.safeParse({ invoices: ['-'.repeat(36) + ':1'], step: 'MAIL' }).success).toBe(false)
  expect(errorsOf(recoverStepSchema.safeParse({ step: 'MAIL' }))).toEqual(['invoices'])
  expect(errorsOf(recoverStepSchema.safeParse({ invoices: [`${id}:1`], step: 'TRANSMIT' }))).toEqual([
    'confirmed',
  ])
})
