import { ChevronDown, Plus } from 'lucide-react'
import { ActionButton } from '@/components/form/action-button'
import { SectionCard } from '@/components/ui/card'
import type { ActivityView } from '@/lib/activity/queries'
import { capacityWords } from '@/lib/activity/rules/summary'
import { boundsWords, type Group } from '@/lib/activity/rules/groups'
import { ungroup } from '../../actions'
import { GroupForm } from './group-form'

const SUMMARY =
  'inline-flex min-h-target items-center gap-2 rounded-control text-note font-semibold text-brand-text'

/** The groups of an activity in their order: who each takes and how many; to change, add and remove. */
export function GroupsSection({ activity }: { activity: ActivityView }) {
  const { id, name, groups } = activity
  return (
    <SectionCard
      title="Groupes"
      subtitle="Un enfant va dans le premier groupe qui l’accueille par son âge ou sa classe, sauf si son inscription en désigne un autre."
    >
      <ol className="flex flex-col">
        {groups.map((group, index) => (
          <GroupLine
            key={group.id}
            activityId={id}
            group={group}
            position={index + 1}
            title={group.name || name}
            isOnly={groups.length === 1}
          />
        ))}
      </ol>
      <details className="group border-t border-line pt-2">
        <summary className={SUMMARY}>
          <Plus aria-hidden /> Ajouter un groupe
        </summary>
        <div className="py-3">
          <GroupForm activityId={id} position={groups.length + 1} />
        </div>
      </details>
    </SectionCard>
  )
}

type GroupLineProps = { activityId: number; group: Group; position: number; title: string; isOnly: boolean }

function GroupLine({ activityId, group, position, title, isOnly }: GroupLineProps) {
  const bounds = boundsWords(group)
  return (
    <li className="border-t border-line py-3 first:border-t-0">
      <h3 className="text-base">{title}</h3>
      <p className="text-note text-muted">
        {capacityWords(group.capacity)} · {bounds || 'tous les âges, toutes les classes'}
      </p>
      <details className="group">
        <summary className={SUMMARY}>
          <ChevronDown aria-hidden className="transition-transform group-open:rotate-180" />
          Modifier<span className="sr-only"> le groupe {title}</span>
        </summary>
        <div className="flex flex-col gap-4 py-3">
          <GroupForm activityId={activityId} group={group} position={position} />
          {!isOnly && (
            <div className="border-t border-line pt-4">
              <ActionButton
                action={ungroup}
                values={{ activityId: String(activityId), groupId: String(group.id) }}
                variant="danger"
                size="sm"
                done="Groupe supprimé."
              >
                Supprimer le groupe {title}
              </ActionButton>
            </div>
          )}
        </div>
      </details>
    </li>
  )
}
