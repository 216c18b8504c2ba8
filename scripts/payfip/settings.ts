import type { Operation, TechnicalFault } from './soap.ts'

/** How the service tells the portal of a result: « delayed » waits for the pilot, « before » comes before the return. */
export const NOTIFICATIONS = ['once', 'never', 'twice', 'delayed', 'before'] as const

/** What befalls a call: a fault, or no answer that deserves the name. */
export type Failure =
  | { kind: 'fault'; code: string }
  | { kind: TechnicalFault }
  | { kind: 'silence' | 'cut' | 'half' | 'broken' | 'huge' | '502' | 'html' | 'redirect' }

/** What the pilot sets. */
export type Settings = {
  notification: (typeof NOTIFICATIONS)[number]
  /** The name of the parameter of a notification: readers of the guide disagree. */
  notificationName: 'idop' | 'idOp'
  /** The spelling of the identifier in answers. */
  spelling: 'idOp' | 'idop'
  /** Whether the fields of answers stand in a namespace. */
  qualified: boolean
  /** What befalls calls, of one operation or of all. */
  failure: (Failure & { operation?: Operation }) | null
  /** What the look-up tells instead of what was sent: « montant », « refdet », « numcli », « saisie », « resultrans »… */
  altered: Record<string, string>
}

/** The service as it is when nothing is wrong. */
export function usualSettings(): Settings {
  return {
    notification: 'once',
    notificationName: 'idop',
    spelling: 'idOp',
    qualified: false,
    failure: null,
    altered: {},
  }
}
