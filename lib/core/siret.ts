import { z } from 'zod'

/** The key of Luhn, which a SIRET ends with; those of La Poste (356000000) have another. */
function hasKey(siret: string): boolean {
  if (siret === '' || siret.startsWith('356000000')) return true
  const sum = [...siret].reverse().reduce((all, sign, index) => {
    const figure = Number(sign) * (index % 2 === 0 ? 1 : 2)
    return all + (figure > 9 ? figure - 9 : figure)
  }, 0)
  return sum % 10 === 0
}

/** A SIRET as it is typed in a form, or nothing: its digits alone. */
export const siretField = z
  .string()
  .default('')
  .transform((typed) => typed.replace(/\s+/g, ''))
  .pipe(z.string().regex(/^(\d{14})?$/, 'Un SIRET a 14 chiffres.'))
  .refine(hasKey, 'Ce SIRET n’existe pas : sa clé est fausse.')
