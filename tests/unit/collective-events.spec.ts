import { expect, test } from '@playwright/test'
import { formatDeadline } from '@/lib/activity/rules/deadline'
import { day } from '@/lib/core/day'
import { eventCancelledMail, eventMail, scopeWords, spanWords } from '@/lib/planning/event-messages'
import { eventSchema } from '@/lib/planning/event-schema'
import {
  countEffect,
  eventState,
  eventWords,
  EXCUSED_STATES,
  periodObstacle,
  plainTargets,
  REFUSED_STATES,
} from '@/lib/planning/rules/events'
import { ENTRY_STATES, holdsPlace, targetsOf } from '@/lib/planning/rules/states'

const TODAY = day('2026-11-24')
const one = { startsOn: day('2026-12-03'), endsOn: day('2026-12-03') }

test('what an event releases is what the table of states says, and holds no place afterwards', () => {
  for (const state of ENTRY_STATES) {
    const targets = targetsOf(state, 'RELEASE')
    const excused = (EXCUSED_STATES as readonly string[]).includes(state)
    const refused = (REFUSED_STATES as readonly string[]).includes(state)
    expect(targets, state).toEqual(excused ? ['ABSENT'] : refused ? ['REFUSED'] : [])
    for (const target of targets) expect(holdsPlace(target)).toBe(false)
  }
})

test('a group of an activity that is there whole says nothing more', () => {
  const whole = { activityId: 1, groupId: null }
  const group = { activityId: 2, groupId: 5 }
  expect(plainTargets([{ activityId: 1, groupId: 4 }, whole, group, whole, group])).toEqual([whole, group])
})

test('an event is declared from 31 days back to two years ahead, for 31 days at most', () => {
  const fieldOf = (startsOn: string, endsOn = startsOn) =>
    periodObstacle({ startsOn: day(startsOn), endsOn: day(endsOn) }, TODAY)?.field ?? null
  expect(fieldOf('2026-10-24')).toBeNull()
  expect(fieldOf('2026-10-23')).toBe('startsOn')
  expect(fieldOf('2026-12-01', '2026-12-31')).toBeNull()
  expect(fieldOf('2026-12-01', '2027-01-01')).toBe('endsOn')
  expect(fieldOf('2029-02-02')).toBe('startsOn')
})

test('an event is to come, now, over or cancelled', () => {
  const span = { startsOn: day('2026-11-24'), endsOn: day('2026-11-25') }
  const on = (today: string, isCancelled = false) => eventState({ ...span, isCancelled }, day(today))
  expect(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'].map((today) => on(today))).toEqual([
    'COMING',
    'NOW',
    'NOW',
    'OVER',
  ])
  expect(on('2026-11-23', true)).toBe('CANCELLED')
})

test('an event is said in words: its nature unless its name says it, whom it concerns, when', () => {
  expect(eventWords({ name: 'Musée', kind: 'OUTING' })).toBe('Musée (sortie scolaire)')
  expect(eventWords({ name: 'Grève nationale', kind: 'STRIKE' })).toBe('Grève nationale')
  expect(scopeWords({ grades: ['CE1', 'CE2'] }, 'École Jean-Moulin')).toBe('École Jean-Moulin, CE1, CE2')
  expect(scopeWords({ grades: [] }, null)).toBe('Toutes les écoles, toutes les classes')
  expect(spanWords(one)).toBe('le jeudi 3 décembre')
  expect(spanWords({ ...one, endsOn: day('2026-12-04') })).toBe('du 3 au 4 décembre')
})

test('one mail says a family all of its days: annulled, excused, refused', () => {
  const line = (firstName: string, on: string, before: 'BOOKED' | 'WAITLISTED' | 'ABSENT') => ({
    ...{ firstName, activity: 'Cantine', day: day(on), before },
  })
  const mail = eventMail(
    { name: 'Grève', kind: 'STRIKE', startsOn: day('2026-12-03'), endsOn: day('2026-12-04') },
    [
      line('Lina', '2026-12-03', 'BOOKED'),
      line('Lina', '2026-12-04', 'BOOKED'),
      line('Tom', '2026-12-03', 'WAITLISTED'),
      line('Tom', '2026-12-04', 'ABSENT'),
    ],
    'https://x',
  )
  expect(mail.subject).toBe('Grève, du 3 au 4 décembre : Lina et Tom')
  expect(mail.paragraphs).toEqual([
    'Grève, du 3 au 4 décembre.',
    'Ces réservations sont annulées, elles ne sont pas facturées :',
    'Lina, Cantine : 2 jours du 3 au 4 décembre',
    'Cette absence n’est pas facturée :',
    'Tom, Cantine, vendredi 4 décembre',
    'Cette demande n’a pas pu être acceptée :',
    'Tom, Cantine, jeudi 3 décembre',
    'Vous n’avez rien à faire.',
  ])
})

test('the mail of a cancelled event tells what is booked again, to be confirmed, or not given back', () => {
  const names = { firstName: 'Lina', activity: 'Cantine' }
  const until = new Date('2026-12-02T11:00:00Z')
  const mail = eventCancelledMail(
    { name: 'Musée', kind: 'OUTING', startsOn: day('2026-12-03'), endsOn: day('2026-12-07') },
    [
      { ...names, day: day('2026-12-07'), outcome: 'BOOKED' },
      { ...names, day: day('2026-12-03'), outcome: 'OFFERED', until },
      { ...names, day: day('2026-12-04'), outcome: 'LEFT' },
    ],
    'https://x',
  )
  expect(mail.subject).toBe('Annulé : Musée, du 3 au 7 décembre')
  expect(mail.paragraphs).toEqual([
    '« Musée » n’a pas lieu : l’événement prévu du 3 au 7 décembre est annulé.',
    'Cette réservation est rétablie :',
    'Lina, Cantine, lundi 7 décembre',
    `Cette place est gardée pour vous. Confirmez-la sur le planning jusqu’au ${formatDeadline(until)} :`,
    'Lina, Cantine, jeudi 3 décembre',
    expect.stringContaining('n’est pas rétablie, et n’est pas facturée'),
    'Lina, Cantine, vendredi 4 décembre',
  ])
})

test('the form: the last day is the first unless said, groups are of their activity, nothing wrong goes through', () => {
  const typed = {
    ...{ step: 'preview', key: '019ab000-0000-7000-8000-000000000000', name: ' Musée ', kind: 'OUTING' },
    ...{ targets: ['3.7', '4'], schoolId: '', grades: ['CE2', 'CE1'], startsOn: '2026-12-03', endsOn: '' },
  }
  expect(eventSchema.parse(typed)).toMatchObject({
    name: 'Musée',
    targets: [
      { activityId: 3, groupId: 7 },
      { activityId: 4, groupId: null },
    ],
    schoolId: null,
    grades: ['CE1', 'CE2'],
    startsOn: '2026-12-03',
    endsOn: '2026-12-03',
  })
  const wrong = (more: object) => {
    const parsed = eventSchema.safeParse({ ...typed, ...more })
    return parsed.success ? null : parsed.error.issues[0]!.path[0]
  }
  expect(wrong({ name: '   ' })).toBe('name')
  expect(wrong({ kind: 'MEDICAL' })).toBe('kind')
  expect(wrong({ targets: undefined })).toBe('targets')
  expect(wrong({ targets: ['x'] })).toBe('targets')
  expect(wrong({ startsOn: '2026-02-30' })).toBe('startsOn')
  expect(wrong({ endsOn: '2026-12-02' })).toBe('endsOn')
  expect(wrong({ schoolId: '0' })).toBe('schoolId')
})

test('an effect is counted by the states that it had', () => {
  const effect = {
    ...{ families: 2, children: 3 },
    days: [
      { day: day('2026-12-03'), counts: { BOOKED: 2, WAITLISTED: 1 } },
      { day: day('2026-12-04'), counts: { BOOKED: 1, PRESENT: 4 } },
    ],
  }
  expect(countEffect(effect, EXCUSED_STATES)).toBe(3)
  expect(countEffect(effect, REFUSED_STATES)).toBe(1)
})
