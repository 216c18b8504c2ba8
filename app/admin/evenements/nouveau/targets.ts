import type { EventChoices } from '@/lib/planning/queries/events'
import type { EventTarget } from '@/lib/planning/rules/events'

/** A target as the value of its box (lib/planning/event-schema.ts). */
export function targetValue({ activityId, groupId }: EventTarget): string {
  return groupId === null ? String(activityId) : `${activityId}.${groupId}`
}

/** The activities, each followed by its groups where there are several. */
export function targetOptions({ activities }: EventChoices): { value: string; label: string }[] {
  return activities.flatMap(({ id, name, groups }) => [
    { value: targetValue({ activityId: id, groupId: null }), label: name },
    ...groups.map((group) => ({
      value: targetValue({ activityId: id, groupId: group.id }),
      label: `${name}, groupe ${group.name} seulement`,
    })),
  ])
}
