/** What is wrong with a SIRET of digits alone, in French, or null; none is not wrong. */
export function siretProblem(siret: string): string | null {
  if (siret === '') return null
  if (!/^\d{14}$/.test(siret)) return 'Un SIRET a 14 chiffres.'
  return hasKey(siret) ? null : 'Ce SIRET n’existe pas : sa clé est fausse.'
}

/** The key of Luhn, which a SIRET ends with; those of La Poste (356000000) have another. */
function hasKey(siret: string): boolean {
  if (siret.startsWith('356000000')) return true
  const sum = [...siret].reverse().reduce((all, sign, index) => {
    const figure = Number(sign) * (index % 2 === 0 ? 1 : 2)
    return all + (figure > 9 ? figure - 9 : figure)
  }, 0)
  return sum % 10 === 0
}
