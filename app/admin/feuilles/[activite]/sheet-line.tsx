import { Check, CircleAlert, FileHeart, Utensils, X } from 'lucide-react'
import { buttonLook } from '@/components/ui/button-look'
import { EVENT_ICONS } from '@/components/planning/event-icon'
import { ChildDisc } from '@/components/ui/disc'
import { Tag } from '@/components/ui/tag'
import { DIET_LABELS, GRADE_LABELS } from '@/lib/dossier/messages'
import type { SheetChild, Warning } from '@/lib/planning/attendance-sql'
import { cameUnexpected, markTarget, type HourAsked } from '@/lib/planning/rules/attendance'
import type { AttendanceAction, EntryState } from '@/lib/planning/rules/states'
import { ChildDetails } from './child-details'
import { HourField } from './hour-field'
import { markValue } from './use-marks'

export type SheetKid = Omit<SheetChild, 'familyId' | 'state'> & {
  state: EntryState
  photo: string | null
  /** Where those who read dossiers find the rest. */
  familyHref: string | null
}

type SheetLineProps = { kid: SheetKid; marks: boolean; hour: HourAsked | null }

/** A child of the sheet: who, what to know, and the two buttons. */
export function SheetLine({ kid, marks, hour }: SheetLineProps) {
  const { firstName, lastName, colour, photo, grade, school } = kid
  return (
    <li className="px-4 pb-1 pt-3 print:py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5">
        <div className="flex min-w-0 flex-1 basis-72 items-center gap-3">
          <ChildDisc firstName={firstName} colour={colour} photo={photo ?? undefined} size="lg" />
          <div className="min-w-0">
            <p className="text-xl font-semibold [overflow-wrap:anywhere]">
              {lastName} {firstName}
            </p>
            <p className="text-note text-muted">
              {[grade && GRADE_LABELS[grade], school].filter(Boolean).join(' · ')}
            </p>
            <Flags kid={kid} />
          </div>
        </div>
        {marks && <MarkButtons kid={kid} />}
        {marks && hour && kid.state === 'PRESENT' && <HourField kid={kid} hour={hour} />}
        <PrintedMark state={kid.state} />
      </div>
      <ChildDetails kid={kid} />
    </li>
  )
}

const warningWords = (word: string, warning: Warning) =>
  warning === 'KNOWN'
    ? word
    : `${word}, déclaré${word === 'PAI' ? '' : 'e'}, non validé${word === 'PAI' ? '' : 'e'}`

function Flags({ kid }: { kid: SheetKid }) {
  const { allergy, careplan, diet, state, event } = kid
  const flags = [
    allergy && (
      <Tag key="allergy" tone="danger" icon={CircleAlert}>
        {warningWords('Allergie', allergy)}
      </Tag>
    ),
    careplan && (
      <Tag key="careplan" tone="danger" icon={FileHeart}>
        {warningWords('PAI', careplan)}
      </Tag>
    ),
    diet !== 'STANDARD' && (
      <Tag key="diet" tone="brand" icon={Utensils}>
        {DIET_LABELS[diet]}
      </Tag>
    ),
    state === 'ABSENCE_REQUESTED' && (
      <Tag key="absence" tone="warning">
        Absence demandée
      </Tag>
    ),
    event && (
      <Tag key="event" tone="neutral" icon={EVENT_ICONS[event.kind]}>
        {event.name}
      </Tag>
    ),
    cameUnexpected(kid) && (
      <Tag key="unexpected" tone="waiting">
        Venu sans réservation
      </Tag>
    ),
  ].filter(Boolean)
  return flags.length > 0 && <div className="mt-1 flex flex-wrap gap-1.5">{flags}</div>
}

const BUTTONS = [
  { action: 'MARK_PRESENT', state: 'PRESENT', label: 'Présent', icon: Check, pressed: 'success' },
  { action: 'MARK_MISSING', state: 'NO_SHOW', label: 'Absent', icon: X, pressed: 'danger' },
] as const

/** Present, missing; the one that stands is pressed, and takes itself back. */
function MarkButtons({ kid }: { kid: SheetKid }) {
  const { childId, state, firstName, lastName } = kid
  return (
    <div className="grid flex-1 basis-60 auto-cols-fr grid-flow-col gap-2 sm:max-w-72 print:hidden">
      {BUTTONS.map(({ action, state: marked, label, icon: Icon, pressed }) => {
        const isPressed = state === marked
        const does: AttendanceAction = isPressed ? 'UNMARK' : action
        if (markTarget(kid, does) === null) return null
        return (
          <button
            key={action}
            type="submit"
            name="marks[]"
            value={markValue({ action: does, seen: state, childId })}
            aria-pressed={isPressed}
            className={buttonLook({ variant: isPressed ? pressed : 'secondary', size: 'lg' })}
          >
            <Icon aria-hidden className={isPressed ? undefined : 'text-muted'} />
            {label}
            <span className="sr-only">
              {' '}
              : {firstName} {lastName}
            </span>
          </button>
        )
      })}
    </div>
  )
}

/** On paper: what was marked, or the boxes to tick. */
function PrintedMark({ state }: { state: EntryState }) {
  const box = (label: string, ticked: boolean) => (
    <span className="inline-flex items-center gap-1.5">
      <span className="inline-flex size-5 items-center justify-center border border-ink">
        {ticked && <X aria-hidden />}
      </span>
      {label}
    </span>
  )
  return (
    <p aria-hidden className="hidden gap-4 print:flex">
      {box('présent', state === 'PRESENT')}
      {box('absent', state === 'NO_SHOW' || state === 'ABSENT')}
    </p>
  )
}
