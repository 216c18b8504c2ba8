import { CircleCheck, CircleDashed, Clock, KeyRound, Users } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { PrintLetters } from '@/components/subscription/print-letters'
import { Alert } from '@/components/ui/alert'
import { SectionCard } from '@/components/ui/card'
import { ProgressBar } from '@/components/ui/progress-bar'
import { StatTile } from '@/components/ui/stat-tile'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { formatInstant } from '@/lib/core/day'
import { codeCounts } from '@/lib/subscription/queries'
import { formatExpiry, expiryOfCode } from '@/lib/subscription/rules/validity'

export const metadata: Metadata = { title: 'Codes abonnés' }

const figure = (count: number) => count.toLocaleString('fr-FR')
const many = (count: number, one: string, more: string) => `${figure(count)} ${count > 1 ? more : one}`

export default async function CodesPage() {
  const agent = await requireAgent('code.manage')
  const at = now()
  const counts = await codeCounts(agent, at)
  const { guardians, subscribed, usable, expired, without } = counts
  const unsubscribed = usable + expired + without
  const share = guardians === 0 ? 0 : Math.floor((subscribed / guardians) * 100)
  return (
    <>
      <PageHeader
        title="Codes abonnés"
        subtitle={
          counts.lastIssuedAt
            ? `Derniers courriers préparés ${formatInstant(counts.lastIssuedAt)}`
            : 'Aucun courrier n’a encore été préparé'
        }
      />
      <div className="grid grid-cols-2 gap-3 *:first:col-span-2 xl:grid-cols-5 xl:*:first:col-span-1">
        <StatTile icon={Users} label="Responsables" value={figure(guardians)} />
        <StatTile icon={CircleCheck} label="Abonnés" value={figure(subscribed)} note={`${share} %`} />
        <StatTile icon={KeyRound} label="Code à utiliser" value={figure(usable)} />
        <StatTile icon={Clock} label="Code expiré" value={figure(expired)} />
        <StatTile icon={CircleDashed} label="Sans code" value={figure(without)} />
      </div>
      <ProgressBar
        value={subscribed}
        max={Math.max(guardians, 1)}
        label="Responsables abonnés"
        tone="success"
        className="mt-3"
      />

      {guardians === 0 ? (
        <Alert className="mt-6" title="Il n’y a pas encore de famille.">
          Reprenez d’abord vos familles avec l’import : les courriers pourront ensuite être imprimés.
        </Alert>
      ) : unsubscribed === 0 ? (
        <Alert tone="success" className="mt-6" title="Tous les responsables sont abonnés." />
      ) : (
        <div className="mt-6 grid items-start gap-4 lg:grid-cols-2">
          {expired + without > 0 && (
            <SectionCard title="Ceux qui n’ont pas de code à utiliser">
              <p className="mb-4">
                {many(expired + without, 'courrier', 'courriers')}. Les codes déjà envoyés et encore valables
                restent utilisables.
              </p>
              <PrintLetters
                target={{ target: 'WITHOUT_CODE' }}
                label="Imprimer les courriers manquants"
                count={expired + without}
              />
            </SectionCard>
          )}
          <SectionCard title="Tous les responsables sans abonnement">
            <p className="mb-4">
              {many(unsubscribed, 'courrier', 'courriers')}.{' '}
              {usable > 0 && (
                <strong className="font-semibold">
                  {usable > 1
                    ? `${figure(usable)} codes déjà envoyés seront remplacés : leurs courriers ne fonctionneront plus.`
                    : 'Le code déjà envoyé à un responsable sera remplacé : son courrier ne fonctionnera plus.'}
                </strong>
              )}
            </p>
            <PrintLetters
              target={{ target: 'ALL' }}
              label="Imprimer les courriers de tous les responsables sans abonnement"
              count={unsubscribed}
              variant={expired + without > 0 ? 'secondary' : 'primary'}
            />
          </SectionCard>
        </div>
      )}

      <SectionCard title="Le courrier" className="mt-4">
        <ul className="list-disc space-y-1 pl-5">
          <li>Une page A4 par responsable, à plier en trois pour une enveloppe DL à fenêtre à droite.</li>
          <li>
            Un code imprimé aujourd’hui est valable jusqu’au {formatExpiry(expiryOfCode(at))} ; il sert une
            fois.
          </li>
          <li>Les codes n’existent que sur les courriers : le portail n’en garde qu’une empreinte.</li>
          {counts.withoutAddress > 0 && (
            <li>
              {many(counts.withoutAddress, 'responsable n’a', 'responsables n’ont')} pas d’adresse complète :
              courrier à remettre en main propre.
            </li>
          )}
        </ul>
        <p className="mt-3 text-muted">
          Pour une seule famille ou un seul responsable, imprimez depuis la page de la famille.
        </p>
      </SectionCard>
    </>
  )
}
