'use client'

import { ErrorSummary } from '@/components/form/error-summary'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Group, GroupedChild } from '@/lib/activity/rules/groups'
import { refusalOf, typedField } from '@/lib/core/action-state'
import type { Day } from '@/lib/core/day'
import { regroupedMessage } from '@/lib/planning/enrollment-messages'
import { groupOfEnrollment } from '../../../actions'
import { GroupField } from '../../../group-field'

type GroupChangeFormProps = {
  enrollmentId: string
  groupId: number | null
  groups: readonly Group[]
  child: GroupedChild
  today: Day
}

/** The group of an enrollment, changed; tells which days went along. */
export function GroupChangeForm({ enrollmentId, groupId, groups, child, today }: GroupChangeFormProps) {
  const { state, pending, form } = useActionForm(groupOfEnrollment)
  return (
    <form {...form} className="flex flex-col gap-4">
      <ErrorSummary {...refusalOf(state)} />
      <input type="hidden" name="enrollmentId" value={enrollmentId} />
      <GroupField {...typedField(state, 'groupId', groupId)} groups={groups} child={child} on={today} />
      <div>
        <SubmitButton variant="secondary" pending={pending}>
          Enregistrer le groupe
        </SubmitButton>
      </div>
      {state.status === 'done' && (
        <Alert tone="success" live>
          {regroupedMessage(state.value)}
        </Alert>
      )}
    </form>
  )
}
