import { FileDown } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActionButton } from '@/components/form/action-button'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { buttonLook } from '@/components/ui/button-look'
import { SectionCard } from '@/components/ui/card'
import { StatTile } from '@/components/ui/stat-tile'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatDay, formatInstant, type Day } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { pageSchema } from '@/lib/planning/schema'
import { batchFileAddress, DEBITS_ADDRESS } from '@/lib/sepa/addresses'
import { BATCH_REFUSALS, reasonWords } from '@/lib/sepa/messages'
import { batchDebits, batchView, type BatchView } from '@/lib/sepa/queries/batch'
import { file, send } from '../actions'
import { BatchTag } from '../state-tags'
import { CancelForm } from './cancel-form'
import { DebitTable } from './debit-table'

export const metadata: Metadata = { title: 'Lot de prélèvements' }

type BatchPageProps = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** A batch of debits: what there is to do with it, and what becomes of each. */
export default async function BatchPage({ params, searchParams }: BatchPageProps) {
  const agent = await requireAgent('billing.run')
  const batch = await batchView(agent, (await params).id)
  if (!batch) notFound()
  const page = pageSchema.parse((await searchParams).page)
  const { debits, total } = await batchDebits(agent, batch.id, page)
  return (
    <>
      <PageHeader
        title={`Prélèvements du ${formatDay(batch.collectedOn, 'long')}`}
        subtitle={`Lot ${batch.reference}`}
        back={{ href: DEBITS_ADDRESS, label: 'Prélèvements' }}
        actions={<BatchTag state={batch.state} />}
      />
      <div className="flex flex-col gap-4">
        <div className="grid gap-3 sm:grid-cols-3">
          <StatTile label="Prélèvements" value={batch.debits.toLocaleString('fr-FR')} />
          <StatTile label="Montant" value={formatEuros(batch.total)} />
          <StatTile
            label="Non aboutis"
            value={batch.failed.debits.toLocaleString('fr-FR')}
            note={batch.failed.debits > 0 ? formatEuros(batch.failed.total) : undefined}
          />
        </div>
        {batch.untold > 0 && <Untold batch={batch} />}
        <NextStep batch={batch} today={dayInParis(now())} />
        <DebitTable batch={batch} debits={debits} total={total} page={page} />
        <Undo batch={batch} />
      </div>
    </>
  )
}

function Untold({ batch: { untold, state } }: { batch: BatchView }) {
  const [who, them, theirs] =
    untold > 1
      ? [`${untold} familles n’ont pas`, 'les', 'leurs factures']
      : ['Une famille n’a pas', 'la', 'sa facture']
  return (
    <Alert tone="warning" title="Des familles n’ont pas de compte en ligne">
      <p>
        {who} d’adresse e-mail : prévenez-{them} par courrier
        {state === 'PREPARED' && `, ou retirez ${theirs} du lot`}.
      </p>
    </Alert>
  )
}

function NextStep({ batch, today }: { batch: BatchView; today: Day }) {
  const { id, state, collectedOn, preparedAt, preparedBy, sentAt, sentBy, refusal } = batch
  const isLate = collectedOn <= today
  switch (state) {
    case 'PREPARED':
      return (
        <SectionCard
          title="Produire le fichier"
          subtitle={`Annoncé aux familles le ${formatInstant(preparedAt, 'long')}${preparedBy ? `, par ${preparedBy}` : ''}.`}
        >
          <p className="mb-4">
            {isLate
              ? BATCH_REFUSALS.late
              : 'Quelques jours avant le prélèvement, produisez le fichier : ce qui a été payé autrement et les mandats révoqués entre-temps sont retirés, puis le lot ne change plus.'}
          </p>
          {!isLate && (
            <ActionButton action={file} values={{ batchId: id }} variant="primary" pendingLabel="Un instant…">
              Produire le fichier
            </ActionButton>
          )}
        </SectionCard>
      )
    case 'FILED':
      return (
        <SectionCard
          title="Remettre à la banque"
          subtitle="Le fichier est toujours le même, même téléchargé plusieurs fois : remettez-le une seule fois."
        >
          <p className="mb-4">
            Le fichier contient les comptes bancaires des familles : chaque téléchargement est inscrit au
            journal. Effacez-le de votre ordinateur une fois remis. N’annulez ce lot que si la banque n’a pas
            le fichier : elle prélèverait quand même.
          </p>
          <div className="flex flex-wrap items-start gap-3">
            <Download id={id} />
            <ActionButton
              action={send}
              values={{ batchId: id }}
              variant="primary"
              pendingLabel="Un instant…"
              done="Le lot est noté comme remis à la banque."
            >
              Je l’ai remis à la banque
            </ActionButton>
          </div>
        </SectionCard>
      )
    case 'SENT':
      return (
        <SectionCard
          title="Remis à la banque"
          subtitle={`Le ${formatInstant(sentAt!, 'long')}${sentBy ? `, par ${sentBy}` : ''}.`}
        >
          <p className="mb-4">
            {isLate
              ? 'Les paiements sont enregistrés. Déposez les retours de la banque dans « Prélèvements » dès qu’ils arrivent.'
              : `Les paiements seront enregistrés le ${formatDay(collectedOn)}. Déposez avant les rejets que la banque annonce.`}
          </p>
          <Download id={id} />
        </SectionCard>
      )
    case 'CANCELLED':
      return (
        <Alert title="Ce lot est annulé">
          <p>
            {refusal
              ? `La banque a refusé tout le fichier : ${reasonWords(refusal)}. Les factures peuvent être mises dans un autre lot.`
              : 'Rien n’a été demandé à la banque. Les familles ont été prévenues que le prélèvement n’aurait pas lieu.'}
          </p>
        </Alert>
      )
  }
}

function Undo({ batch: { id, state } }: { batch: BatchView }) {
  if (state !== 'PREPARED' && state !== 'FILED') return null
  return (
    <SectionCard
      title="Annuler ce lot"
      subtitle="Les familles qui ont été prévenues reçoivent un e-mail : le prélèvement n’aura pas lieu, et leurs factures sont de nouveau à payer. Cela ne se défait pas."
    >
      <CancelForm
        batchId={id}
        consent={
          state === 'FILED'
            ? 'La banque n’a pas reçu le fichier de ce lot : rien ne doit être prélevé.'
            : 'Rien de ce lot ne doit être prélevé.'
        }
      />
    </SectionCard>
  )
}

function Download({ id }: { id: string }) {
  return (
    // A file, not a page.
    <a href={batchFileAddress(id)} download className={buttonLook({ variant: 'secondary' })}>
      <FileDown /> Télécharger le fichier (XML)
    </a>
  )
}
