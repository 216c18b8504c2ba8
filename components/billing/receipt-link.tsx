import { FileDown } from 'lucide-react'
import { receiptPdfAddress } from '@/lib/billing/addresses'

type ReceiptLinkProps = {
  paymentId: string
  /** Its number; nothing is shown without one. */
  receipt: string | null
}

/** The way to the receipt of a payment, a file. */
export function ReceiptLink({ paymentId, receipt }: ReceiptLinkProps) {
  if (receipt === null) return null
  return (
    <a
      href={receiptPdfAddress(paymentId)}
      download
      className="inline-flex min-h-target items-center gap-2 font-semibold text-brand-text underline-offset-4 hover:underline md:-my-2.5"
    >
      <FileDown /> Reçu (PDF)
      <span className="sr-only"> n° {receipt}</span>
    </a>
  )
}
