import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { requireAgent } from '@/lib/core/actor'
import { documentTypes } from '@/lib/document/queries/types'
import { TypeForm } from './type-form'

export const metadata: Metadata = { title: 'Documents demandés' }

type Props = { params: Promise<{ id: string }> }

export default async function TypePage({ params }: Props) {
  const agent = await requireAgent('authority.configure')
  const [{ id }, types] = await Promise.all([params, documentTypes(agent)])
  const type = types.find((known) => String(known.id) === id) ?? null
  if (!type && id !== 'nouveau') notFound()
  return (
    <>
      <PageHeader
        title={type?.name ?? 'Demander un autre document'}
        back={{ href: '/admin/reglages/documents', label: 'Documents demandés' }}
      />
      <TypeForm type={type} />
    </>
  )
}
