import { FileText } from 'lucide-react'
import { RevokeForm } from '@/components/mandate/revoke-form'
import { LinkButton } from '@/components/ui/button'
import { SectionCard } from '@/components/ui/card'
import { Tag } from '@/components/ui/tag'
import type { AgentActor } from '@/lib/core/actor'
import { roleCan } from '@/lib/core/permissions'
import { mandatesOfFamily } from '@/lib/mandate/queries'
import { revokeForFamily } from './actions'

/**
 * The direct debit mandates of a family, and how to revoke one for a parent who phones. Agents who read bank data open
 * them; that is written in the journal.
 */
export async function FamilyMandates({ agent, familyId }: { agent: AgentActor; familyId: string }) {
  const mandates = await mandatesOfFamily(agent, familyId)
  const mayOpen = roleCan(agent.role, 'bank.read')
  return (
    <SectionCard title="Prélèvement automatique">
      {mandates.length === 0 ? (
        <p className="text-note text-muted">Aucun mandat signé.</p>
      ) : (
        <ul className="divide-y divide-line">
          {mandates.map(({ id, rum, signerName, signedOn, revoked }) => (
            <li key={id} className="py-3">
              <div className="flex flex-wrap items-center justify-between gap-3">
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
                {mayOpen && (
                  <LinkButton href={`/mandats/${id}`} variant="secondary" size="sm">
                    <FileText /> PDF<span className="sr-only"> du mandat {rum}</span>
                  </LinkButton>
                )}
              </div>
              {!revoked && (
                <RevokeForm
                  revoke={revokeForFamily}
                  mandateId={id}
                  effect="Plus aucune facture ne sera prélevée. Un prélèvement déjà transmis à la banque peut encore passer. La famille est prévenue par e-mail, et le journal garde votre nom."
                  consent="Un responsable de la famille m’a demandé de révoquer ce mandat."
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {mayOpen && mandates.length > 0 && (
        <p className="mt-2 text-sm text-muted">
          L’ouvrir montre l’IBAN : cette lecture est inscrite au journal.
        </p>
      )}
    </SectionCard>
  )
}
