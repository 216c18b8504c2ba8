import { TriangleAlert } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { Link } from '@/components/ui/link'
import { agentInvoiceAddress } from '@/lib/billing/addresses'
import { addDays, dayInParis } from '@/lib/core/day'
import type { AgentActor } from '@/lib/core/actor'
import { roleCan } from '@/lib/core/permissions'
import { blockedWords } from '@/lib/recovery/messages'
import { blockingOf } from '@/lib/recovery/queries/blocking'
import { LiftForm } from './lift-form'

type FamilyBlockingProps = { agent: AgentActor; familyId: string; at: Date }

/** How long a lift lasts, unless the agent says otherwise. */
const USUAL_DAYS = 30

/** Tells an agent that an unpaid invoice suspends a family's reservations, and lets them be asked for all the same. */
export async function FamilyBlocking({ agent, familyId, at }: FamilyBlockingProps) {
  if (!roleCan(agent.role, 'blocking.lift')) return null
  const blocking = await blockingOf(agent, familyId, at)
  if (!blocking) return null
  const { invoiceId, number, liftedUntil } = blocking
  const today = dayInParis(at)
  return (
    <Alert tone="warning" icon={TriangleAlert} title="Facture impayée" className="mb-4">
      <p className="mb-3">
        {blockedWords(number, liftedUntil)}{' '}
        {roleCan(agent.role, 'billing.run') && (
          <Link href={agentInvoiceAddress(invoiceId)} className="underline underline-offset-4">
            Voir la facture
          </Link>
        )}
      </p>
      <LiftForm
        familyId={familyId}
        until={liftedUntil ?? addDays(today, USUAL_DAYS)}
        isLifted={liftedUntil !== null}
      />
    </Alert>
  )
}
