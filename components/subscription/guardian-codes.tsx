import { Ban, CircleCheck, CircleDashed, Clock, KeyRound, type LucideIcon } from 'lucide-react'
import { SectionCard } from '@/components/ui/card'
import { Avatar } from '@/components/ui/disc'
import { Tag, type TagTone } from '@/components/ui/tag'
import { dayInParis, formatDay, formatInstant } from '@/lib/core/day'
import type { GuardianCodesView } from '@/lib/subscription/queries'
import { formatExpiry, type CodeState } from '@/lib/subscription/rules/validity'
import { PrintLetters } from './print-letters'
import { RevokeCode, type RevokeCodeAction } from './revoke-code'

const LOOKS = {
  USABLE: { tone: 'brand', icon: KeyRound, word: 'Code à utiliser' },
  USED: { tone: 'success', icon: CircleCheck, word: 'Code utilisé' },
  EXPIRED: { tone: 'warning', icon: Clock, word: 'Code expiré' },
  REVOKED: { tone: 'neutral', icon: Ban, word: 'Code annulé' },
} as const satisfies Record<CodeState, { tone: TagTone; icon: LucideIcon; word: string }>

const dayOf = (instant: Date) => formatDay(dayInParis(instant), 'long')

/** When the code was made and until when it holds, or since when it doesn't. */
function datesOf(code: NonNullable<GuardianCodesView['code']>): string {
  const made = `Imprimé le ${dayOf(code.createdAt)}`
  if (code.state === 'USABLE') return `${made}, valable jusqu’au ${formatExpiry(code.expiresAt)}`
  if (code.state === 'EXPIRED') return `${made}, expiré depuis le ${formatExpiry(code.expiresAt)}`
  if (code.state === 'REVOKED' && code.revokedAt) return `${made}, annulé le ${dayOf(code.revokedAt)}`
  return made
}

function Use({ use: { account, email, usedAt, endedAt } }: { use: GuardianCodesView['uses'][number] }) {
  const who = account ? `${account} (${email})` : 'un compte supprimé depuis'
  return (
    <li className="text-note">
      Utilisé le {formatInstant(usedAt, 'long')} par {who}
      {endedAt && <span className="text-muted">, désabonné le {dayOf(endedAt)}</span>}
    </li>
  )
}

type GuardianRowProps = { guardian: GuardianCodesView; revoke?: RevokeCodeAction }

function GuardianRow({ guardian: { guardianId, name, hasAddress, code, uses }, revoke }: GuardianRowProps) {
  const look = code && LOOKS[code.state]
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 py-4 first:pt-0 last:pb-0">
      <div className="flex min-w-0 flex-1 basis-64 gap-3">
        <Avatar name={name} />
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="text-base">{name}</h3>
            {look ? (
              <Tag tone={look.tone} icon={look.icon}>
                {look.word}
              </Tag>
            ) : (
              <Tag tone="outline" icon={CircleDashed}>
                Sans code
              </Tag>
            )}
          </div>
          {code && <p className="mt-1 text-note text-muted">{datesOf(code)}</p>}
          <ul className="mt-1">
            {uses.map((use) => (
              <Use key={use.usedAt.getTime()} use={use} />
            ))}
          </ul>
          {!hasAddress && (
            <p className="mt-1 text-note text-warning">
              Adresse incomplète : courrier à remettre en main propre.
            </p>
          )}
        </div>
      </div>
      {revoke && (
        <div className="flex flex-wrap gap-2">
          <PrintLetters
            target={{ target: 'GUARDIAN', guardianId }}
            label={code?.state === 'USABLE' ? 'Réimprimer' : 'Imprimer le courrier'}
            accessibleLabel={
              code?.state === 'USABLE'
                ? `Réimprimer le courrier de ${name}, avec un nouveau code`
                : `Imprimer le courrier de ${name}`
            }
            count={1}
            variant="secondary"
            size="sm"
          />
          {code?.state === 'USABLE' && <RevokeCode codeId={code.id} guardian={name} action={revoke} />}
        </div>
      )}
    </li>
  )
}

type GuardianCodesProps = {
  familyId: string
  guardians: GuardianCodesView[]
  /** The action that revokes; absent for agents who may not manage codes. */
  revoke?: RevokeCodeAction
}

/** The codes of a family's guardians, on its page for agents: their state and use, never the code itself. */
export function GuardianCodes({ familyId, guardians, revoke }: GuardianCodesProps) {
  return (
    <SectionCard
      title="Codes abonnés"
      subtitle="Imprimer un courrier crée un nouveau code ; le précédent, s’il n’a pas servi, ne fonctionne plus."
      actions={
        revoke &&
        guardians.length > 1 && (
          <PrintLetters
            target={{ target: 'FAMILY', familyId }}
            label={`Imprimer les ${guardians.length} courriers`}
            count={guardians.length}
            variant="secondary"
            size="sm"
          />
        )
      }
    >
      <ul className="divide-y divide-line">
        {guardians.map((guardian) => (
          <GuardianRow key={guardian.guardianId} guardian={guardian} revoke={revoke} />
        ))}
      </ul>
    </SectionCard>
  )
}
