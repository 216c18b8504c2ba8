import { ChevronDown, MailWarning, UserX } from 'lucide-react'
import { ActionButton } from '@/components/form/action-button'
import { Avatar } from '@/components/ui/disc'
import { Tag } from '@/components/ui/tag'
import { ROLE_LABELS } from '@/lib/agent/messages'
import type { AgentsView, AgentView } from '@/lib/agent/queries'
import { dayInParis, formatDay } from '@/lib/core/day'
import { disable, enable, invite } from './actions'
import { RoleForm } from './role-form'

type AgentEntryProps = { agent: AgentView; activities: AgentsView['activities']; isSelf: boolean }

/** An agent of the list: role, last visit, and under « Modifier » what an administrator may do. */
export function AgentEntry({ agent, activities, isSelf }: AgentEntryProps) {
  const name = `${agent.firstName} ${agent.lastName}`
  return (
    <li className="px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Avatar name={name} />
        <div className="min-w-0 flex-1 basis-52">
          <p className="font-semibold">
            {name}
            {isSelf && <span className="font-normal text-muted"> · vous</span>}
          </p>
          <p className="break-words text-note text-muted">{agent.email}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {agent.disabledAt && (
            <Tag tone="neutral" icon={UserX}>
              Compte fermé
            </Tag>
          )}
          {agent.invited && !agent.disabledAt && (
            <Tag tone="warning" icon={MailWarning}>
              Lien envoyé
            </Tag>
          )}
          <Tag tone="brand">{ROLE_LABELS[agent.role]}</Tag>
        </div>
      </div>
      <p className="mt-1 text-sm text-muted">
        {agent.activities.length > 0 && `${agent.activities.map((activity) => activity.name).join(', ')} · `}
        {agent.lastSeenAt
          ? `Vu le ${formatDay(dayInParis(agent.lastSeenAt), 'long')}`
          : 'Aucune session ouverte'}
      </p>
      {!isSelf && (
        <details className="group mt-1">
          <summary className="inline-flex min-h-target cursor-pointer list-none items-center gap-2 rounded-control text-note font-semibold text-brand-text [&::-webkit-details-marker]:hidden">
            <ChevronDown className="transition-transform group-open:rotate-180" />
            Modifier<span className="sr-only"> {name}</span>
          </summary>
          <div className="flex flex-col gap-4 py-3">
            {!agent.disabledAt && <RoleForm agent={agent} activities={activities} />}
            <div className="flex flex-wrap gap-2.5 border-t border-line pt-4">
              {agent.disabledAt ? (
                <ActionButton
                  action={enable}
                  values={{ accountId: agent.accountId }}
                  size="sm"
                  done="Compte rouvert."
                >
                  Rouvrir ce compte
                </ActionButton>
              ) : (
                <>
                  <ActionButton
                    action={invite}
                    values={{ accountId: agent.accountId }}
                    size="sm"
                    done="Lien envoyé : il fonctionne 7 jours."
                  >
                    Renvoyer un lien de mot de passe
                  </ActionButton>
                  <ActionButton
                    action={disable}
                    values={{ accountId: agent.accountId }}
                    size="sm"
                    done="Compte fermé."
                    variant="danger"
                  >
                    Fermer le compte de {name}
                  </ActionButton>
                </>
              )}
            </div>
          </div>
        </details>
      )}
    </li>
  )
}
