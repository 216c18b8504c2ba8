import { formatDeadline, isWithin } from '@/lib/activity/rules/deadline'
import { holdsPlace } from './states'
import type { Asked, Entry, Obstacle } from './entry'

/** No place is left, and the activity has no waiting list. */
export const FULL: Obstacle = { code: 'FULL', reason: 'Complet : il ne reste plus de place ce jour-là.' }

/** Whether an entry that holds no place finds none. */
export function isFull({ state, placesLeft }: Entry): boolean {
  return placesLeft !== null && placesLeft <= 0 && !holdsPlace(state)
}

/** Of a decision: the places are gone. */
export function full(entry: Entry): Obstacle | null {
  return isFull(entry) ? FULL : null
}

/** Nothing opens that day. */
export function closed({ closedBy }: Entry): Obstacle | null {
  return closedBy === null ? null : { code: 'CLOSED', reason: `Fermé : ${closedBy}.` }
}

/** The child can’t be booked that day: age, limits, links. */
export function barred({ barred }: Entry): Obstacle | null {
  return barred === null ? null : { code: 'BARRED', reason: barred }
}

/** An unpaid invoice of the family. What is asked for already stays: absences, withdrawals, a place that is offered. */
export function unpaid({ entry: { unpaid: found }, now }: Asked): Obstacle | null {
  if (!found || now.getTime() < found.from) return null
  const { reason, invoiceId } = found
  return { code: 'UNPAID', reason, invoiceId }
}

/** Another activity of the day needs the reservation. */
export function needed({ needed }: Entry): Obstacle | null {
  return needed === null ? null : { code: 'NEEDED', reason: needed }
}

/** Reservations of that day are not open yet. */
export function tooEarly({ deadlines: { opens }, now }: Asked): Obstacle | null {
  return opens === null || now >= opens
    ? null
    : { code: 'NOT_OPEN', reason: `Les réservations de ce jour ouvrent le ${formatDeadline(opens)}.` }
}

/** The custody calendar gives the day to the child’s other family. */
export function ofOtherFamily({ elsewhere, state }: Entry): Obstacle | null {
  return elsewhere || state === 'ELSEWHERE'
    ? {
        code: 'CUSTODY',
        reason:
          'Ce jour-là, l’enfant est chez son autre parent : d’après le calendrier de garde, c’est l’autre famille qui réserve et qui paie.',
      }
    : null
}

/** The other family made the booking. */
export function foreign({ own }: Entry): Obstacle | null {
  return own
    ? null
    : {
        code: 'OTHER_FAMILY',
        reason:
          'Cette réservation a été faite par l’autre famille de l’enfant : elle seule peut la modifier.',
      }
}

/** The hold of an offered place is over. */
export function expired({ offeredUntil }: Entry, now: Date): Obstacle | null {
  return offeredUntil === null || isWithin(offeredUntil, now)
    ? null
    : {
        code: 'EXPIRED',
        reason: `La place était proposée jusqu’au ${formatDeadline(offeredUntil)} : elle va à la famille suivante.`,
      }
}
