import { fold } from '@/lib/exchange/rules/text'

/** Who a person is, as far as meeting them twice goes. */
export type Names = { lastName: string; firstNames: string }

/** Whether two people born the same day go by the same names: accents, case and further first names aside. */
export function haveSameNames(one: Names, other: Names): boolean {
  const first = ({ firstNames }: Names) => fold(firstNames).split(' ')[0]
  return fold(one.lastName) === fold(other.lastName) && first(one) === first(other)
}
