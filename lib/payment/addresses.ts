/** The page where a parent pays an invoice. */
export function paymentAddress(invoiceId: string): string {
  return `/famille/factures/${invoiceId}/paiement`
}
