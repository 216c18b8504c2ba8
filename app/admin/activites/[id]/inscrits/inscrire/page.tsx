import { Search, SearchX } from 'lucide-react'
import type { Metadata } from 'next'
import { z } from 'zod'
import { TextField } from '@/components/form/text-field'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { Button, LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { dayInParis, formatDay } from '@/lib/core/day'
import {
  CHILDREN_FOUND,
  childrenToEnroll,
  childToEnroll,
  type ChildFound,
} from '@/lib/planning/queries/enrollments'
import { enrolledFilterSchema } from '@/lib/planning/schema'
import { enrollInList } from '../../../actions'
import { ChildWords } from '../../../child-words'
import { EnrollForm } from '../../../enroll-form'
import { loadActivity } from '../../load-activity'

export const metadata: Metadata = { title: 'Inscrire un enfant' }

type EnrollPageProps = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | undefined>>
}

/** « Inscrire un enfant » in an activity: the child is searched for, then its period is given. */
export default async function EnrollPage({ params, searchParams }: EnrollPageProps) {
  const agent = await requireAgent('activity.configure')
  const activity = await loadActivity(agent, (await params).id)
  const query = await searchParams
  const { text } = enrolledFilterSchema.parse(query)
  const childId = z.uuid().safeParse(query.enfant).data
  const today = dayInParis(now())
  const [child, found] = await Promise.all([
    childId ? childToEnroll(agent, activity.id, childId, today) : null,
    childId ? [] : childrenToEnroll(agent, activity.id, text, today),
  ])
  const base = `/admin/activites/${activity.id}/inscrits`
  return (
    <>
      <PageHeader
        title="Inscrire un enfant"
        subtitle={activity.name}
        back={{ href: base, label: 'Enfants inscrits' }}
      />
      {child ? (
        <Card className="flex max-w-reading flex-col gap-5">
          <div className="flex flex-wrap items-start justify-between gap-3">
            <ChildWords child={child} />
            <LinkButton href={`${base}/inscrire?q=${encodeURIComponent(text)}`} variant="secondary" size="sm">
              Choisir un autre enfant
            </LinkButton>
          </div>
          {child.enrolledUntil && (
            <Alert>
              Déjà inscrit jusqu’au {formatDay(child.enrolledUntil, 'long')} : la nouvelle inscription
              commence après.
            </Alert>
          )}
          <EnrollForm
            send={enrollInList}
            people={[{ ...child, id: child.childId, name: `${child.firstName} ${child.lastName}` }]}
            activities={[activity]}
            today={today}
          />
        </Card>
      ) : (
        <div className="flex max-w-reading flex-col gap-4">
          <form
            action={`${base}/inscrire`}
            role="search"
            aria-label="Enfant à inscrire"
            className="flex flex-wrap items-end gap-3"
          >
            <TextField
              name="q"
              type="search"
              label="Nom ou prénom de l’enfant"
              defaultValue={text}
              autoComplete="off"
              maxLength={100}
              className="min-w-0 flex-1 basis-60"
            />
            <Button type="submit">
              <Search /> Rechercher
            </Button>
          </form>
          <Found text={text} found={found} base={base} />
        </div>
      )}
    </>
  )
}

type FoundProps = { text: string; found: readonly ChildFound[]; base: string }

function Found({ text, found, base }: FoundProps) {
  if (text === '') return null
  if (found.length === 0)
    return (
      <EmptyState icon={SearchX} title={`Aucun enfant ne s’appelle « ${text} »`}>
        Essayez le nom seul. Un enfant qui n’a pas encore de dossier s’ajoute depuis la page de sa famille.
      </EmptyState>
    )
  return (
    <>
      {found.length === CHILDREN_FOUND && (
        <p className="text-note text-muted">
          Les {CHILDREN_FOUND} noms les plus proches. Précisez pour en voir d’autres.
        </p>
      )}
      <Card padded={false}>
        <ul aria-label="Enfants trouvés" className="divide-y divide-line">
          {found.map((child) => (
            <li
              key={child.childId}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5"
            >
              <div className="min-w-0">
                <ChildWords child={child} />
                <p className="pl-10.5 text-sm text-muted">
                  {child.families.map(({ name }) => `Famille ${name}`).join(', ')}
                  {child.enrolledUntil &&
                    ` · déjà inscrit jusqu’au ${formatDay(child.enrolledUntil, 'numeric')}`}
                </p>
              </div>
              <LinkButton
                href={`${base}/inscrire?${new URLSearchParams({ q: text, enfant: child.childId })}`}
                variant="secondary"
                size="sm"
              >
                Choisir
                <span className="sr-only">
                  {' '}
                  {child.firstName} {child.lastName}
                </span>
              </LinkButton>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}
