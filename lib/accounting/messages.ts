/** What an entry of the accounting journal is. */
export const ENTRY_WORDS = {
  INVOICE: 'Facture',
  CREDIT_NOTE: 'Avoir',
  PAYMENT: 'Règlement',
  REVERSAL: 'Annulation de règlement',
  TRANSMISSION: 'Transmission au Trésor public',
} as const

export type EntryKind = keyof typeof ENTRY_WORDS
