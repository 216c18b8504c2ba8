import { getAuthority } from '@/lib/authority/queries'
import { attestationPdf } from '@/lib/billing/attestation-pdf'
import { readAttestation } from '@/lib/billing/operations/read-attestation'
import { pdfAnswer } from '@/lib/billing/pdf-answer'
import { requireAnyone } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'

type Context = { params: Promise<{ famille: string; annee: string }> }

/** What a family paid for childcare in a year as a PDF, for its guardians and the agents who read invoices. Journalled. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [actor, authority, { famille, annee }] = await Promise.all([requireAnyone(), getAuthority(), params])
  return pdfAnswer(async () => {
    const year = /^\d{4}$/.test(annee) ? Number(annee) : 0
    const attestation = await readAttestation(actor, { familyId: famille, year }, now())
    return {
      pdf: attestationPdf(attestation, authority),
      fileName: `attestation-fiscale-${year}.pdf`,
    }
  })
}
