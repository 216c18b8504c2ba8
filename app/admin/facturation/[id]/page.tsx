import { FileDown } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { ActionButton } from '@/components/form/action-button'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { buttonLook } from '@/components/ui/button-look'
import { SectionCard } from '@/components/ui/card'
import { Working } from '@/components/ui/working'
import { ofMonth } from '@/lib/billing/messages'
import { runCheck, runInvoices, runView, type RunView } from '@/lib/billing/queries/runs'
import { printedParts } from '@/lib/billing/rules/print'
import { requireAgent, type AgentActor } from '@/lib/core/actor'
import { formatDay, formatInstant } from '@/lib/core/day'
import { isIdentifier } from '@/lib/core/identifier'
import { formatEuros } from '@/lib/core/money'
import { roleCan } from '@/lib/core/permissions'
import { pageSchema, searchField } from '@/lib/planning/schema'
import { discard, issue, restart } from '../actions'
import { RunTag } from '../run-tag'
import { Check } from './check'
import { InvoiceTable } from './invoice-table'

export const metadata: Metadata = { title: 'Facturation d’un mois' }

type RunPageProps = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const filterSchema = z
  .object({
    q: searchField(80).catch(''),
    page: pageSchema,
  })
  .transform(({ q, page }) => ({ text: q, page }))

/** The billing of a month: its progress, what there is to check, its invoices. */
export default async function RunPage({ params, searchParams }: RunPageProps) {
  const agent = await requireAgent('billing.run')
  const { id } = await params
  const run = isIdentifier(id) ? await runView(agent, id) : null
  if (!run) notFound()
  const filter = filterSchema.parse(await searchParams)
  return (
    <>
      <PageHeader
        title={`Factures ${ofMonth(run.month)}`}
        subtitle={`À payer au plus tard le ${formatDay(run.dueOn, 'long')}`}
        back={{ href: '/admin/facturation', label: 'Facturation' }}
        actions={<RunTag state={run.state} />}
      />
      {run.state === 'PREPARING' ? (
        <Working
          title="Calcul des factures"
          words="Familles calculées"
          progress={run.progress}
          total={run.families}
        />
      ) : run.state === 'FAILED' ? (
        <Interrupted run={run} />
      ) : (
        <Prepared agent={agent} run={run} filter={filter} />
      )}
    </>
  )
}

function Interrupted({ run }: { run: RunView }) {
  return (
    <Alert
      tone="danger"
      title="Le calcul a été interrompu"
      action={
        <ActionButton action={restart} values={{ runId: run.id }} variant="primary">
          Recalculer
        </ActionButton>
      }
    >
      Rien n’a été émis. Relancez le calcul ; s’il s’interrompt encore, prévenez votre service informatique.
    </Alert>
  )
}

type PreparedProps = { agent: AgentActor; run: RunView; filter: z.output<typeof filterSchema> }

async function Prepared({ agent, run, filter }: PreparedProps) {
  const [check, { invoices, total }] = await Promise.all([
    runCheck(agent, run),
    runInvoices(agent, run.id, filter),
  ])
  return (
    <div className="flex flex-col gap-4">
      {run.state === 'ISSUED' && run.issuedAt && (
        <Alert tone="success" title={`Émises le ${formatInstant(run.issuedAt)}`}>
          {run.issuedBy && `Par ${run.issuedBy}. `}Elles ne changent plus : ce qui bouge ensuite est une ligne
          de la facture suivante, ou un avoir.
        </Alert>
      )}
      {run.state === 'ISSUED' && <Printing runId={run.id} invoices={check.invoices} />}
      <Check check={check} run={run} opensSheets={roleCan(agent.role, 'daysheet.read')} />
      {run.state === 'READY' && <Decision run={run} invoices={check.invoices} total={check.total} />}
      <InvoiceTable run={run} filter={filter} invoices={invoices} total={total} />
    </div>
  )
}

/** The files that the invoices are printed in. */
function Printing({ runId, invoices }: { runId: string; invoices: number }) {
  const parts = printedParts(invoices)
  return (
    <p className="flex flex-wrap gap-2.5">
      {parts.map(({ part, from, to }) => (
        // A file, not a page.
        <a
          key={part}
          href={`/admin/facturation/${runId}/factures?partie=${part}`}
          download
          className={buttonLook({ variant: 'secondary' })}
        >
          <FileDown /> {parts.length === 1 ? 'Toutes les factures (PDF)' : `Factures ${from} à ${to} (PDF)`}
        </a>
      ))}
    </p>
  )
}

function Decision({ run, invoices, total }: { run: RunView; invoices: number; total: number }) {
  const many = invoices > 1 ? 'factures' : 'facture'
  return (
    <SectionCard
      title="Émettre"
      subtitle="Chaque facture prend son numéro ; les familles la lisent et peuvent la payer. C’est définitif."
    >
      <div className="flex flex-wrap items-start gap-3">
        {invoices > 0 && (
          <ActionButton
            action={issue}
            values={{ runId: run.id, invoices: String(invoices), total: String(total) }}
            variant="primary"
            pendingLabel="Émission…"
            done={`Les factures ${ofMonth(run.month)} sont émises.`}
          >
            {`Émettre ${invoices.toLocaleString('fr-FR')} ${many}, ${formatEuros(total)}`}
          </ActionButton>
        )}
        <ActionButton action={restart} values={{ runId: run.id }} pendingLabel="Préparation…">
          Recalculer
        </ActionButton>
        <ActionButton action={discard} values={{ runId: run.id }} variant="quiet">
          Supprimer ce brouillon
        </ActionButton>
      </div>
      <p className="mt-3 text-note text-muted">
        Calculées le {formatInstant(run.startedAt)}. Vous avez corrigé un pointage, un quotient ou un tarif
        depuis ? Recalculez.
      </p>
    </SectionCard>
  )
}
