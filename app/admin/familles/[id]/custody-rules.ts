import { custodySentence } from '@/lib/family/custody-rules'
import type { ChildView, WholeFamily } from '@/lib/family/queries'

/** The families of a child, this one first, by name. */
export function familiesOf(family: WholeFamily, child: ChildView): { id: string; name: string }[] {
  const others = child.relations.flatMap(({ otherFamily }) => otherFamily ?? [])
  const all = [{ id: family.id, name: family.name }, ...others]
  return [...new Map(all.map((one) => [one.id, one])).values()]
}

/** The rules of a child's custody calendar, each as a sentence. */
export function custodyRules(family: WholeFamily, child: ChildView): { id: string; sentence: string }[] {
  const names = new Map(familiesOf(family, child).map(({ id, name }) => [id, name]))
  return child.custody.map((rule) => ({
    id: rule.id,
    sentence: custodySentence(
      rule,
      names.get(rule.familyId) ?? '',
      rule.otherFamilyId && (names.get(rule.otherFamilyId) ?? ''),
    ),
  }))
}
