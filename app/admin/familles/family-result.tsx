import { CircleCheck, Hourglass, Send } from 'lucide-react'
import { ChildDisc } from '@/components/ui/disc'
import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import { formatPhone } from '@/lib/core/phone'
import type { FamilyFound } from '@/lib/family/search'

const MATCH_WORDS = {
  guardian: 'Responsable',
  child: 'Enfant',
  email: 'E-mail du dossier',
  account: 'E-mail du compte',
  phone: 'Téléphone',
  number: 'Numéro',
} as const satisfies Record<NonNullable<FamilyFound['match']>['what'], string>

/** A family in a list of results: who it is, its children, what waits, and why it answers the search. */
export function FamilyResult({ family }: { family: FamilyFound }) {
  const { match } = family
  return (
    <li className="relative grid gap-x-6 gap-y-2 px-4 py-3.5 hover:bg-brand-soft sm:px-5 md:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_9rem] md:items-center xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_15rem]">
      <div className="min-w-0">
        <Link
          href={`/admin/familles/${family.id}`}
          className="font-semibold after:absolute after:inset-0 hover:underline"
        >
          Famille {family.name}
        </Link>
        {family.externalNumber && <span className="text-note text-muted"> · n° {family.externalNumber}</span>}
        <p className="flex flex-wrap gap-x-3 text-note text-muted">
          {family.guardians.map(({ name, subscribed }) => (
            <span key={name} className="inline-flex items-center gap-1">
              {name}
              {subscribed && (
                <>
                  <CircleCheck className="size-4 text-success" aria-hidden />
                  <span className="sr-only"> (abonné)</span>
                </>
              )}
            </span>
          ))}
        </p>
        {match && (
          <p className="text-sm text-brand-text">
            {MATCH_WORDS[match.what]} : {match.what === 'phone' ? phonesInWords(match.text) : match.text}
          </p>
        )}
      </div>
      <ul aria-label="Enfants" className="flex flex-wrap gap-x-4 gap-y-1.5">
        {family.children.map((child) => (
          <li key={child.id} className="flex items-center gap-2 text-note">
            <ChildDisc firstName={child.firstName} colour={child.colour} size="sm" />
            {child.firstName}
            {child.lastName !== family.name && ` ${child.lastName}`}
            {child.grade && <span className="text-muted">{child.grade}</span>}
          </li>
        ))}
        {family.children.length === 0 && <li className="text-note text-muted">Aucun enfant</li>}
      </ul>
      <div className="flex flex-wrap gap-1.5 md:justify-end">
        {family.waitingChanges > 0 && (
          <Tag tone="warning" icon={Hourglass}>
            {family.waitingChanges} au dossier
          </Tag>
        )}
        {family.waitingRequests > 0 && (
          <Tag tone="warning" icon={Send}>
            {family.waitingRequests} {family.waitingRequests > 1 ? 'demandes' : 'demande'}
          </Tag>
        )}
      </div>
    </li>
  )
}

const phonesInWords = (phones: string) => phones.split(' ').filter(Boolean).map(formatPhone).join(', ')
