import { SectionCard } from '@/components/ui/card'
import type { ChildView, WholeFamily } from '@/lib/family/queries'
import { custodyRules, familiesOf } from '../../custody-rules'
import { CustodyForm, CustodyRemoval } from './custody-form'

/** The custody calendar of a child of two families: its rules, and one more. */
export function CustodyCalendar({ family, child }: { family: WholeFamily; child: ChildView }) {
  const families = familiesOf(family, child)
  if (families.length < 2) return null
  const rules = custodyRules(family, child)
  return (
    <SectionCard title="Calendrier de garde">
      <p className="max-w-form text-muted">
        Il dit quelle famille réserve et paie chaque jour. Sans règle, chaque famille peut réserver. Les jours
        particuliers passent avant les vacances, les vacances avant les semaines. Les réservations déjà faites
        ne changent pas ; les deux familles sont prévenues par e-mail.
      </p>
      {rules.length > 0 && (
        <ul className="mt-4 max-w-form divide-y divide-line">
          {rules.map(({ id, sentence }) => (
            <li key={id} className="flex items-start justify-between gap-4 py-2">
              <span className="min-w-0 py-2.5">{sentence}</span>
              <CustodyRemoval ruleId={id} sentence={sentence} />
            </li>
          ))}
        </ul>
      )}
      <CustodyForm childId={child.id} families={families} />
    </SectionCard>
  )
}
