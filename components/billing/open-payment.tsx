import { Hourglass } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { classes } from '@/components/ui/classes'
import { paymentAddress } from '@/lib/payment/addresses'
import { openElsewhereWords } from '@/lib/payment/messages'
import type { OpenLine } from '@/lib/payment/queries/payment'

type OpenPaymentAlertProps = {
  invoice: { id: string; number: string }
  open: OpenLine
  className?: string
}

/** A payment online that has no result yet, in the place of « Payer en ligne »: an invoice is not paid twice. */
export function OpenPaymentAlert({ invoice, open, className }: OpenPaymentAlertProps) {
  return (
    <div className={classes('flex max-w-reading flex-col items-start gap-3', className)}>
      <Alert tone="warning" icon={Hourglass} title={`Paiement en cours, facture n° ${invoice.number}`}>
        <p>{openElsewhereWords(open.may, open)}</p>
      </Alert>
      <LinkButton href={paymentAddress(invoice.id)} variant="secondary">
        Voir ce paiement<span className="sr-only"> de la facture n° {invoice.number}</span>
      </LinkButton>
    </div>
  )
}
