import { groupOn, type Group, type GroupedChild } from '@/lib/activity/rules/groups'
import type { Day } from '@/lib/core/day'

/** The group of a child in an activity, in words: the one chosen, else the one of its age and class. */
export function groupWords(
  groups: readonly Group[],
  child: GroupedChild,
  groupId: number | null,
  today: Day,
): string {
  const group = groupOn(child, groups, today, groupId)
  if (!group) return 'Aucun groupe pour son âge'
  return groupId === null ? `${group.name} (selon l’âge)` : group.name
}
