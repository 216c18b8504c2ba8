import { addDays, addMonths, type Day } from '@/lib/core/day'

/**
 * How long things are kept, all of it, and why (REFERENCE §8.2; to be validated by the collectivité's DPO and its
 * archives). Whole months unless said, counted from the end of the day that the table names.
 */
export const KEPT = {
  inactiveAccount: 24,
  /** Days between the warning and the deletion of an account. */
  accountWarningDays: 30,
  family: 36,
  /** After the end of the school year: enrollments for the next one may come in September. */
  healthGrace: 1,
  bank: 13,
  /** After the end of a mandate: what was collected with it is disputed for so long. */
  mandate: 13,
  /** A mandate that collects nothing for so long is no mandate any more (SEPA Core rulebook). */
  mandateLapse: 36,
  changeSecrets: 12,
  unusedCode: 12,
  mail: 6,
  importRun: 12,
  accessLog: 12,
  journal: 48,
  /** Years after that of the invoice or of the payment (code de commerce, article L123-22). */
  invoiceYears: 10,
} as const

/** What is erased, in the order in which a run does it: the finer first, so that a dry run counts what a run erases. */
export const RULE_IDS = [
  'change',
  'health',
  'careplan',
  'healthDocument',
  'mandate',
  'bank',
  'code',
  'mail',
  'importRun',
  'invoice',
  'payment',
  'access',
  'journal',
  'accountWarning',
  'account',
  'family',
] as const

export type RuleId = (typeof RULE_IDS)[number]

/** A number of rows by rule. */
export type RetentionCounts = Record<RuleId, number>

/** The last day that is no longer kept is the day before these. */
export type Cutoffs = Record<RuleId, Day>

/** The first day of the school year of a day: 1 September. */
export function schoolYearStart(on: Day): Day {
  const year = Number(on.slice(0, 4))
  return `${on.slice(5) < '09-01' ? year - 1 : year}-09-01` as Day
}

/** What is dated before the day of its rule is due, on a day. */
export function cutoffsOn(today: Day): Cutoffs {
  const before = (months: number) => addMonths(today, -months)
  const schoolYear = schoolYearStart(before(KEPT.healthGrace))
  const invoices = `${Number(today.slice(0, 4)) - KEPT.invoiceYears}-01-01` as Day
  return {
    change: before(KEPT.changeSecrets),
    health: schoolYear,
    careplan: schoolYear,
    healthDocument: schoolYear,
    mandate: before(KEPT.mandate),
    bank: before(KEPT.bank),
    code: before(KEPT.unusedCode),
    mail: before(KEPT.mail),
    importRun: before(KEPT.importRun),
    invoice: invoices,
    payment: invoices,
    access: before(KEPT.accessLog),
    journal: before(KEPT.journal),
    accountWarning: addDays(before(KEPT.inactiveAccount), KEPT.accountWarningDays),
    account: before(KEPT.inactiveAccount),
    family: before(KEPT.family),
  }
}

/** The counts of a run that erased nothing. */
export const NOTHING = Object.fromEntries(RULE_IDS.map((id) => [id, 0])) as RetentionCounts

/** Why a family can't be erased now. */
export const OPEN_REASONS = [
  'ENROLLMENT',
  'BOOKING',
  'REQUEST',
  'CHANGE',
  'DOCUMENT',
  'MANDATE',
  'BALANCE',
] as const

export type OpenReason = (typeof OPEN_REASONS)[number]

/** Whether what an agent typed is a family's name: capitals, accents and spaces aside. */
export function isNameOf(name: string, typed: string): boolean {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[\s-]+/g, ' ')
      .trim()
      .toLocaleLowerCase('fr-FR')
  return plain(name) === plain(typed)
}
