import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { SectionCard } from '@/components/ui/card'
import { Link } from '@/components/ui/link'
import { StatTile } from '@/components/ui/stat-tile'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { agentInvoiceAddress, draftAddress } from '@/lib/billing/addresses'
import { monthWords } from '@/lib/billing/messages'
import type { Compared, RunCheck, RunView } from '@/lib/billing/queries/runs'
import { addMonths, formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'

/** `opensSheets`: whether the agent may open day sheets. */
type CheckProps = { check: RunCheck; run: RunView; opensSheets: boolean }

/** What an agent looks at before issuing: sums beside those of the month before, what is missing, what differs most. */
export function Check({ check, run, opensSheets }: CheckProps) {
  const earlier = monthWords(addMonths(run.month, -1))
  const { invoices, total, before, corrections } = check
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <StatTile
          label="Factures"
          value={invoices.toLocaleString('fr-FR')}
          note={before ? `${before.invoices.toLocaleString('fr-FR')} en ${earlier}` : undefined}
        />
        <StatTile
          label="Montant"
          value={formatEuros(total)}
          note={before ? differenceWords({ now: total, before: before.total }, earlier) : undefined}
        />
        <StatTile
          label="Moyenne par facture"
          value={formatEuros(invoices > 0 ? Math.round(total / invoices) : 0)}
        />
        <StatTile
          label="Régularisations"
          value={formatEuros(corrections.total)}
          note={`${corrections.lines} ${corrections.lines > 1 ? 'lignes' : 'ligne'} sur des mois déjà facturés`}
        />
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <ToCheck check={check} opensSheets={opensSheets} />
        <ByActivity check={check} earlier={earlier} />
      </div>
      {check.differences.length > 0 && (
        <Differences
          check={check}
          earlier={earlier}
          addressOf={run.state === 'ISSUED' ? agentInvoiceAddress : draftAddress}
        />
      )}
    </>
  )
}

/** « 12,00 € de plus qu’en octobre 2026 ». */
function differenceWords({ now, before }: Compared, earlier: string): string {
  if (now === before) return `autant qu’en ${earlier}`
  return `${formatEuros(Math.abs(now - before))} de ${now > before ? 'plus' : 'moins'} qu’en ${earlier}`
}

function Point({ isRight, children }: { isRight: boolean; children: ReactNode }) {
  const Icon = isRight ? CircleCheck : TriangleAlert
  return (
    <li className="flex items-start gap-2">
      <Icon className={isRight ? 'mt-1 text-success' : 'mt-1 text-warning'} />
      <div className="min-w-0">{children}</div>
    </li>
  )
}

const SHOWN_DAYS = 6

function ToCheck({ check, opensSheets }: Omit<CheckProps, 'run'>) {
  const { unmarked, unpriced, withoutQuotient, withoutAddress } = check
  const invoicesWords = (count: number) => `${count} ${count > 1 ? 'factures' : 'facture'}`
  return (
    <SectionCard title="À vérifier">
      <ul className="flex flex-col gap-3">
        {unmarked.length === 0 && (
          <Point isRight>Aucune feuille de présence n’est restée à moitié pointée.</Point>
        )}
        {unmarked.map(({ activityId, name, days }) => (
          <Point key={activityId} isRight={false}>
            {name} : des enfants ne sont pas pointés, leur réservation est facturée.
            <span className="block text-note text-muted">
              {days.slice(0, SHOWN_DAYS).map(({ day, children }, index) => (
                <span key={day}>
                  {index > 0 && ', '}
                  {opensSheets ? (
                    <Link
                      href={`/admin/feuilles/${activityId}?jour=${day}`}
                      className="text-brand-text underline underline-offset-4"
                    >
                      {formatDay(day, 'short')}
                    </Link>
                  ) : (
                    formatDay(day, 'short')
                  )}{' '}
                  ({children})
                </span>
              ))}
              {days.length > SHOWN_DAYS && `, et ${days.length - SHOWN_DAYS} autres jours`}
            </span>
          </Point>
        ))}
        <Point isRight={unpriced.length === 0}>
          {unpriced.length === 0
            ? 'Chaque activité réservée a un tarif.'
            : `Sans tarif, rien n’est facturé : ${unpriced.join(', ')}.`}
        </Point>
        <Point isRight={withoutQuotient === 0}>
          {withoutQuotient === 0
            ? 'Chaque famille a un quotient familial.'
            : `${invoicesWords(withoutQuotient)} à la tranche la plus élevée, faute de quotient familial.`}
        </Point>
        <Point isRight={withoutAddress === 0}>
          {withoutAddress === 0
            ? 'Chaque facture a une adresse.'
            : `${invoicesWords(withoutAddress)} sans adresse postale.`}
        </Point>
      </ul>
    </SectionCard>
  )
}

function ByActivity({ check: { activities, before }, earlier }: { check: RunCheck; earlier: string }) {
  const most = Math.max(1, ...activities.flatMap((one) => [one.now, one.before]))
  return (
    <SectionCard title="Par activité" subtitle={before ? `En clair, ${earlier}` : undefined}>
      {activities.length === 0 ? (
        <p>Rien à facturer.</p>
      ) : (
        <ul className="flex flex-col gap-4">
          {activities.map((one) => (
            <li key={one.id}>
              <div className="flex flex-wrap justify-between gap-x-3">
                <span>{one.name}</span>
                <span className="tabular-nums">{formatEuros(one.now)}</span>
              </div>
              <Bar amount={one.now} most={most} look="bg-brand" />
              {before && <Bar amount={one.before} most={most} look="border border-brand bg-brand-soft" />}
              {before && <p className="text-note text-muted">{differenceWords(one, earlier)}</p>}
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  )
}

/** A bar of a plot; its figure stands in words beside it. */
function Bar({ amount, most, look }: { amount: number; most: number; look: string }) {
  return (
    <div
      aria-hidden
      className={`mt-1 h-2.5 rounded-full ${look}`}
      style={{ width: `${Math.max(0, Math.min(100, (amount / most) * 100))}%` }}
    />
  )
}

type DifferencesProps = { check: RunCheck; earlier: string; addressOf: (invoiceId: string) => string }

function Differences({ check: { differences }, earlier, addressOf }: DifferencesProps) {
  return (
    <SectionCard title="Les plus grandes différences" subtitle={`Avec la facture de ${earlier}.`}>
      <Table caption="Les plus grandes différences avec le mois précédent">
        <thead role="rowgroup">
          <Tr className="border-0">
            <Th>Famille</Th>
            <Th>Ce mois</Th>
            <Th>Mois précédent</Th>
            <Th>Différence</Th>
          </Tr>
        </thead>
        <tbody role="rowgroup">
          {differences.map(({ id, payer, now, before }) => (
            <Tr key={id}>
              <Th scope="row">
                <Link
                  href={addressOf(id)}
                  className="inline-flex min-h-target items-center text-brand-text underline underline-offset-4 md:-my-2.5"
                >
                  {payer}
                </Link>
              </Th>
              <Td label="Ce mois">{formatEuros(now)}</Td>
              <Td label="Mois précédent">{formatEuros(before)}</Td>
              <Td label="Différence">{`${now > before ? '+' : '−'} ${formatEuros(Math.abs(now - before))}`}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </SectionCard>
  )
}
