import { ArrowDown, ArrowUp, ChevronDown, Clock } from 'lucide-react'
import type { Metadata } from 'next'
import { ActionButton } from '@/components/form/action-button'
import { PageHeader } from '@/components/layout/page-header'
import { Card, SectionCard } from '@/components/ui/card'
import { Tag } from '@/components/ui/tag'
import { requireAgent } from '@/lib/core/actor'
import { plural } from '@/lib/dossier/messages'
import { authorisationList, type AuthorisationView } from '@/lib/dossier/queries/settings-lists'
import { end, move } from '../actions'
import { AuthorisationForm } from './authorisation-form'

export const metadata: Metadata = { title: 'Autorisations' }

export default async function AuthorisationsPage() {
  const agent = await requireAgent('authority.configure')
  const all = await authorisationList(agent)
  const [asked, ended] = [all.filter(({ isEnded }) => !isEnded), all.filter(({ isEnded }) => isEnded)]
  return (
    <>
      <PageHeader
        title="Autorisations"
        subtitle="Ce que vous demandez aux parents pour chaque enfant, dans l’ordre où ils le lisent."
        back={{ href: '/admin/reglages', label: 'Réglages' }}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card padded={false}>
            {asked.length === 0 ? (
              <p className="px-4 py-6 text-muted sm:px-5">
                Aucune autorisation demandée : l’onglet « Autorisations » n’apparaît pas aux parents.
              </p>
            ) : (
              <ol aria-label="Autorisations demandées" className="divide-y divide-line">
                {asked.map((type, n) => (
                  <Entry key={type.id} type={type} isFirst={n === 0} isLast={n === asked.length - 1} />
                ))}
              </ol>
            )}
          </Card>
          {ended.length > 0 && <Ended types={ended} />}
        </div>
        <SectionCard
          title="Ajouter une autorisation"
          subtitle="Elle est demandée à toutes les familles dès son ajout."
        >
          <AuthorisationForm key={all.length} />
        </SectionCard>
      </div>
    </>
  )
}

type EntryProps = { type: AuthorisationView; isFirst: boolean; isLast: boolean }

function Entry({ type, isFirst, isLast }: EntryProps) {
  return (
    <li className="px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-52">
          <p className="flex flex-wrap items-center gap-2 font-semibold">
            {type.label}
            {type.hasHour && (
              <Tag tone="outline" icon={Clock}>
                avec une heure
              </Tag>
            )}
          </p>
          {type.help && <p className="text-note text-muted">{type.help}</p>}
          <p className="text-sm text-muted">{answersInWords(type.answers)}</p>
        </div>
        <div className="flex gap-2">
          {!isFirst && <MoveButton type={type} direction="UP" />}
          {!isLast && <MoveButton type={type} direction="DOWN" />}
        </div>
      </div>
      <details className="group mt-1">
        <summary className="inline-flex min-h-target cursor-pointer items-center gap-2 rounded-control text-note font-semibold text-brand-text">
          <ChevronDown className="transition-transform group-open:rotate-180" />
          Modifier<span className="sr-only"> {type.label}</span>
        </summary>
        <div className="flex flex-col gap-4 py-3">
          <AuthorisationForm type={type} />
          <div className="border-t border-line pt-4">
            <p className="mb-3 text-note text-muted">
              Ne plus la demander la retire des dossiers pour les parents ; les réponses déjà données sont
              gardées.
            </p>
            <ActionButton
              action={end}
              values={{ id: String(type.id), isEnded: '1' }}
              variant="danger"
              size="sm"
              done="Cette autorisation n’est plus demandée."
            >
              Ne plus demander : {type.label}
            </ActionButton>
          </div>
        </div>
      </details>
    </li>
  )
}

const answersInWords = (count: number) =>
  count === 0 ? 'Aucune réponse encore' : `${plural(count, 'enfant a', 'enfants ont')} une réponse`

function MoveButton({ type, direction }: { type: AuthorisationView; direction: 'UP' | 'DOWN' }) {
  const [Icon, word] = direction === 'UP' ? [ArrowUp, 'Monter'] : [ArrowDown, 'Descendre']
  return (
    <ActionButton
      action={move}
      values={{ id: String(type.id), direction }}
      size="icon"
      aria-label={`${word} : ${type.label}`}
    >
      <Icon />
    </ActionButton>
  )
}

function Ended({ types }: { types: readonly AuthorisationView[] }) {
  return (
    <SectionCard title="Plus demandées" subtitle="Les parents ne les voient plus.">
      <ul className="divide-y divide-line">
        {types.map((type) => (
          <li key={type.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <div>
              <p className="font-semibold">{type.label}</p>
              <p className="text-sm text-muted">{answersInWords(type.answers)}</p>
            </div>
            <ActionButton
              action={end}
              values={{ id: String(type.id), isEnded: '0' }}
              size="sm"
              done="Cette autorisation est demandée à nouveau."
            >
              Demander à nouveau<span className="sr-only"> : {type.label}</span>
            </ActionButton>
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}
