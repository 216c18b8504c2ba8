import type { Draft } from './draft'
import type { ChildState, PortalState } from './state'

export type NumberedFamily = { number: string; id: string }
export type LinkedChild = { key: string; id: string; match: ChildState | null }

const linkKey = (child: LinkedChild, family: NumberedFamily) => `${child.key}|${family.number}`

/** Whether the files bring a child and a family together that neither the portal nor an import has linked before. */
export function isFirstMeeting(child: LinkedChild, family: NumberedFamily, state: PortalState): boolean {
  const isRemembered = state.remembered.LINKS.get(linkKey(child, family))?.entityId === child.id
  return !isRemembered && !child.match?.familyIds.includes(family.id)
}

/**
 * Links a child to the guardians of its families, at their first meeting only: a link that agents have
 * removed since, or never made for a guardian, is not made by a later import.
 */
export function linkToFamilies(
  draft: Draft,
  child: LinkedChild,
  families: NumberedFamily[],
  state: PortalState,
): void {
  for (const family of families) {
    const key = linkKey(child, family)
    if (state.remembered.LINKS.get(key)?.entityId !== child.id)
      draft.remembered.push({ kind: 'LINKS', key, entityId: child.id, digests: {} })
    if (!isFirstMeeting(child, family, state)) continue
    draft.familiesOfChild.set(child.id, (draft.familiesOfChild.get(child.id) ?? new Set()).add(family.id))
    for (const { id, relation } of draft.guardiansOf.get(family.id) ?? [])
      draft.guardianships.push({ guardianId: id, childId: child.id, relation })
  }
}

/** A guardian who comes to a family is linked to the children whom the family has already. */
export function linkNewGuardians(draft: Draft, state: PortalState): void {
  for (const family of state.families)
    for (const guardian of draft.guardiansOf.get(family.id) ?? [])
      for (const childId of guardian.isNew ? family.childIds : [])
        if (!draft.familiesOfChild.get(childId)?.has(family.id))
          draft.guardianships.push({ guardianId: guardian.id, childId, relation: guardian.relation })
}
