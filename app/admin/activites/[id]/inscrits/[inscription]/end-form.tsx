'use client'

import { ActionButton } from '@/components/form/action-button'
import { formatDay, type Day } from '@/lib/core/day'
import { endOfEnrollment } from '../../../actions'

type EndFormProps = { enrollmentId: string; endsOn: Day; released: number }

/** Confirms the end of an enrollment, for as many bookings as were announced. */
export function EndForm({ enrollmentId, endsOn, released }: EndFormProps) {
  return (
    <ActionButton
      action={endOfEnrollment}
      values={{ enrollmentId, endsOn, released: String(released) }}
      variant={released > 0 ? 'danger' : 'primary'}
    >
      Mettre fin le {formatDay(endsOn, 'long')}
      {released > 0 && ` et annuler ${released > 1 ? `${released} journées` : '1 journée'}`}
    </ActionButton>
  )
}
