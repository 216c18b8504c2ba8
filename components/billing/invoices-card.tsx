import { ReceiptEuro } from 'lucide-react'
import { LinkCard } from '@/components/ui/link-card'
import { CountBadge } from '@/components/ui/tag'
import type { ToPay } from '@/lib/billing/rules/invoice-state'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'

/** The way to the invoices, with what there is to pay. */
export function InvoicesCard({ due: { amount, count, late, debited, until, treasury } }: { due: ToPay }) {
  return (
    <LinkCard
      href="/famille/factures"
      icon={ReceiptEuro}
      title="Factures"
      badge={count > 0 && <CountBadge count={count} label="à payer" />}
    >
      {amount === 0 ? (
        <p>Vos factures et vos paiements. Rien à payer{treasury > 0 && ' à la mairie'}.</p>
      ) : (
        <p>
          <strong className="text-ink">{formatEuros(amount)}</strong> à payer
          {until && late === 0 && <> au plus tard le {formatDay(until, 'long')}</>}.
        </p>
      )}
      {treasury > 0 && <p className="mt-1 text-danger">{formatEuros(treasury)} à payer au Trésor public.</p>}
      {debited > 0 && (
        <p className="mt-1">
          {debited < amount && `Dont ${formatEuros(debited)} `}
          {debited < amount ? 'prélevés automatiquement.' : 'Cette somme sera prélevée automatiquement.'}
        </p>
      )}
      {late > 0 && (
        <p className="mt-1 text-danger">
          {late === amount ? 'L’échéance est passée.' : `Dont ${formatEuros(late)} en retard.`}
        </p>
      )}
    </LinkCard>
  )
}
