import { FileText } from 'lucide-react'
import { LinkButton } from '@/components/ui/button'
import { SectionCard } from '@/components/ui/card'
import { Tag } from '@/components/ui/tag'
import type { AgentActor } from '@/lib/core/actor'
import { mandatesOfFamily } from '@/lib/mandate/queries'

/** The direct debit mandates of a family, for billing agents; opening one is written in the journal. */
export async function FamilyMandates({ agent, familyId }: { agent: AgentActor; familyId: string }) {
  const mandates = await mandatesOfFamily(agent, familyId)
  return (
    <SectionCard title="Prélèvement automatique">
      {mandates.length === 0 ? (
        <p className="text-note text-muted">Aucun mandat signé.</p>
      ) : (
        <ul className="divide-y divide-line">
          {mandates.map(({ id, rum, signerName, signedOn, revoked }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-3 py-3">
              <div>
                <p className="flex flex-wrap items-center gap-2 font-semibold">
                  {rum}
                  <Tag tone={revoked ? 'neutral' : 'success'}>{revoked ? 'Révoqué' : 'En vigueur'}</Tag>
                </p>
                <p className="text-note text-muted">
                  Signé par {signerName} le {signedOn}
                  {revoked && `, révoqué le ${revoked}`}
                </p>
              </div>
              <LinkButton href={`/mandats/${id}`} variant="secondary" size="sm" prefetch={false}>
                <FileText /> PDF<span className="sr-only"> du mandat {rum}</span>
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-2 text-sm text-muted">
        L’ouvrir montre l’IBAN : cette lecture est inscrite au journal.
      </p>
    </SectionCard>
  )
}
