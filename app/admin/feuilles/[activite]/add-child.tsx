import { UserPlus } from 'lucide-react'
import { ActionButton } from '@/components/form/action-button'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { SectionCard } from '@/components/ui/card'
import { ChildDisc } from '@/components/ui/disc'
import { Tag } from '@/components/ui/tag'
import { GRADE_LABELS } from '@/lib/dossier/messages'
import type { FoundChild, SheetKey } from '@/lib/planning/attendance-sql'
import { sheetWord } from '@/lib/planning/messages'
import { addChild } from '../actions'

type AddChildProps = { sheetKey: SheetKey; names: string | null; found: readonly FoundChild[] | null }

const ON_SHEET = ['BOOKED', 'OFFERED', 'ABSENCE_REQUESTED', 'PRESENT', 'NO_SHOW', 'ABSENT']

/** The search of a child who came without being expected, among those of the activity. */
export function AddChild({ sheetKey: { activityId, day }, names, found }: AddChildProps) {
  return (
    <SectionCard
      id="ajouter"
      className="mt-6 scroll-mt-4 print:hidden"
      title="Ajouter un enfant"
      subtitle="Il est venu sans réservation : il compte parmi les présents, avec la majoration prévue."
    >
      <form
        action={`/admin/feuilles/${activityId}#ajouter`}
        className="flex flex-wrap items-end gap-2.5"
        role="search"
        aria-label="Enfants inscrits"
      >
        <input type="hidden" name="jour" value={day} />
        <TextField
          name="ajouter"
          label="Nom ou prénom de l’enfant"
          type="search"
          autoComplete="off"
          defaultValue={names ?? ''}
          minLength={2}
          maxLength={80}
          className="min-w-0 flex-1 sm:max-w-form"
        />
        <Button type="submit" variant="secondary">
          Chercher
        </Button>
      </form>
      {found?.length === 0 && (
        <p className="mt-4 text-muted" role="status">
          Aucun enfant inscrit à cette activité ne porte ce nom.
        </p>
      )}
      {found && found.length > 0 && (
        <ul className="mt-4 divide-y divide-line border-y border-line">
          {found.map((child) => (
            <li key={child.childId} className="flex flex-wrap items-center gap-3 py-2.5">
              <ChildDisc firstName={child.firstName} colour={child.colour} />
              <p className="min-w-0 flex-1">
                <span className="block font-semibold">
                  {child.lastName} {child.firstName}
                </span>
                <span className="block text-note text-muted">
                  {[child.grade && GRADE_LABELS[child.grade], child.school].filter(Boolean).join(' · ')}
                </span>
              </p>
              {child.state && ON_SHEET.includes(child.state) ? (
                <Tag tone="neutral">Déjà sur la feuille</Tag>
              ) : (
                <>
                  {child.state && <Tag tone="warning">{sheetWord(child.state)}</Tag>}
                  <ActionButton
                    action={addChild}
                    values={{
                      activityId: String(activityId),
                      day,
                      'marks[]': `MARK_PRESENT ${child.state ?? 'ENROLLED'} ${child.childId}`,
                    }}
                    done={`${child.firstName} ${child.lastName} : présent.`}
                  >
                    <UserPlus aria-hidden /> Ajouter, présent
                    <span className="sr-only">
                      {' '}
                      : {child.firstName} {child.lastName}
                    </span>
                  </ActionButton>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  )
}
