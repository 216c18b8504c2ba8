/** What a collectivité has set of unpaid invoices. */
export type RecoverySettings = {
  /** Days after the due day at which each reminder goes by itself, in order; none: none does. */
  reminderDays: readonly number[]
  /** A family with an invoice late for more days than this can't ask for reservations; null: it can. */
  blockingDays: number | null
  /** The service of the Trésor public that collects, and how it is paid; empty: nothing is transmitted. */
  office: string
  officeAddress: string
}

/** What the PES file names of the collectivité; empty where it is not known yet (rules/pes.ts). */
export type PesSettings = {
  sigle: string
  address: string
  idPost: string
  siret: string
  codCol: string
  codBud: string
  budgetLabel: string
  nature: string
  codProdLoc: string
}

/** Until something is set: no reminder goes, nobody is blocked, nothing is transmitted. */
export const DEFAULT_SETTINGS: RecoverySettings & PesSettings = {
  reminderDays: [],
  blockingDays: null,
  office: '',
  officeAddress: '',
  sigle: '',
  address: '',
  idPost: '',
  siret: '',
  codCol: '',
  codBud: '',
  budgetLabel: '',
  nature: '',
  codProdLoc: '',
}

/** How many reminders an invoice gets at most, by hand or by itself. */
export const MOST_REMINDERS = 3
/** The latest day of a reminder after the due day. */
export const LATEST_REMINDER = 180
/** The latest day after the due day at which reservations close. */
export const LATEST_BLOCKING = 365
