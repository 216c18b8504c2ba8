'use client'

import { useEffect } from 'react'
import { CONTROL_LOOK } from '@/components/form/field'
import { useActionForm } from '@/components/form/use-action-form'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { showToast } from '@/components/ui/toast-store'
import type { SheetKey } from '@/lib/planning/attendance-sql'
import type { HourAsked } from '@/lib/planning/rules/attendance'
import { hour as send } from '../actions'
import type { SheetKid } from './sheet-line'

// The whole sheet is one form, and forms do not lie in one another: each child's hour belongs to a form beside it.
const formId = ({ childId }: Pick<SheetKid, 'childId'>) => `heure-${childId}`

const WORDS: Record<HourAsked, string> = { arrivedAt: 'Arrivé à', leftAt: 'Parti à' }

/** When a child who is there came or left. */
export function HourField({ kid, hour }: { kid: SheetKid; hour: HourAsked }) {
  const id = formId(kid)
  const known = kid[hour] ?? ''
  return (
    <div className="flex basis-full items-end justify-end gap-2 print:basis-auto">
      <label htmlFor={`${id}-champ`} className="self-center whitespace-nowrap font-semibold">
        {WORDS[hour]}
        <span className="sr-only">
          {' '}
          : {kid.firstName} {kid.lastName}
        </span>
      </label>
      <input
        key={known}
        type="time"
        name="time"
        id={`${id}-champ`}
        form={id}
        defaultValue={known}
        className={`${CONTROL_LOOK} max-w-36 tabular-nums`}
      />
      <Button type="submit" form={id} variant="secondary" className="print:hidden">
        Noter<span className="sr-only"> l’heure de {kid.firstName}</span>
      </Button>
    </div>
  )
}

/** The forms of the hours, for those who are there. */
export function HourForms({ sheetKey, kids }: { sheetKey: SheetKey; kids: readonly SheetKid[] }) {
  return kids
    .filter(({ state }) => state === 'PRESENT')
    .map(({ childId }) => <HourForm key={childId} sheetKey={sheetKey} childId={childId} />)
}

function HourForm({ sheetKey, childId }: { sheetKey: SheetKey; childId: string }) {
  const { state, form } = useActionForm(send)
  useEffect(() => {
    if (state.status === 'done') showToast({ message: state.value })
    if (state.status === 'refused') showToast({ message: state.message, tone: 'danger' })
  }, [state])
  return (
    <form {...form} id={formId({ childId })}>
      <input type="hidden" name="activityId" value={sheetKey.activityId} />
      <input type="hidden" name="day" value={sheetKey.day} />
      <input type="hidden" name="childId" value={childId} />
      {state.status === 'refused' && (
        <Alert tone="danger" className="mb-4">
          {state.message}
        </Alert>
      )}
    </form>
  )
}
