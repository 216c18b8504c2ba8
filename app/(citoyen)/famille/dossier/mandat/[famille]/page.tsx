import { CircleCheck, FileText, TriangleAlert } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { SectionCard } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { RevokeForm } from '@/components/mandate/revoke-form'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { personAddress } from '@/lib/dossier/addresses'
import { getDossier } from '@/lib/dossier/settings'
import { MANDATE_MESSAGES, MANDATE_TITLE, mandateText, TEXT_VERSION } from '@/lib/mandate/messages'
import { mandateScreen, type FamilyMandate, type MandateView, type ToSign } from '@/lib/mandate/queries'
import { revoke } from './actions'
import { SignForm } from './sign-form'

export const metadata: Metadata = { title: MANDATE_TITLE }

type Props = { params: Promise<{ famille: string }> }

const WHY = {
  NO_CREDITOR: MANDATE_MESSAGES.noCreditor,
  NO_ACCOUNT: MANDATE_MESSAGES.noAccount,
  ACCOUNT_WAITS: MANDATE_MESSAGES.accountWaits,
  NO_ADDRESS: MANDATE_MESSAGES.noAddress,
} as const

export default async function MandatePage({ params }: Props) {
  const parent = await requireSubscribedParent()
  const mandate = await mandateScreen(parent, await getDossier(), (await params).famille, now())
  if (!mandate) notFound()
  const { familyId, familyName, active, past, toSign, why } = mandate
  const guardian = parent.guardians.find((one) => one.familyId === familyId)!
  return (
    <>
      <PageHeader
        title={MANDATE_TITLE}
        subtitle={`Famille ${familyName} · payer vos factures par prélèvement automatique`}
        back={{
          href: personAddress({ kind: 'guardian', id: guardian.guardianId }, 'bancaires'),
          label: 'Données bancaires',
        }}
      />
      <div className="flex max-w-reading flex-col gap-4">
        {active && <Active mandate={active} why={why} />}
        {toSign && <Signing familyId={familyId} toSign={toSign} />}
        {!active && !toSign && why && <Alert>{WHY[why]}</Alert>}
        {past.length > 0 && <Past mandates={past} />}
      </div>
    </>
  )
}

function Active({ mandate, why }: { mandate: MandateView; why: FamilyMandate['why'] }) {
  return (
    <SectionCard
      title="Votre mandat"
      actions={
        <LinkButton href={`/mandats/${mandate.id}`} variant="secondary" size="sm">
          <FileText /> Télécharger (PDF)
        </LinkButton>
      }
    >
      {mandate.isCurrent ? (
        <Alert tone="success" icon={CircleCheck} className="mb-4">
          <p>En vigueur : vos factures peuvent être prélevées sur ce compte. Vous êtes prévenu avant.</p>
        </Alert>
      ) : (
        <Alert tone="warning" icon={TriangleAlert} className="mb-4">
          <p>{MANDATE_MESSAGES.otherAccount(mandate.iban)}</p>
          {why && <p>{WHY[why]}</p>}
        </Alert>
      )}
      <DescriptionList>
        <DescriptionRow label="RUM">{mandate.rum}</DescriptionRow>
        <DescriptionRow label="Compte">{mandate.iban}</DescriptionRow>
        <DescriptionRow label="Signé">
          par {mandate.signerName}, à {mandate.place}, le {mandate.signedOn}
        </DescriptionRow>
      </DescriptionList>
      <RevokeForm
        revoke={revoke}
        mandateId={mandate.id}
        effect="Plus aucune facture ne sera prélevée : vous les paierez autrement. Un prélèvement déjà annoncé peut encore passer ; votre banque peut l’arrêter."
        consent="Je révoque le mandat de prélèvement de ma famille."
      />
    </SectionCard>
  )
}

function Signing({ familyId, toSign }: { familyId: string; toSign: ToSign }) {
  const { creditor } = toSign
  return (
    <SectionCard title="Signer un mandat" subtitle="Relisez-le : c’est un ordre à votre banque.">
      <DescriptionList className="mb-4">
        <DescriptionRow label="Créancier">
          {creditor.name}
          <br />
          {creditor.address}
          <br />
          ICS {creditor.ics}
        </DescriptionRow>
        <DescriptionRow label="Débiteur">
          {toSign.holder}
          <br />
          {toSign.address}
        </DescriptionRow>
        <DescriptionRow label="IBAN" note="entier sur le PDF">
          {toSign.iban}
        </DescriptionRow>
        {toSign.bic && <DescriptionRow label="BIC">{toSign.bic}</DescriptionRow>}
        <DescriptionRow label="Type de paiement">{MANDATE_MESSAGES.recurrent}</DescriptionRow>
        <DescriptionRow label="RUM">Donnée à la signature</DescriptionRow>
      </DescriptionList>
      <div className="mb-6 flex flex-col gap-3">
        {mandateText(TEXT_VERSION, creditor).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <SignForm familyId={familyId} shown={toSign.iban} />
    </SectionCard>
  )
}

function Past({ mandates }: { mandates: readonly MandateView[] }) {
  return (
    <SectionCard title="Mandats révoqués">
      <ul className="divide-y divide-line">
        {mandates.map(({ id, rum, signedOn, signerName, revoked }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <p>
              <span className="font-semibold">{rum}</span>
              <span className="block text-note text-muted">
                Signé par {signerName} le {signedOn}, révoqué le {revoked}
              </span>
            </p>
            <LinkButton href={`/mandats/${id}`} variant="quiet" size="sm">
              <FileText /> PDF<span className="sr-only"> du mandat {rum}</span>
            </LinkButton>
          </li>
        ))}
      </ul>
    </SectionCard>
  )
}
