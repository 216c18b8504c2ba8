import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { Card } from '@/components/ui/card'
import { requireAgent } from '@/lib/core/actor'
import { FamilyForm } from '../family-form'

export const metadata: Metadata = { title: 'Nouvelle famille' }

export default async function NewFamilyPage() {
  await requireAgent('family.edit')
  return (
    <>
      <PageHeader
        title="Nouvelle famille"
        subtitle="Ses responsables et ses enfants s’ajoutent ensuite, sur sa page."
        back={{ href: '/admin/familles', label: 'Familles' }}
      />
      <Card>
        <FamilyForm backHref="/admin/familles" />
      </Card>
    </>
  )
}
