import type { TargetKind } from '@/lib/dossier/fields'

/** The version of the format (docs/family-export.md): it moves when what reads it has to. */
export const EXPORT_VERSION = 1

/** A field: its name in the portal, its French label, its value as it is kept and as it is read. */
export type ExportedField = { field: string; label: string; value: string | null; text: string }

/** A section of a dossier: its fields, or those of each item of a list. */
export type ExportedSection = { section: string; title: string } & (
  { fields: ExportedField[] } | { items: ExportedField[][] }
)

/** A code of the portal beside its French word. */
export type Coded = { code: string; label: string }

/** A change that was asked, waiting or decided. */
export type ExportedChange = {
  section: string
  label: string
  before: ExportedField[] | null
  after: ExportedField[] | null
  state: Coded
  askedAt: string
  askedBy: string | null
  decidedAt: string | null
  reason: string | null
}

export type ExportedPerson = {
  kind: TargetKind
  name: string
  sections: ExportedSection[]
  changes: ExportedChange[]
}

export type ExportedChild = ExportedPerson & {
  /** Paths of its photos in the archive. */
  photos: string[]
  links: { guardian: string; relation: Coded; parentalAuthority: boolean }[]
  /** Which days of a child of separated parents are this family's: `ours`. */
  custody: { kind: Coded; startsOn: string; endsOn: string | null; ours: string }[]
  enrollments: {
    activity: string
    startsOn: string
    endsOn: string
    weekdays: Coded[]
    isOccasional: boolean
  }[]
  bookings: { day: string; activity: string; state: Coded; reason: string | null }[]
}

export type ExportedRequest = {
  number: number
  kind: Coded
  state: Coded
  askedAt: string
  askedBy: string | null
  startsOn: string
  endsOn: string
  children: string[]
  activities: string[]
  comment: string | null
  /** Of an absence. */
  absenceReason: Coded | null
  decidedAt: string | null
  reason: string | null
}

export type ExportedDocument = {
  type: string
  of: string
  state: Coded
  depositedAt: string
  expiresOn: string | null
  reason: string | null
  /** Paths of its files in the archive; none once they are erased, or for who may not open them. */
  files: string[]
}

export type ExportedSubscription = {
  guardian: string
  account: string
  since: string
  endedAt: string | null
}

/** A direct debit mandate, for who reads bank data. */
export type ExportedMandate = {
  rum: string
  creditor: { name: string; address: string; ics: string }
  debtor: { holder: string; address: string; iban: string; bic: string | null }
  place: string
  signedBy: string
  signedAt: string
  revokedAt: string | null
  /** Path of its PDF in the archive. */
  file: string
}

/** An issued invoice or credit note. Amounts and prices in centimes. */
export type ExportedInvoice = {
  number: string
  kind: Coded
  month: string
  issuedOn: string
  dueOn: string
  payer: { name: string; address: string }
  quotient: number | null
  isResident: boolean
  total: number
  /** Of a credit note: the number of the invoice that it corrects, and why. */
  corrects: string | null
  reason: string | null
  lines: {
    child: string
    label: string
    days: string[]
    quantity: number
    price: number
    amount: number
    how: string
    isCorrection: boolean
  }[]
  /** Reminders that were sent while it was unpaid: what was left of it then, in centimes. */
  reminders: { level: number; on: string; means: Coded; amount: number }[]
  /** What the Trésor public collects of it, in centimes, since when, and whether it was told paid there. */
  treasury: { amount: number; on: string; settledOn: string | null } | null
}

/** Money received, or given back when negative, in centimes; `invoice`: the number, null on account. */
export type ExportedPayment = {
  receivedOn: string
  amount: number
  method: Coded
  reference: string | null
  invoice: string | null
  /** The number of its receipt; none of what is given back. */
  receipt: string | null
  reason: string | null
}

/** A payment online that was begun, in centimes, and what became of it; `reference`: what PayFiP knows it by. */
export type ExportedAttempt = {
  startedAt: string
  endedAt: string | null
  invoice: string
  amount: number
  reference: string
  state: Coded
}

/** A direct debit of an invoice, in centimes: announced for a day, and what became of it. */
export type ExportedDebit = {
  collectedOn: string
  amount: number
  invoice: string
  mandate: string
  reference: string
  state: Coded
}

/** A reading of protected data: when, by whom (« un agent »), of whom, and what. */
export type ExportedReading = { at: string; by: string; action: string; of: string | null; fields: string[] }

/** All that the portal holds of a family and that it may see. Instants in ISO 8601 (UTC), days « YYYY-MM-DD ». */
export type FamilyExport = {
  format: 'espace-famille.famille'
  version: typeof EXPORT_VERSION
  exportedAt: string
  authority: string
  family: { number: string | null; name: string; confirmedAt: string | null }
  household: ExportedPerson
  guardians: ExportedPerson[]
  children: ExportedChild[]
  requests: ExportedRequest[]
  documents: ExportedDocument[]
  mandates: ExportedMandate[]
  invoices: ExportedInvoice[]
  payments: ExportedPayment[]
  attempts: ExportedAttempt[]
  debits: ExportedDebit[]
  subscriptions: ExportedSubscription[]
  readings: ExportedReading[]
  /** Titles of the sections that who made the export may not read. */
  leftOut: string[]
}
