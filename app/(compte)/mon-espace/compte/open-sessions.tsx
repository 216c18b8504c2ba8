import { Laptop, Smartphone } from 'lucide-react'
import { ActionButton } from '@/components/form/action-button'
import { Tag } from '@/components/ui/tag'
import type { OpenSession } from '@/lib/account/queries'
import { browserName } from '@/lib/account/rules'
import { formatInstant } from '@/lib/core/day'
import { endOtherSessionsAction, endSessionAction } from './actions'

/** « Mes sessions ouvertes »: each device, when it was last used, and « Déconnecter ». */
export function OpenSessions({ sessions }: { sessions: OpenSession[] }) {
  return (
    <div className="flex flex-col gap-4">
      <ul className="divide-y divide-line border-y border-line">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <ActionButton action={endOtherSessionsAction} size="sm">
          Déconnecter tous les autres appareils
        </ActionButton>
      )}
    </div>
  )
}

function SessionRow({ session }: { session: OpenSession }) {
  const { id, userAgent, createdAt, lastSeenAt, isCurrent } = session
  const Icon = /Mobile|Android|iPhone/.test(userAgent) ? Smartphone : Laptop
  const name = browserName(userAgent)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5">
      <Icon className="text-muted" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-semibold">{name}</span>
          {isCurrent && <Tag tone="success">Cet appareil</Tag>}
        </p>
        <p className="text-note text-muted">
          Connecté le {formatInstant(createdAt)}, utilisé le {formatInstant(lastSeenAt)}
        </p>
      </div>
      {!isCurrent && (
        <ActionButton action={endSessionAction} values={{ sessionId: id }} size="sm">
          Déconnecter<span className="sr-only"> {name}</span>
        </ActionButton>
      )}
    </li>
  )
}
