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
