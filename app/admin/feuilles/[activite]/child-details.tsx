import { Phone } from 'lucide-react'
import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import { formatTime, parseWallTime } from '@/lib/core/day'
import { CONTACT_LINKS } from '@/lib/dossier/messages'
import type { SheetKid } from './sheet-line'

/** Whom to call, who may fetch the child, what the parents allow: under the child's line, folded. */
export function ChildDetails({ kid }: { kid: SheetKid }) {
  const { guardians, contacts, authorisations, familyHref, firstName } = kid
  return (
    <details className="print:hidden">
      <summary className="inline-flex min-h-target cursor-pointer items-center text-note font-semibold text-brand-text">
        Contacts et autorisations<span className="sr-only"> de {firstName}</span>
      </summary>
      <div className="grid gap-x-8 gap-y-3 pb-2 text-note sm:grid-cols-2">
        <ul className="flex flex-col gap-1.5">
          {guardians.map(({ name, authority, phone }) => (
            <li key={name}>
              <Person name={name} phone={phone} />
              {!authority && <span className="block text-muted">sans autorité parentale</span>}
            </li>
          ))}
          {contacts.map(({ name, link, phone, mayCollect, inEmergency, withdrawn }) => (
            <li key={`${name} ${link}`}>
              <Person name={name} phone={phone} />
              <span className="block text-muted">
                {[
                  CONTACT_LINKS[link],
                  mayCollect ? 'peut venir chercher l’enfant' : 'ne vient pas chercher l’enfant',
                  inEmergency && 'à prévenir en cas d’urgence',
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
              {withdrawn && (
                <Tag tone="danger">Ne doit plus venir chercher l’enfant : déclaré, non validé</Tag>
              )}
            </li>
          ))}
        </ul>
        <div>
          {authorisations.length > 0 && (
            <ul className="flex flex-col gap-1">
              {authorisations.map(({ label, isGranted, hour }) => (
                <li key={label}>
                  {label} : <b className="font-semibold">{isGranted ? 'oui' : 'non'}</b>
                  {isGranted && hour && `, à partir de ${formatTime(parseWallTime(hour)!)}`}
                </li>
              ))}
            </ul>
          )}
          {familyHref && (
            <Link
              href={familyHref}
              className="inline-flex min-h-target items-center font-semibold text-brand-text underline-offset-4 hover:underline"
            >
              Dossier de la famille de {firstName}
            </Link>
          )}
        </div>
      </div>
    </details>
  )
}

function Person({ name, phone }: { name: string; phone: string | null }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <span className="font-semibold">{name}</span>
      {phone && (
        <a
          href={`tel:${phone}`}
          className="inline-flex min-h-target items-center gap-1.5 tabular-nums text-brand-text underline-offset-4 hover:underline"
        >
          <Phone aria-hidden className="size-4" />
          <span className="sr-only">Appeler </span>
          {phone.replace(/(\d\d)(?=\d)/g, '$1 ')}
        </a>
      )}
    </span>
  )
}
