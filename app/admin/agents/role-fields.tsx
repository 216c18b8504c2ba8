import { ChoiceGroup } from '@/components/form/choice-field'
import { ROLE_HINTS, ROLE_LABELS } from '@/lib/agent/messages'

type Role = keyof typeof ROLE_LABELS

type RoleFieldsProps = {
  /** Keeps the identifiers of several forms of a page apart. */
  idPrefix: string
  role?: string
  activityIds: readonly string[]
  activities: readonly { id: number; name: string }[]
  errors: Record<string, string>
}

/** The choice of a role and, for an on-site agent, of their activities. */
export function RoleFields({ idPrefix, role, activityIds, activities, errors }: RoleFieldsProps) {
  return (
    <div className="group flex flex-col gap-4">
      <ChoiceGroup
        type="radio"
        name="role"
        id={`${idPrefix}-role`}
        label="Rôle"
        required
        defaultValue={role}
        error={errors.role}
        options={(Object.keys(ROLE_LABELS) as Role[]).map((value) => ({
          value,
          label: ROLE_LABELS[value],
          hint: ROLE_HINTS[value],
        }))}
      />
      <div className="hidden group-has-[[value=ON_SITE]:checked]:block">
        <ChoiceGroup
          type="checkbox"
          name="activities[]"
          id={`${idPrefix}-activities`}
          label="Activités de l’équipe sur place"
          defaultValue={activityIds}
          error={errors.activities}
          options={activities.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      </div>
    </div>
  )
}
