import { History } from 'lucide-react'
import type { Metadata } from 'next'
import { PageHeader } from '@/components/layout/page-header'
import { SectionCard } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { requireAgent } from '@/lib/core/actor'
import { formatInstant } from '@/lib/core/day'
import { FILE_NAMES, STATE_TAGS } from '@/lib/exchange/messages'
import { recentImports } from '@/lib/exchange/queries'
import { UploadForm } from './upload-form'

export const metadata: Metadata = { title: 'Reprise de données' }

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function ImportsPage({ searchParams }: PageProps) {
  const agent = await requireAgent('import.run')
  const imports = await recentImports(agent)
  return (
    <>
      <PageHeader
        title="Reprise de données"
        subtitle="Reprenez les familles, les enfants et les inscriptions de votre logiciel métier."
      />
      <SectionCard
        title="Nouvel import"
        subtitle="Exportez vos fichiers en CSV, quels que soient leurs titres de colonnes. Un essai vous montre tout avant d’écrire quoi que ce soit."
      >
        <UploadForm refused={await searchParams} />
      </SectionCard>
      <section className="mt-6">
        <h2 className="mb-3 text-xl">Imports précédents</h2>
        {imports.length === 0 ? (
          <EmptyState icon={History} title="Les imports apparaîtront ici.">
            Chacun garde son rapport, ligne par ligne.
          </EmptyState>
        ) : (
          <div className="overflow-hidden rounded-card border border-line bg-card">
            <Table caption="Imports précédents">
              <thead role="rowgroup">
                <Tr className="border-0">
                  <Th>Commencé</Th>
                  <Th>Fichiers</Th>
                  <Th>Par</Th>
                  <Th>État</Th>
                </Tr>
              </thead>
              <tbody role="rowgroup">
                {imports.map((run) => (
                  <Tr key={run.id}>
                    <Th scope="row">
                      <Link
                        href={`/admin/import/${run.id}`}
                        className="inline-flex min-h-target items-center text-brand-text underline underline-offset-4"
                      >
                        {formatInstant(run.createdAt, 'long')}
                      </Link>
                    </Th>
                    <Td label="Fichiers">
                      {run.files
                        .map(
                          ({ kind, lineCount }) =>
                            `${FILE_NAMES[kind]} (${lineCount.toLocaleString('fr-FR')})`,
                        )
                        .join(', ')}
                    </Td>
                    <Td label="Par">{run.author ?? 'Compte supprimé'}</Td>
                    <Td label="État">
                      <Tag tone={STATE_TAGS[run.state].tone}>{STATE_TAGS[run.state].label}</Tag>
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </div>
        )}
      </section>
    </>
  )
}
