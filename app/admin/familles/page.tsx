import { Plus, Search, SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import { SelectField, TextField } from '@/components/form/text-field'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Button, LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { roleCan } from '@/lib/core/permissions'
import { searchFamilies, type FamiliesFound } from '@/lib/family/search'
import {
  parseSearchAddress,
  searchAddress,
  TO_CONFIRM,
  type SearchAddress,
} from '@/lib/family/search-address'
import { ACCESS_LABELS, ACCESS_STATES } from '@/lib/family/search-terms'
import { FamilyResult } from './family-result'

export const metadata: Metadata = { title: 'Familles' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function FamiliesPage({ searchParams }: Props) {
  const agent = await requireAgent('family.read')
  const search = parseSearchAddress(await searchParams)
  const found = await searchFamilies(agent, search, now())
  return (
    <>
      <PageHeader
        title="Familles"
        subtitle={countInWords(found, search)}
        actions={
          roleCan(agent.role, 'family.edit') && (
            <LinkButton href="/admin/familles/nouvelle" variant="secondary">
              <Plus aria-hidden /> Nouvelle famille
            </LinkButton>
          )
        }
      />
      <SearchForm search={search} />
      {found.approximate && (
        <Alert className="mt-4">Aucun nom ne s’écrit ainsi. Voici les plus proches.</Alert>
      )}
      <div className="mt-4">
        {found.total === 0 ? (
          <NothingFound search={search} />
        ) : (
          <Card padded={false}>
            <ul aria-label="Familles trouvées" className="divide-y divide-line">
              {found.families.map((family) => (
                <FamilyResult key={family.id} family={family} />
              ))}
            </ul>
          </Card>
        )}
      </div>
      <Pagination
        page={search.page}
        pages={found.pages}
        hrefOf={(page) => searchAddress({ ...search, page })}
        label="familles"
      />
    </>
  )
}

function countInWords({ total }: FamiliesFound, { text, access, toConfirm }: SearchAddress): string {
  const families =
    total > 1 ? `${total.toLocaleString('fr-FR')} familles` : total === 1 ? '1 famille' : 'Aucune famille'
  return text || access || toConfirm ? `${families} pour cette recherche` : families
}

function SearchForm({ search }: { search: SearchAddress }) {
  return (
    <form
      action="/admin/familles"
      role="search"
      aria-label="Familles"
      className="grid grid-cols-2 items-end gap-3 max-sm:*:first:col-span-2 max-sm:*:last:col-span-2 sm:grid-cols-[1fr_13rem_11rem_auto]"
    >
      <TextField
        name="q"
        type="search"
        label="Nom, e-mail, téléphone ou numéro"
        defaultValue={search.text}
        autoComplete="off"
        maxLength={200}
      />
      <SelectField name="acces" label="Accès au portail" defaultValue={search.access ?? ''}>
        <option value="">Tous</option>
        {ACCESS_STATES.map((state) => (
          <option key={state} value={state}>
            {ACCESS_LABELS[state]}
          </option>
        ))}
      </SelectField>
      <SelectField name="dossier" label="Dossier" defaultValue={search.toConfirm ? TO_CONFIRM : ''}>
        <option value="">Tous</option>
        <option value={TO_CONFIRM}>À confirmer</option>
      </SelectField>
      <Button type="submit">
        <Search /> Rechercher
      </Button>
    </form>
  )
}

function NothingFound({ search }: { search: SearchAddress }) {
  if (!search.text && !search.access && !search.toConfirm)
    return (
      <EmptyState icon={Search} title="Les familles apparaîtront ici">
        Reprenez les données de votre logiciel, ou créez une première famille.
      </EmptyState>
    )
  return (
    <EmptyState
      icon={SearchX}
      title={search.text ? `Aucune famille ne répond à « ${search.text} »` : 'Aucune famille dans cet état'}
      action={
        <LinkButton href="/admin/familles" variant="secondary">
          Voir toutes les familles
        </LinkButton>
      }
    >
      Essayez le nom seul, sans le prénom, ou les derniers chiffres du téléphone.
    </EmptyState>
  )
}
