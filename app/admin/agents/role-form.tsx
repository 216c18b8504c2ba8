'use client'

import { useEffect } from 'react'
import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { showToast } from '@/components/ui/toast-store'
import type { AgentView } from '@/lib/agent/queries'
import { refusalOf } from '@/lib/core/action-state'
import { changeRole } from './actions'
import { RoleFields } from './role-fields'

type RoleFormProps = {
  agent: Pick<AgentView, 'accountId' | 'role' | 'activities'>
  activities: readonly { id: number; name: string }[]
}

/** The role of an agent who has an account. */
export function RoleForm({ agent, activities }: RoleFormProps) {
  const { state, form } = useActionForm(changeRole)
  useEffect(() => {
    if (state.status === 'done') showToast({ message: 'Rôle enregistré.' })
  }, [state])
  const idPrefix = `agent-${agent.accountId}`
  const refused = state.status === 'refused' ? state : null
  return (
    <form {...form} className="flex flex-col gap-4">
      <input type="hidden" name="accountId" value={agent.accountId} />
      <ErrorSummary {...refusalOf(state)} idOf={(name) => `${idPrefix}-${name}`} />
      <RoleFields
        idPrefix={idPrefix}
        role={agent.role}
        activityIds={agent.activities.map(({ id }) => String(id))}
        activities={activities}
        errors={refused?.fields ?? {}}
      />
      <div>
        <SubmitButton size="sm">Enregistrer le rôle</SubmitButton>
      </div>
    </form>
  )
}
