import { SelectField } from '@/components/form/text-field'
import { boundsWords, groupOn, type Group, type GroupedChild } from '@/lib/activity/rules/groups'
import type { Day } from '@/lib/core/day'

type GroupFieldProps = {
  name: string
  id?: string
  defaultValue: string
  error?: string
  groups: readonly Group[]
  child: GroupedChild
  /** The day that the group by age and class is told of. */
  on: Day
  className?: string
}

/** The group of a child in an activity that has several: by age and class unless an agent says. */
export function GroupField({ groups, child, on, ...field }: GroupFieldProps) {
  const byAge = groupOn(child, groups, on, null)
  return (
    <SelectField
      {...field}
      label="Groupe"
      hint="Un groupe choisi ici vaut pour tous les jours, quels que soient l’âge et la classe."
    >
      <option value="">
        Selon l’âge et la classe ({byAge ? `aujourd’hui ${byAge.name}` : 'aujourd’hui aucun groupe'})
      </option>
      {groups.map((group) => (
        <option key={group.id} value={group.id}>
          {[group.name, boundsWords(group)].filter(Boolean).join(', ')}
        </option>
      ))}
    </SelectField>
  )
}
