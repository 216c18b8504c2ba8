import { FileDown, FileText } from 'lucide-react'
import type { Metadata } from 'next'
import { z } from 'zod'
import { SelectField } from '@/components/form/text-field'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { SectionCard } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { EmptyState } from '@/components/ui/empty-state'
import { attestationPdfAddress } from '@/lib/billing/addresses'
import { ATTESTATION_LAW, ATTESTATION_RULE, attestationPeriod } from '@/lib/billing/messages'
import { attestationScreen, type AttestationScreen } from '@/lib/billing/queries/attestation'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatDay, type Day } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'

export const metadata: Metadata = { title: 'Attestation fiscale' }

type Search = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const yearSchema = z.coerce.number().int().nullable().catch(null)

/** What a parent's families paid for childcare in a year, for their tax return. */
export default async function AttestationPage({ searchParams }: Search) {
  const parent = await requireSubscribedParent()
  const asked = yearSchema.parse((await searchParams).annee ?? null)
  const { years, year, families } = await attestationScreen(parent, asked)
  const today = dayInParis(now())
  return (
    <>
      <PageHeader
        title="Attestation fiscale"
        subtitle="Ce que vous avez payé pour la garde de vos enfants de moins de six ans."
        back={{ href: '/famille/factures', label: 'Factures' }}
      />
      {year === null ? (
        <EmptyState icon={FileText} title="Aucun paiement pour le moment">
          Après votre premier paiement, l’attestation de l’année sera ici, à joindre à votre déclaration de
          revenus.
        </EmptyState>
      ) : (
        <div className="max-w-reading">
          <form method="get" className="mb-4 flex flex-wrap items-end gap-3">
            <SelectField name="annee" label="Année" defaultValue={year} className="min-w-36">
              {years.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </SelectField>
            <Button type="submit" variant="secondary">
              Afficher
            </Button>
          </form>
          <div className="flex flex-col gap-4">
            {families.map((family) => (
              <Family key={family.id} family={family} today={today} />
            ))}
          </div>
          <Alert className="mt-4">
            <p>{ATTESTATION_RULE}</p>
            <p className="mt-2">{ATTESTATION_LAW}</p>
          </Alert>
        </div>
      )}
    </>
  )
}

function Family({ family, today }: { family: AttestationScreen['families'][number]; today: Day }) {
  const { id, name, attestation } = family
  const { year, children, total } = attestation
  return (
    <SectionCard title={`Famille ${name}`} subtitle={`Payé ${attestationPeriod(year, today)}.`}>
      <DescriptionList className="mb-5 tabular-nums">
        {children.map((child) => (
          <DescriptionRow
            key={child.id}
            label={child.name}
            note={`Date de naissance : ${formatDay(child.birthDate, 'long')}`}
          >
            {formatEuros(child.amount)}
          </DescriptionRow>
        ))}
        <DescriptionRow label="Total">
          <strong className="heading text-xl">{formatEuros(total)}</strong>
        </DescriptionRow>
      </DescriptionList>
      {total === 0 && (
        <p className="mb-4">
          Rien de ce qui a été payé cette année n’ouvre droit au crédit d’impôt : enfants de six ans et plus
          au 1er janvier {year}, repas, majorations.
        </p>
      )}
      {/* A file, not a page. */}
      <a href={attestationPdfAddress(id, year)} download className={buttonLook({ variant: 'secondary' })}>
        <FileDown /> Télécharger l’attestation {year} (PDF)
      </a>
    </SectionCard>
  )
}
