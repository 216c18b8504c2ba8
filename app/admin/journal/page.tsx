import { ListFilter, ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import { DateField, SelectField } from '@/components/form/text-field'
import { PageHeader } from '@/components/layout/page-header'
import { Button, LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { journalAddress, parseJournalAddress, type JournalFilter } from '@/lib/audit/address'
import { ACTION_KINDS, ACTOR_LABELS } from '@/lib/audit/messages'
import { journalPage } from '@/lib/audit/queries'
import { requireAgent } from '@/lib/core/actor'
import { JournalLines } from './journal-lines'

export const metadata: Metadata = { title: 'Journal' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function JournalPage({ searchParams }: Props) {
  const agent = await requireAgent('journal.read')
  const filter = parseJournalAddress(await searchParams)
  const { entries, next } = await journalPage(agent, filter)
  return (
    <>
      <PageHeader
        title="Journal"
        subtitle="Qui a fait ou lu quoi, et quand. Le journal nomme les champs, jamais leur contenu, et ne peut pas être modifié."
      />
      <FilterForm filter={filter} />
      <div className="mt-4">
        {entries.length === 0 ? (
          <EmptyState icon={ScrollText} title="Rien au journal pour ce choix">
            Élargissez la période, ou choisissez toutes les actions.
          </EmptyState>
        ) : (
          <Card padded={false}>
            <JournalLines entries={entries} />
          </Card>
        )}
      </div>
      <nav aria-label="Pages du journal" className="flex flex-wrap justify-end gap-2 py-3">
        {filter.before && (
          <LinkButton href={journalAddress({ ...filter, before: null })} variant="secondary" size="sm">
            Revenir au plus récent
          </LinkButton>
        )}
        {next && (
          <LinkButton href={journalAddress({ ...filter, before: next })} variant="secondary" size="sm">
            Plus anciens
          </LinkButton>
        )}
      </nav>
    </>
  )
}

function FilterForm({ filter }: { filter: JournalFilter }) {
  return (
    <form
      action="/admin/journal"
      role="search"
      aria-label="Journal"
      className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[1fr_10rem_11rem_11rem_auto]"
    >
      {filter.familyId && <input type="hidden" name="famille" value={filter.familyId} />}
      {filter.accountId && <input type="hidden" name="compte" value={filter.accountId} />}
      <SelectField name="action" label="Quoi" defaultValue={filter.kind ?? ''}>
        <option value="">Toutes les actions</option>
        {Object.entries(ACTION_KINDS).map(([kind, label]) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
      </SelectField>
      <SelectField name="qui" label="Qui" defaultValue={filter.actor ?? ''}>
        <option value="">Tous</option>
        {Object.entries(ACTOR_LABELS).map(([actor, label]) => (
          <option key={actor} value={actor}>
            {label}
          </option>
        ))}
      </SelectField>
      <DateField name="du" label="Du" defaultValue={filter.from ?? ''} />
      <DateField name="au" label="Au" defaultValue={filter.to ?? ''} />
      <Button type="submit" className="max-lg:col-span-2">
        <ListFilter /> Filtrer
      </Button>
      {(filter.familyId || filter.accountId) && (
        <p className="text-note text-muted max-lg:col-span-2 lg:col-span-5">
          Le journal est limité à une {filter.familyId ? 'famille' : 'personne'}.{' '}
          <a
            className="text-brand-text underline underline-offset-2"
            href={journalAddress({ ...filter, familyId: null, accountId: null, before: null })}
          >
            Tout voir
          </a>
        </p>
      )}
    </form>
  )
}
