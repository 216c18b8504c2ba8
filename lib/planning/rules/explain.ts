import { formatDeadline, isWithin } from '@/lib/activity/rules/deadline'
import { holdsPlace, PARENT_ACTIONS, AGENT_ACTIONS, targetsOf } from './states'
import type { EntryAction, EntryState } from './states'

/** A child on one day of an activity, as `explain` needs it. */
export type Entry = {
  state: EntryState
  /** The booking is that of one of the parent's own families; true where there is no booking. */
  own: boolean
  /** The day is the child's other family's, by the custody calendar. */
  elsewhere: boolean
  /** The agents' reason for a refusal. */
  reason: string | null
  /** Why nothing opens that day, or null. */
  closedBy: string | null
  /** Places free that day; null when they are not counted or (while some are left) not shown. */
  placesLeft: number | null
}

/** What an activity says of its requests. */
export type Terms = { autoAccepts: boolean }

/** The last instants at which the day can be booked, and an absence declared. */
export type Deadlines = { booking: Date; absence: Date }

export type Viewer = 'parent' | 'agent'

export type Possible = {
  action: EntryAction
  /** The verb on the button. */
  label: string
  /** The state that follows. */
  to: EntryState
  /** Until when it is possible; null without limit. */
  until: Date | null
  /** What the button allows, to be followed by the limit: « Vous pouvez réserver ». */
  lead: string
  /** What happens next, in one or two sentences. */
  after: string
}

export type ObstacleCode = 'CLOSED' | 'CUSTODY' | 'DEADLINE' | 'FULL' | 'OTHER_FAMILY' | 'DECIDED'

export type Forbidden = { action: EntryAction; code: ObstacleCode; reason: string }

export type Explanation = { possible: Possible[]; forbidden: Forbidden[] }

const CALL_US = 'Pour une demande exceptionnelle, contactez le service.'

/**
 * What can be done with an entry now, by whom, until when and with what effect, and why the rest can't.
 * One function draws the buttons, guards the operations and writes the texts: they can't disagree.
 */
export function explain(
  entry: Entry,
  terms: Terms,
  deadlines: Deadlines,
  viewer: Viewer,
  now: Date,
): Explanation {
  const explanation: Explanation = { possible: [], forbidden: [] }
  for (const action of viewer === 'parent' ? PARENT_ACTIONS : AGENT_ACTIONS) {
    if (targetsOf(entry.state, action).length === 0) continue
    const obstacle = OBSTACLES[action](entry, terms, deadlines, now)
    if (obstacle) explanation.forbidden.push({ action, ...obstacle })
    else explanation.possible.push({ action, ...describe(action, entry, terms, deadlines) })
  }
  return explanation
}

type Obstacle = { code: ObstacleCode; reason: string } | null
type Check = (entry: Entry, terms: Terms, deadlines: Deadlines, now: Date) => Obstacle

const OBSTACLES: Record<EntryAction, Check> = {
  BOOK: (entry, _, { booking }, now) =>
    ofOtherFamily(entry) ??
    closed(entry) ??
    late(booking, now, (limit) => `Ce jour se réservait jusqu’au ${limit}. ${CALL_US}`) ??
    full(entry, 'Complet : il ne reste plus de place ce jour-là.'),
  DECLARE_ABSENCE: (entry, _, { absence }, now) =>
    foreign(entry) ??
    closed(entry) ??
    late(absence, now, (limit) => `L’absence se déclarait jusqu’au ${limit}. ${CALL_US}`),
  WITHDRAW: (entry) => foreign(entry),
  CANCEL: (entry, terms, { absence }, now) =>
    foreign(entry) ??
    closed(entry) ??
    (terms.autoAccepts
      ? late(absence, now, (limit) => `La réservation s’annulait jusqu’au ${limit}. ${CALL_US}`)
      : {
          code: 'DECIDED',
          reason: 'Le service a accepté cette réservation : pour la défaire, déclarez une absence.',
        }),
  ACCEPT: (entry) =>
    entry.state === 'ABSENCE_REQUESTED'
      ? null
      : (closed(entry) ?? full(entry, 'Complet : il ne reste plus de place ce jour-là.')),
  REFUSE: () => null,
}

function closed({ closedBy }: Entry): Obstacle {
  return closedBy === null ? null : { code: 'CLOSED', reason: `Fermé : ${closedBy}.` }
}

function ofOtherFamily({ elsewhere, state }: Entry): Obstacle {
  return elsewhere || state === 'ELSEWHERE'
    ? {
        code: 'CUSTODY',
        reason:
          'Ce jour-là, l’enfant est chez son autre parent : d’après le calendrier de garde, c’est l’autre famille qui réserve et qui paie.',
      }
    : null
}

function foreign({ own }: Entry): Obstacle {
  return own
    ? null
    : {
        code: 'OTHER_FAMILY',
        reason:
          'Cette réservation a été faite par l’autre famille de l’enfant : elle seule peut la modifier.',
      }
}

function late(deadline: Date, now: Date, reason: (limit: string) => string): Obstacle {
  return isWithin(deadline, now) ? null : { code: 'DEADLINE', reason: reason(formatDeadline(deadline)) }
}

function full({ state, placesLeft }: Entry, reason: string): Obstacle {
  return placesLeft !== null && placesLeft <= 0 && !holdsPlace(state) ? { code: 'FULL', reason } : null
}

function describe(
  action: EntryAction,
  { state }: Entry,
  { autoAccepts }: Terms,
  { booking, absence }: Deadlines,
): Omit<Possible, 'action'> {
  const to = destination(action, state, autoAccepts)
  switch (action) {
    case 'BOOK':
      return {
        label: state === 'ENROLLED' ? 'Réserver' : 'Réserver à nouveau',
        to,
        until: booking,
        lead: state === 'ENROLLED' ? 'Vous pouvez réserver' : 'Vous pouvez réserver à nouveau',
        after: autoAccepts
          ? 'La réservation est acceptée aussitôt, tant qu’il reste une place.'
          : 'Le service répond ensuite par e-mail ; la place est prise quand il accepte.',
      }
    case 'DECLARE_ABSENCE':
      return {
        label: 'Déclarer une absence',
        to,
        until: absence,
        lead: 'Vous pouvez déclarer une absence',
        after: autoAccepts
          ? 'La place est rendue aussitôt.'
          : 'Le service répond ensuite par e-mail ; d’ici là, la place reste réservée.',
      }
    case 'WITHDRAW':
      return {
        label: 'Annuler ma demande',
        to,
        until: null,
        lead: 'Vous pouvez annuler votre demande tant que le service n’a pas répondu',
        after:
          state === 'REQUESTED'
            ? 'La place n’est prise que quand la demande est acceptée.'
            : 'La place reste réservée tant que l’absence n’est pas acceptée.',
      }
    case 'CANCEL':
      return {
        label: 'Annuler ma réservation',
        to,
        until: absence,
        lead: 'Vous pouvez annuler votre réservation',
        after: 'La place est rendue aussitôt.',
      }
    case 'ACCEPT':
      return { label: 'Accepter', to, until: null, lead: '', after: 'La famille est prévenue par e-mail.' }
    case 'REFUSE':
      return { label: 'Refuser', to, until: null, lead: '', after: 'La famille lit votre motif.' }
  }
}

/** Where an action leads: to the first state of the table, or to the last one when it is accepted at once. */
function destination(action: EntryAction, state: EntryState, autoAccepts: boolean): EntryState {
  const targets = targetsOf(state, action)
  return (autoAccepts ? targets.at(-1) : targets[0]) ?? state
}

/** Actions that a screen offers; CANCEL is only the way back of a click, on its toast. */
export function offered({ possible }: Explanation): Possible[] {
  return possible.filter(({ action }) => action !== 'CANCEL')
}

/**
 * The first limit to come among entries that can still be booked: what a parent must not forget. Null when
 * nothing is left to book.
 */
export function nextDeadline<One extends Entry & { activity: number; deadlines: Deadlines }>(
  entries: readonly One[],
  termsOf: (activity: number) => Terms,
  now: Date,
): One | null {
  let next: One | null = null
  for (const entry of entries) {
    if (entry.state !== 'ENROLLED' || (next && next.deadlines.booking <= entry.deadlines.booking)) continue
    const { possible } = explain(entry, termsOf(entry.activity), entry.deadlines, 'parent', now)
    if (possible.length > 0) next = entry
  }
  return next
}
