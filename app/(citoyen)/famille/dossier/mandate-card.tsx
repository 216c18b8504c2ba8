import { CircleCheck, FilePen, TriangleAlert } from 'lucide-react'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import type { Parent } from '@/lib/core/actor'
import { getDossier } from '@/lib/dossier/settings'
import { mandateAddress } from '@/lib/mandate/addresses'
import { MANDATE_MESSAGES } from '@/lib/mandate/messages'
import { familyMandate } from '@/lib/mandate/queries'

/** Under the bank data of a family: its mandate, or how to sign one. Nothing when the collectivité collects none. */
export async function MandateCard({ parent, familyId }: { parent: Parent; familyId: string }) {
  const mandate = await familyMandate(parent, await getDossier(), familyId)
  if (!mandate) return null
  const { active, toSign, why } = mandate
  if (!active && why === 'NO_CREDITOR') return null
  const link = (label: string) => (
    <LinkButton href={mandateAddress(familyId)} variant="secondary" size="sm">
      <FilePen /> {label}
    </LinkButton>
  )
  if (active?.isCurrent)
    return (
      <Alert
        tone="success"
        icon={CircleCheck}
        title="Prélèvement automatique"
        action={link('Voir le mandat')}
      >
        <p>
          Mandat {active.rum}, signé par {active.signerName} le {active.signedOn}.
        </p>
      </Alert>
    )
  if (active)
    return (
      <Alert
        tone="warning"
        icon={TriangleAlert}
        title="Le mandat de prélèvement est à signer de nouveau"
        action={link(toSign ? 'Signer le nouveau' : 'Voir le mandat')}
      >
        <p>{MANDATE_MESSAGES.otherAccount(active.iban)}</p>
      </Alert>
    )
  return (
    <Alert title="Prélèvement automatique" action={toSign && link('Signer un mandat')}>
      <p>
        {toSign
          ? 'Payez vos factures sans y penser : vous signez en ligne, et vous êtes prévenu avant chaque prélèvement.'
          : why === 'NO_ADDRESS'
            ? MANDATE_MESSAGES.noAddress
            : why === 'ACCOUNT_WAITS'
              ? MANDATE_MESSAGES.accountWaits
              : MANDATE_MESSAGES.noAccount}
      </p>
    </Alert>
  )
}
