import { ChevronDown, Scale } from 'lucide-react'
import type { Metadata } from 'next'
import { ActionButton } from '@/components/form/action-button'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Card, SectionCard } from '@/components/ui/card'
import { requireAgent } from '@/lib/core/actor'
import { bornInWords, dosesInWords } from '@/lib/dossier/messages'
import { vaccineSchedule, type ScheduleView } from '@/lib/dossier/queries/settings-lists'
import { removeVaccine } from '../actions'
import { ObligationForm } from './obligation-form'

export const metadata: Metadata = { title: 'Vaccins obligatoires' }

export default async function VaccinesPage() {
  const agent = await requireAgent('authority.configure')
  const { obligations, diseases } = await vaccineSchedule(agent)
  return (
    <>
      <PageHeader
        title="Vaccins obligatoires"
        subtitle="Selon la date de naissance : ce que le dossier de chaque enfant doit contenir."
        back={{ href: '/admin/reglages', label: 'Réglages' }}
      />
      <Alert icon={Scale} className="mb-4">
        <p>
          Ces règles viennent de la loi (Code de la santé publique, articles L3111-2 et R3111-2). Ne les
          changez que lorsqu’un texte les change : les parents lisent aussitôt ce qui manque selon elles.
        </p>
      </Alert>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Card padded={false}>
          {obligations.length === 0 ? (
            <p className="px-4 py-6 text-muted sm:px-5">
              Aucune obligation : rien n’est signalé comme manquant aux parents.
            </p>
          ) : (
            <ul aria-label="Vaccins obligatoires" className="divide-y divide-line">
              {obligations.map((obligation) => (
                <Entry key={obligation.id} obligation={obligation} diseases={diseases} />
              ))}
            </ul>
          )}
        </Card>
        <SectionCard
          title="Ajouter une obligation"
          subtitle="Pour une maladie, une seule règle par date de naissance."
        >
          <ObligationForm key={obligations.length} diseases={diseases} />
        </SectionCard>
      </div>
    </>
  )
}

type EntryProps = { obligation: ScheduleView['obligations'][number]; diseases: ScheduleView['diseases'] }

function Entry({ obligation, diseases }: EntryProps) {
  const { id, label, doseMonths, source } = obligation
  const named = `${label}, ${bornInWords(obligation)}`
  return (
    <li className="px-4 py-3.5 sm:px-5">
      <p className="font-semibold">{label}</p>
      <p className="text-note">
        {bornInWords(obligation)} · {dosesInWords(doseMonths)}
      </p>
      <p className="text-sm text-muted">{source}</p>
      <details className="group mt-1">
        <summary className="inline-flex min-h-target cursor-pointer items-center gap-2 rounded-control text-note font-semibold text-brand-text">
          <ChevronDown className="transition-transform group-open:rotate-180" />
          Modifier<span className="sr-only"> {named}</span>
        </summary>
        <div className="flex flex-col gap-4 py-3">
          <ObligationForm obligation={obligation} diseases={diseases} />
          <div className="border-t border-line pt-4">
            <ActionButton
              action={removeVaccine}
              values={{ id: String(id) }}
              variant="danger"
              size="sm"
              done="Obligation supprimée."
            >
              Supprimer : {named}
            </ActionButton>
          </div>
        </div>
      </details>
    </li>
  )
}
