import type { SlotKey } from './scope'

/** The parents' page of documents, of a family when they have several. */
export function documentsAddress(familyId?: string): string {
  return familyId ? `/famille/documents?famille=${familyId}` : '/famille/documents'
}

/** The page of one document asked for; `told` adds what just happened. */
export function slotAddress(
  { typeId, ownerId, familyId }: SlotKey,
  told: Record<string, string> = {},
): string {
  return `/famille/documents/${typeId}/${ownerId}?${new URLSearchParams({ famille: familyId, ...told })}`
}
