/** A French postal address, taken apart. */
export type PostalAddress = { street: string; postalCode: string; town: string; country: string }

/**
 * The parts of an address written on one line, « 12 rue des Tilleuls, 45990 Vallombreuse », as dossiers and mandates hold it;
 * null when it has not this form: the file then does without, as it may for accounts of the European Economic Area.
 */
export function postalAddress(line: string): PostalAddress | null {
  const parts = /^(?:(.*),\s*)?(\d{5})\s+(\S.*)$/s.exec(line.replace(/\s+/g, ' ').trim())
  if (!parts) return null
  const [, street = '', postalCode, town] = parts
  return {
    street,
    postalCode: postalCode!,
    town: town!,
    country: postalCode!.startsWith('980') ? 'MC' : 'FR',
  }
}
