/** The list of unpaid invoices, for agents. */
export const UNPAID_PAGE = '/admin/facturation/impayes'

/** The bordereaux of the Trésor public, and one of them. */
export const TREASURY_PAGE = '/admin/facturation/tresor'
export const batchAddress = (id: string) => `${TREASURY_PAGE}/${id}`
