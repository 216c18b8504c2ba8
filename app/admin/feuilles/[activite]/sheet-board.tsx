'use client'

import { CheckCheck } from 'lucide-react'
import type { FormEvent, MouseEvent } from 'react'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { SubmitButton } from '@/components/ui/submit-button'
import type { SheetKey } from '@/lib/planning/attendance-sql'
import { countSheet, type HourAsked, type SheetCounts } from '@/lib/planning/rules/attendance'
import { mark } from '../actions'
import { HourForms } from './hour-field'
import { SheetLine, type SheetKid } from './sheet-line'
import { useMarks } from './use-marks'

type SheetBoardProps = {
  sheetKey: SheetKey
  groups: readonly { id: number; name: string }[]
  kids: readonly SheetKid[]
  /** Whether the day can be marked. */
  marks: boolean
  /** The hour asked of who is there. */
  hour: HourAsked | null
}

/** A day's sheet: figures, children by group, a tap each. Without scripts, a form that is sent. */
export function SheetBoard({ sheetKey, groups, kids, marks, hour }: SheetBoardProps) {
  const { shown, act } = useMarks(sheetKey, kids, mark)
  const { state, form } = useActionForm(mark)
  // Taken off the sheet, until it is read again.
  const onSheet = shown.filter((kid) => kid.state !== 'ENROLLED')
  const booked = onSheet.filter((kid) => kid.state === 'BOOKED')

  function tap(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const value = ((event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null)?.value
    if (value === 'ALL')
      act(booked.map(({ childId }) => ({ childId, action: 'MARK_PRESENT', seen: 'BOOKED' })))
    else if (value) {
      const [action, seen, childId] = value.split(' ') as [never, never, string]
      act([{ action, seen, childId }])
    }
  }

  if (onSheet.length === 0)
    return (
      <EmptyState title="Aucun enfant n’est attendu ce jour-là">
        Les enfants réservés apparaissent ici, par groupe et par ordre alphabétique.
      </EmptyState>
    )
  return (
    <>
      {marks && hour && <HourForms sheetKey={sheetKey} kids={onSheet} />}
      <form {...form} onSubmit={tap} onClickCapture={oneTap}>
        <input type="hidden" name="activityId" value={sheetKey.activityId} />
        <input type="hidden" name="day" value={sheetKey.day} />
        {state.status === 'refused' && (
          <Alert tone="danger" live className="mb-4">
            <p>{state.message}</p>
          </Alert>
        )}
        {state.status === 'done' && (
          <Alert tone="success" live className="mb-4">
            <p>{[state.value.message, ...state.value.left].join(' ')}</p>
          </Alert>
        )}
        <Figures counts={countSheet(onSheet)} />
        {marks && booked.length > 0 && (
          <div className="mb-4 print:hidden">
            <SubmitButton name="marks[]" value="ALL" variant="secondary" size="lg">
              <CheckCheck aria-hidden /> Tous présents
              <span className="font-normal text-muted">
                {booked.length > 1 ? `(${booked.length} à pointer)` : '(1 à pointer)'}
              </span>
            </SubmitButton>
          </div>
        )}
        <div className="flex flex-col gap-6">
          {sectionsOf(onSheet, groups).map(({ title, people }) => (
            <Card key={title ?? ''} padded={false} className="print:border-0">
              {title && (
                <h2 className="border-b border-line bg-sand px-4 py-2.5 text-lg">
                  {title}{' '}
                  <span className="text-note font-normal text-muted">
                    ({people.length} {people.length > 1 ? 'enfants' : 'enfant'})
                  </span>
                </h2>
              )}
              <ul className="divide-y divide-line">
                {people.map((kid) => (
                  <SheetLine key={kid.childId} kid={kid} marks={marks} hour={hour} />
                ))}
              </ul>
            </Card>
          ))}
        </div>
      </form>
    </>
  )
}

/** The second half of a double click: it would take the mark back, or mark who has come under the finger. */
function oneTap(event: MouseEvent): void {
  if (event.detail > 1) event.preventDefault()
}

/** By group those who are expected or came, then those whose place is offered, then those who said that they are absent. */
function sectionsOf(kids: readonly SheetKid[], groups: SheetBoardProps['groups']) {
  const stood = ({ state, before }: SheetKid) => before ?? state
  const apart = (kid: SheetKid) => stood(kid) === 'OFFERED' || stood(kid) === 'ABSENT'
  const named = groups.length > 1 || groups.some(({ name }) => name !== '')
  const sections = [
    ...groups.map(({ id, name }) => ({
      title: named ? name || 'Sans groupe' : null,
      people: kids.filter((kid) => kid.groupId === id && !apart(kid)),
    })),
    {
      title: 'Place proposée, pas encore confirmée',
      people: kids.filter((kid) => stood(kid) === 'OFFERED'),
    },
    { title: 'Absents annoncés', people: kids.filter((kid) => stood(kid) === 'ABSENT') },
  ]
  return sections.filter(({ people }) => people.length > 0)
}

function Figures({ counts: { expected, present, missing, toMark, unexpected } }: { counts: SheetCounts }) {
  const figures = [
    { label: expected > 1 ? 'attendus' : 'attendu', value: expected },
    {
      label: present > 1 ? 'présents' : 'présent',
      value: present,
      note: unexpected > 0 ? `dont ${unexpected} non ${unexpected > 1 ? 'prévus' : 'prévu'}` : null,
    },
    { label: missing > 1 ? 'absents' : 'absent', value: missing },
    { label: 'à pointer', value: toMark },
  ]
  return (
    <ul
      aria-label="Effectif"
      className="sticky top-0 z-20 -mx-4 mb-4 grid grid-cols-4 gap-2 border-b border-line bg-paper px-4 py-2 lg:mx-0 lg:px-0 print:static print:mx-0"
    >
      {figures.map(({ label, value, note }) => (
        <li key={label} className="text-center">
          <span className="heading block text-2xl tabular-nums">{value} </span>
          <span className="block text-sm text-muted">{label}</span>
          {note && <span className="block text-sm text-muted">{note}</span>}
        </li>
      ))}
    </ul>
  )
}
