import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { requireAgent } from '@/lib/core/actor'
import { FamilyForm } from '../../family-form'
import { loadFamily } from '../load-family'

export const metadata: Metadata = { title: 'Modifier la famille' }

type Props = { params: Promise<{ id: string }> }

export default async function EditFamilyPage({ params }: Props) {
  await requireAgent('family.edit')
  const family = await loadFamily((await params).id, 'family.edit')
  const { id, name, externalNumber, familyQuotient, benefitOrganism, isResident } = family
  const backHref = `/admin/familles/${id}`
  return (
    <>
      <PageHeader title="Modifier la famille" back={{ href: backHref, label: `Famille ${name}` }} />
      <Card>
        <FamilyForm
          family={{ id, name, externalNumber, familyQuotient, benefitOrganism, isResident }}
          backHref={backHref}
        />
      </Card>
    </>
  )
}
