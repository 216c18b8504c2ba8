import { paymentWays } from '@/lib/billing/messages'

/** How an invoice is paid. */
export function PaymentWays({ authority }: { authority: { name: string; postalAddress: string } }) {
  return (
    <div className="max-w-reading">
      <h2 className="text-lg">Comment payer</h2>
      {paymentWays(authority).map((sentence) => (
        <p key={sentence} className="mt-2 text-muted">
          {sentence}
        </p>
      ))}
    </div>
  )
}
