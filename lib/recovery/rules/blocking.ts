import { formatDay, instantInParis, type Day, type WallTime } from '@/lib/core/day'
import { invoiceNumber, ofMonth } from '@/lib/billing/messages'

/** The unpaid invoice for which a family can't ask for reservations, from a day on. */
export type BlockingInvoice = {
  familyId: string
  id: string
  year: number
  number: number
  month: Day
  dueOn: Day
  isTransmitted: boolean
  /** The first day on which it blocks: of the setting, or after an agent's lift. */
  blocksFrom: Day
}

/** What the planning of a child carries of it. `from`: milliseconds. */
export type UnpaidBlock = { from: number; invoiceId: string; reason: string }

/** What a parent reads where a reservation would be asked for, and since when it can't be. */
export function unpaidBlock({ id, blocksFrom, ...invoice }: BlockingInvoice): UnpaidBlock {
  return {
    from: instantInParis(blocksFrom, '00:00' as WallTime).getTime(),
    invoiceId: id,
    reason: blockingWords(invoice),
  }
}

function blockingWords({
  dueOn,
  month,
  isTransmitted,
  ...invoice
}: Omit<BlockingInvoice, 'id' | 'blocksFrom' | 'familyId'>): string {
  const name = `La facture n° ${invoiceNumber(invoice)} ${ofMonth(month)}`
  const why = isTransmitted
    ? `${name} est au Trésor public : les nouvelles réservations sont suspendues tant qu’il n’a pas reçu son paiement.`
    : `${name} était à payer au plus tard le ${formatDay(dueOn, 'long')} : les nouvelles réservations sont suspendues jusqu’à son paiement.`
  return `${why} Vous pouvez toujours déclarer une absence ou annuler. En cas de difficulté, contactez le service.`
}
