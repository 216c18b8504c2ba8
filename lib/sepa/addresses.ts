/** The screen « Prélèvements ». */
export const DEBITS_ADDRESS = '/admin/facturation/prelevements'

/** The page of a batch. */
export function batchAddress(id: string): string {
  return `${DEBITS_ADDRESS}/${id}`
}

/** The file of a batch, for the bank. */
export function batchFileAddress(id: string): string {
  return `${DEBITS_ADDRESS}/${id}/fichier`
}

/** Where a file of the bank is handed in. */
export const HAND_IN_ADDRESS = `${DEBITS_ADDRESS}/depot`

/** What a file of the bank said. */
export function reportAddress(id: string): string {
  return `${DEBITS_ADDRESS}/retours/${id}`
}
