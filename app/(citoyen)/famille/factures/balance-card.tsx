import { Landmark, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Tag } from '@/components/ui/tag'
import type { BillingAccount } from '@/lib/billing/queries/invoices'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'

type BalanceCardProps = Pick<BillingAccount, 'families' | 'due'> & {
  /** How to pay. */
  children: ReactNode
}

/** What there is to pay, in large, until when, and how. */
export function BalanceCard({ families, due, children }: BalanceCardProps) {
  const credit = -families.reduce((sum, { balance }) => sum + Math.min(0, balance), 0)
  return (
    <section
      aria-labelledby="solde"
      className="mb-8 grid gap-x-10 gap-y-5 rounded-card border border-line bg-card p-5 sm:p-6 lg:grid-cols-2"
    >
      <div>
        <h2 id="solde" className="text-lg">
          {due.amount > 0
            ? 'Reste à payer'
            : due.treasury > 0
              ? 'Rien à payer à la mairie'
              : 'Vous êtes à jour'}
        </h2>
        <p className="heading mt-1 text-4xl tabular-nums">{formatEuros(due.amount)}</p>
        {due.late > 0 && (
          <p className="mt-3">
            <Tag tone="danger" icon={TriangleAlert}>
              {due.late === due.amount ? 'En retard' : `dont ${formatEuros(due.late)} en retard`}
            </Tag>
          </p>
        )}
        {due.until && (
          <p className="mt-2 text-muted">
            {due.late > 0 ? 'Le reste est' : 'C’est'} à payer au plus tard le{' '}
            <strong className="text-ink">{formatDay(due.until, 'long')}</strong>.
          </p>
        )}
        {due.treasury > 0 && (
          <p className="mt-3">
            <Tag tone="danger" icon={Landmark}>
              {formatEuros(due.treasury)} à payer au Trésor public
            </Tag>
          </p>
        )}
        {due.debited > 0 && (
          <p className="mt-2 text-muted">
            {due.debited < due.amount ? (
              <>
                Dont <strong className="text-ink">{formatEuros(due.debited)}</strong> prélevés automatiquement
              </>
            ) : (
              'Cette somme sera prélevée automatiquement : vous n’avez rien à faire'
            )}
            .
          </p>
        )}
        {credit > 0 && (
          <p className="mt-2 text-muted">
            La mairie vous doit <strong className="text-ink">{formatEuros(credit)}</strong>, qui seront
            déduits de vos prochaines factures.
          </p>
        )}
        {families.length > 1 && (
          <ul className="mt-3 flex flex-col gap-1 text-note">
            {families.map(({ id, name, balance }) => (
              <li key={id}>
                Famille {name} : <strong className="tabular-nums">{formatEuros(Math.max(0, balance))}</strong>
              </li>
            ))}
          </ul>
        )}
      </div>
      {due.amount > due.debited && children}
    </section>
  )
}
