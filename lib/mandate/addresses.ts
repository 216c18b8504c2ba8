/** The page of a family's mandate. */
export function mandateAddress(familyId: string): string {
  return `/famille/dossier/mandat/${familyId}`
}
