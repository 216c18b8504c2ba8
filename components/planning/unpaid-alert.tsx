import { TriangleAlert } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { invoiceAddress } from '@/lib/billing/addresses'
import type { GridChild } from '@/lib/planning/rules/grid'

type UnpaidAlertProps = { people: readonly Pick<GridChild, 'unpaid'>[]; at: Date }

/** The unpaid invoices for which nothing can be booked now, each with the way to it. */
export function UnpaidAlert({ people, at }: UnpaidAlertProps) {
  const found = new Map(
    people.flatMap(({ unpaid }) =>
      unpaid && unpaid.from <= at.getTime() ? [[unpaid.invoiceId, unpaid.reason] as const] : [],
    ),
  )
  return [...found].map(([invoiceId, reason]) => (
    <Alert
      key={invoiceId}
      tone="warning"
      icon={TriangleAlert}
      title="Nouvelles réservations suspendues"
      className="mb-4 print:hidden"
      action={
        <LinkButton href={invoiceAddress(invoiceId)} variant="secondary" size="sm">
          Voir la facture
        </LinkButton>
      }
    >
      <p>{reason}</p>
    </Alert>
  ))
}
