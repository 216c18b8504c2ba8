import {
  CircleCheck,
  CreditCard,
  FlaskConical,
  Hourglass,
  Landmark,
  TriangleAlert,
  Undo2,
} from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActionButton } from '@/components/form/action-button'
import { ReceiptLink } from '@/components/billing/receipt-link'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { SectionCard } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { invoiceAddress } from '@/lib/billing/addresses'
import { monthWords, reversedWords } from '@/lib/billing/messages'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { DEBIT_LATER, END_WORDS, MEANS_WORDS, NOT_PAYABLE, openWords } from '@/lib/payment/messages'
import { paymentScreen, type PaymentScreen } from '@/lib/payment/queries/payment'
import { debitedWords } from '@/lib/sepa/messages'
import { check, pay } from './actions'

export const metadata: Metadata = { title: 'Payer une facture' }

type Params = { params: Promise<{ id: string }> }

/** A parent pays an invoice online, and reads what became of it. */
export default async function PaymentPage({ params }: Params) {
  const parent = await requireSubscribedParent()
  const screen = await paymentScreen(parent, (await params).id, now())
  if (!screen) notFound()
  const { invoiceId, number, month, open, receipts } = screen
  return (
    <>
      <PageHeader
        title={`Paiement de la facture ${number}`}
        subtitle={monthWords(month)}
        back={{ href: invoiceAddress(invoiceId), label: 'Facture' }}
      />
      <div className="flex max-w-reading flex-col gap-4">
        {receipts.map((receipt) => (
          <Receipt key={receipt.paymentId} receipt={receipt} />
        ))}
        {open ? (
          <Open invoiceId={invoiceId} open={open} />
        ) : (
          (screen.problem !== 'PAID' || receipts.length === 0) && <ToPay screen={screen} />
        )}
      </div>
    </>
  )
}

function ToPay({ screen }: { screen: PaymentScreen }) {
  const { invoiceId, total, left, dueOn, problem, debitedOn, isTest, last } = screen
  return (
    <>
      {last && (
        <Alert tone="warning" icon={TriangleAlert} title="La dernière tentative n’a pas abouti">
          <p>
            {last.fault === null
              ? END_WORDS[last.state]
              : 'La page de paiement n’a pas pu s’ouvrir : rien n’a été débité.'}
          </p>
        </Alert>
      )}
      <SectionCard title={problem === 'PAID' ? 'Facture payée' : 'À payer'}>
        <DescriptionList className="mb-5">
          <DescriptionRow label="Montant de la facture">{formatEuros(total)}</DescriptionRow>
          <DescriptionRow label="Reste à payer">
            <strong className="text-xl">{formatEuros(left)}</strong>
          </DescriptionRow>
          {problem !== 'PAID' && (
            <DescriptionRow label="À payer au plus tard le">{formatDay(dueOn, 'long')}</DescriptionRow>
          )}
        </DescriptionList>
        {debitedOn ? (
          <Alert icon={Landmark}>
            <p>{debitedWords(debitedOn)}</p>
          </Alert>
        ) : problem ? (
          <p>{NOT_PAYABLE[problem]}</p>
        ) : (
          <>
            <p className="mb-4 text-muted">
              Vous payez par carte bancaire ou par prélèvement sur la page sécurisée de PayFiP, le service de
              la Direction générale des finances publiques, puis vous revenez ici. Le portail ne voit jamais
              votre carte.
            </p>
            {isTest && (
              <Alert icon={FlaskConical} className="mb-4">
                <p>Paiement de test : aucune somme n’est débitée.</p>
              </Alert>
            )}
            <ActionButton
              action={pay}
              values={{ invoiceId }}
              variant="primary"
              size="lg"
              pendingLabel="Ouverture de la page de paiement…"
            >
              <CreditCard /> Payer {formatEuros(left)}
            </ActionButton>
          </>
        )}
      </SectionCard>
    </>
  )
}

function Open({ invoiceId, open }: { invoiceId: string; open: NonNullable<PaymentScreen['open']> }) {
  return (
    <SectionCard title="Paiement en cours">
      <Alert tone="warning" icon={Hourglass} className="mb-4">
        <p>{openWords(open.may, open)}</p>
      </Alert>
      <div className="flex flex-wrap gap-3">
        {open.may === 'GO_ON' && (
          <ActionButton action={pay} values={{ invoiceId }} variant="primary" pendingLabel="Ouverture…">
            <CreditCard /> Reprendre le paiement de {formatEuros(open.amount)}
          </ActionButton>
        )}
        {open.may !== 'CHECKED' && (
          <ActionButton action={check} values={{ invoiceId }} pendingLabel="Vérification…">
            Vérifier maintenant
          </ActionButton>
        )}
      </div>
    </SectionCard>
  )
}

function Receipt({ receipt }: { receipt: PaymentScreen['receipts'][number] }) {
  const { amount, means, receivedOn, reference, authorisation, paymentId, reversal } = receipt
  return (
    <SectionCard title={reversal ? 'Paiement annulé' : 'Paiement reçu'}>
      {reversal ? (
        <Alert tone="warning" icon={Undo2} className="mb-4">
          <p>{reversedWords(reversal)}</p>
        </Alert>
      ) : (
        <Alert tone="success" icon={CircleCheck} className="mb-4">
          <p>
            Votre paiement de {formatEuros(amount)} est enregistré. Un reçu part à votre adresse e-mail ;
            PayFiP envoie aussi le sien.
          </p>
          {means === 'DIRECT_DEBIT' && <p>{DEBIT_LATER}</p>}
        </Alert>
      )}
      <DescriptionList>
        {reversal && <DescriptionRow label="Montant">{formatEuros(amount)}</DescriptionRow>}
        <DescriptionRow label="Payé le">{formatDay(receivedOn, 'long')}</DescriptionRow>
        <DescriptionRow label="Par">{MEANS_WORDS[means]}</DescriptionRow>
        <DescriptionRow label="Référence">{reference}</DescriptionRow>
        {authorisation && <DescriptionRow label="Autorisation">{authorisation}</DescriptionRow>}
      </DescriptionList>
      <p className="mt-4">
        <ReceiptLink paymentId={paymentId} receipt={receipt.receipt} />
      </p>
    </SectionCard>
  )
}
