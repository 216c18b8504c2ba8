import { formatDeadline, isWithin } from '@/lib/activity/rules/deadline'
import { lateAbsenceWords, lateBookingWords, type Deadlines } from '@/lib/activity/rules/terms'
import { AGENT_ACTIONS, holdsPlace, PARENT_ACTIONS, targetsOf } from './states'
import type { AgentAction, EntryState, ParentAction } from './states'
import type { Answer, Asked, Billing, Entry, Explanation, Possible, Terms, Viewer } from './entry'
import {
  barred,
  closed,
  expired,
  foreign,
  full,
  FULL,
  isFull,
  needed,
  ofOtherFamily,
  tooEarly,
  unpaid,
} from './obstacles'

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
  const asked = { entry, terms, deadlines, now }
  for (const action of viewer === 'parent' ? PARENT_ACTIONS : AGENT_ACTIONS) {
    if (targetsOf(entry.state, action).length === 0) continue
    const answer = ANSWERS[action](asked)
    if (answer === null) continue
    if ('code' in answer) explanation.forbidden.push({ action, ...answer })
    else explanation.possible.push({ action, ...answer })
  }
  return explanation
}

const CALL_US = 'Pour une demande exceptionnelle, contactez le service.'
const ANSWERED_LATER = 'Le service répond ensuite par e-mail ; la place est prise quand il accepte.'

const ANSWERS: Record<ParentAction | AgentAction, (asked: Asked) => Answer> = {
  BOOK: (asked) =>
    ofOtherFamily(asked.entry) ??
    closed(asked.entry) ??
    barred(asked.entry) ??
    unpaid(asked) ??
    tooEarly(asked) ??
    book(asked),
  DECLARE_ABSENCE: (asked) =>
    foreign(asked.entry) ?? closed(asked.entry) ?? needed(asked.entry) ?? declareAbsence(asked),
  DECLARE_SICK: (asked) => {
    const { entry, deadlines, now } = asked
    // In time, every absence is free.
    if (deadlines.proof === null || isWithin(deadlines.absence, now)) return null
    return foreign(entry) ?? closed(entry) ?? needed(entry) ?? declareSick(asked, deadlines.proof)
  },
  WITHDRAW: ({ entry }) => foreign(entry) ?? withdraw(entry),
  CANCEL: (asked) => foreign(asked.entry) ?? closed(asked.entry) ?? needed(asked.entry) ?? cancel(asked),
  CONFIRM: ({ entry, now }) =>
    foreign(entry) ??
    closed(entry) ??
    expired(entry, now) ?? {
      label: 'Confirmer la place',
      to: 'BOOKED',
      billing: 'STANDARD',
      until: entry.offeredUntil,
      lead: 'Une place est libre : vous pouvez la confirmer',
      after: 'Sans réponse, elle est proposée à la famille suivante.',
    },
  DECLINE: ({ entry }) =>
    foreign(entry) ?? {
      label: 'Refuser la place',
      to: 'ENROLLED',
      billing: 'STANDARD',
      until: entry.offeredUntil,
      lead: 'Vous pouvez aussi la refuser',
      after: 'Elle est alors proposée à la famille suivante.',
    },
  ACCEPT: ({ entry }) =>
    entry.state === 'ABSENCE_REQUESTED'
      ? decided('Accepter', 'ABSENT', 'FREE')
      : (closed(entry) ?? full(entry) ?? decided('Accepter', 'BOOKED', 'STANDARD')),
  REFUSE: ({ entry }) =>
    decided('Refuser', entry.state === 'ABSENCE_REQUESTED' ? 'BOOKED' : 'REFUSED', 'STANDARD'),
}

function book({ entry, terms, deadlines, now }: Asked): Answer {
  const late = !isWithin(deadlines.booking, now)
  const until = late ? deadlines.late : deadlines.booking
  if (until === null || !isWithin(until, now))
    return {
      code: 'DEADLINE',
      reason: `Ce jour se réservait jusqu’au ${formatDeadline(until ?? deadlines.booking)}. ${CALL_US}`,
    }
  const again = entry.state === 'ENROLLED' ? '' : ' à nouveau'
  const lead = late ? `Le délai est passé, mais vous pouvez encore réserver` : `Vous pouvez réserver${again}`
  const surcharged = late && terms.latePolicy === 'SURCHARGE'
  const billing = surcharged ? 'SURCHARGED' : 'STANDARD'
  const surcharge = surcharged ? 'Une majoration pour réservation tardive s’applique.' : ''
  if (isFull(entry) || (entry.waiting > 0 && !holdsPlace(entry.state))) {
    if (terms.waitingList === 'NONE') return FULL
    return {
      label: 'M’inscrire sur la liste d’attente',
      to: 'WAITLISTED',
      billing,
      until,
      lead: 'Complet : vous pouvez vous inscrire sur la liste d’attente',
      after:
        `${rankWords(entry.waiting)} Une place qui se libère est donnée dans l’ordre, et vous êtes prévenu par e-mail. ${surcharge}`.trim(),
    }
  }
  const toAgents = late ? terms.latePolicy === 'AGENTS' : !terms.autoAccepts
  return {
    label: `Réserver${again}`,
    to: toAgents ? 'REQUESTED' : 'BOOKED',
    billing,
    until,
    lead,
    after: [
      surcharge,
      toAgents ? ANSWERED_LATER : 'La réservation est acceptée aussitôt, tant qu’il reste une place.',
      late ? '' : lateBooking(terms, deadlines),
    ]
      .filter(Boolean)
      .join(' '),
  }
}

/** What becomes of a reservation past the deadline, in the words of the agents' form. */
function lateBooking({ latePolicy }: Terms, { booking, late }: Deadlines): string {
  if (latePolicy === 'REFUSED' || late === null || late <= booking) return ''
  return lateBookingWords(latePolicy, `jusqu’au ${formatDeadline(late)}`)
}

/** What becomes of an absence past the deadline, in the same words. */
function lateAbsence({ lateAbsences }: Terms, { start, absence, proof }: Deadlines): string {
  return lateAbsenceWords(lateAbsences && absence < start, proof && `jusqu’au ${formatDeadline(proof)}`)
}

function declareAbsence({ terms, deadlines, now }: Asked): Answer {
  const { autoAccepts, lateAbsences } = terms
  const late = !isWithin(deadlines.absence, now)
  if (late && !(lateAbsences && isWithin(deadlines.start, now)))
    return {
      code: 'DEADLINE',
      reason: `L’absence se déclarait jusqu’au ${formatDeadline(deadlines.absence)}. ${CALL_US}`,
    }
  const [to, then] = autoAccepts
    ? (['ABSENT', 'La place est rendue aussitôt.'] as const)
    : ([
        'ABSENCE_REQUESTED',
        'Le service répond ensuite par e-mail ; d’ici là, la place reste réservée.',
      ] as const)
  return late
    ? {
        label: 'Déclarer une absence facturée',
        to: 'ABSENT',
        billing: 'STANDARD',
        until: deadlines.start,
        lead: 'Le délai est passé, mais vous pouvez encore déclarer une absence',
        after: 'La place est rendue aussitôt ; la journée reste facturée.',
      }
    : {
        label: 'Déclarer une absence',
        to,
        billing: 'FREE',
        until: deadlines.absence,
        lead: 'Vous pouvez déclarer une absence',
        after: `${then} ${lateAbsence(terms, deadlines)}`,
      }
}

function declareSick({ now }: Asked, proof: Date): Answer {
  if (!isWithin(proof, now))
    return {
      code: 'DEADLINE',
      reason: `Une maladie se signalait, avec son certificat, jusqu’au ${formatDeadline(proof)}. ${CALL_US}`,
    }
  return {
    label: 'Signaler une maladie',
    to: 'ABSENCE_REQUESTED',
    billing: 'STANDARD',
    until: proof,
    lead: 'Vous pouvez signaler une maladie et remettre le certificat médical',
    after: 'Avec le certificat, la journée n’est pas facturée.',
  }
}

function withdraw({ state }: Entry): Answer {
  if (state === 'WAITLISTED')
    return {
      label: 'Quitter la liste d’attente',
      to: 'ENROLLED',
      billing: 'STANDARD',
      until: null,
      lead: 'Vous pouvez quitter la liste d’attente à tout moment',
      after: 'Une place qui se libère vous est donnée, ou proposée, à votre tour.',
    }
  return {
    label: 'Annuler ma demande',
    to: state === 'REQUESTED' ? 'ENROLLED' : 'BOOKED',
    billing: 'STANDARD',
    until: null,
    lead: 'Vous pouvez annuler votre demande tant que le service n’a pas répondu',
    after:
      state === 'REQUESTED'
        ? 'La place n’est prise que quand la demande est acceptée.'
        : 'La place reste réservée tant que l’absence n’est pas acceptée.',
  }
}

function cancel({ terms: { autoAccepts }, deadlines: { absence }, now }: Asked): Answer {
  if (!autoAccepts)
    return {
      code: 'DECIDED',
      reason: 'Le service a accepté cette réservation : pour la défaire, déclarez une absence.',
    }
  if (!isWithin(absence, now))
    return {
      code: 'DEADLINE',
      reason: `La réservation s’annulait jusqu’au ${formatDeadline(absence)}. ${CALL_US}`,
    }
  return {
    label: 'Annuler ma réservation',
    to: 'ENROLLED',
    billing: 'STANDARD',
    until: absence,
    lead: 'Vous pouvez annuler votre réservation',
    after: 'La place est rendue aussitôt.',
  }
}

function decided(label: string, to: EntryState, billing: Billing): Answer {
  return { label, to, billing, until: null, lead: '', after: 'La famille est prévenue par e-mail.' }
}

function rankWords(waiting: number): string {
  if (waiting === 0) return 'Vous seriez le premier.'
  return `${waiting} ${waiting === 1 ? 'enfant attend' : 'enfants attendent'} déjà.`
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
    if (!isWithin(entry.deadlines.booking, now)) continue
    const { possible } = explain(entry, termsOf(entry.activity), entry.deadlines, 'parent', now)
    if (possible.length > 0) next = entry
  }
  return next
}
