/** The page of an invoice, for a parent. */
export function invoiceAddress(id: string): string {
  return `/famille/factures/${id}`
}

/** The page of an invoice, for agents. */
export function agentInvoiceAddress(id: string): string {
  return `/admin/facturation/factures/${id}`
}

/** The PDF of an invoice, for the parents of its family and the agents who read invoices. */
export function invoicePdfAddress(id: string): string {
  return `/factures/${id}`
}

/** The PDF of the receipt of a payment, for the parents of its family and the agents who read invoices. */
export function receiptPdfAddress(paymentId: string): string {
  return `/recus/${paymentId}`
}

/** The account of a family, for agents who bill. */
export function agentAccountAddress(familyId: string): string {
  return `/admin/familles/${familyId}/compte`
}

/** The PDF of what a family paid for childcare in a year, for its parents and the agents who read invoices. */
export function attestationPdfAddress(familyId: string, year: number): string {
  return `/attestations/${familyId}/${year}`
}

/** A draft of an invoice, for agents who bill. */
export function draftAddress(id: string): string {
  return `/admin/facturation/brouillons/${id}`
}
