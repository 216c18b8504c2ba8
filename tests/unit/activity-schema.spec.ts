import { expect, test } from '@playwright/test'
import { activitySchema, type ActivityInput } from '@/lib/activity/activity-schema'
import { activityValues } from '@/lib/activity/form-values'
import { groupSchema } from '@/lib/activity/group-schema'
import type { ActivityView } from '@/lib/activity/queries'
import { deadlineSentence, type DeadlineRule } from '@/lib/activity/rules/deadline'
import { linksProblem } from '@/lib/activity/rules/links'
import { rulesSummary } from '@/lib/activity/rules/summary'
import { openingSentence } from '@/lib/activity/rules/terms'

/** The fields as the action gives them to the schema: lists without their brackets. */
const sent = (changed: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries({
      ...activityValues(),
      name: 'Cantine',
      startsAt: '11:45',
      endsAt: '13:30',
      ...changed,
    }).map(([name, value]) => [name.replace('[]', ''), value]),
  )

/** What is wrong, by field. */
function errorsOf(changed: Record<string, string>): Record<string, string> {
  const { error } = activitySchema.safeParse(sent(changed))
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]))
}

const KINDS: [Record<string, string>, DeadlineRule][] = [
  [{ kind: 'NONE', days: 'x' }, { kind: 'NONE' }],
  [
    { kind: 'DAYS_BEFORE', days: '15', time: '23:59', counting: 'CLEAR', from: 'HOLIDAYS', hours: 'x' },
    { kind: 'DAYS_BEFORE', days: 15, time: '23:59', counting: 'CLEAR', from: 'HOLIDAYS' } as DeadlineRule,
  ],
  [
    { kind: 'HOURS_BEFORE', hours: ' 72 ', time: 'x', from: 'x' },
    { kind: 'HOURS_BEFORE', hours: 72 },
  ],
  [
    { kind: 'WEEKDAY_BEFORE', weekday: '5', weeks: '1', time: '9:00', from: 'WEEK' },
    { kind: 'WEEKDAY_BEFORE', weekday: 5, weeks: 1, time: '09:00', from: 'WEEK' } as DeadlineRule,
  ],
  [
    { kind: 'MONTH_DAY', dayOfMonth: '10', months: '1', time: '12:00', from: 'MONTH' },
    { kind: 'MONTH_DAY', dayOfMonth: 10, months: 1, time: '12:00', from: 'MONTH' } as DeadlineRule,
  ],
]

const under = (prefix: string, fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${prefix}.${name}`, value]))

for (const [fields, rule] of KINDS)
  for (const name of ['bookingOpens', 'bookingDeadline', 'absenceDeadline', 'lateBooking'] as const)
    test(`${name} of the kind ${rule.kind} is read, whatever the fields of the other kinds hold`, () => {
      const policy = { 'lateBooking.policy': 'SURCHARGE' }
      const read = activitySchema.parse(sent({ ...policy, ...under(name, fields) }))
      const found =
        name === 'lateBooking' ? 'until' in read.lateBooking && read.lateBooking.until : read[name]
      expect(found).toEqual(rule)
    })

test('an activity fills the form with what it was saved from', () => {
  for (const [fields, rule] of KINDS) {
    const changed = {
      'lateBooking.policy': 'AGENTS',
      'lateAbsence.accepted': '1',
      'lateAbsence.proofHours': '48',
      'dayLimits.per': 'WEEK',
      'dayLimits.min': '2',
      'waiting.list': 'AUTO',
      'waiting.hours': '12',
      ...under('lateBooking', fields),
      ...under('bookingDeadline', fields),
    }
    const input: ActivityInput = activitySchema.parse(sent(changed))
    expect(input).toMatchObject({
      bookingDeadline: rule,
      lateBooking: { policy: 'AGENTS', until: rule },
      lateAbsence: { accepted: true, proofHours: 48 },
      dayLimits: { per: 'WEEK', min: 2, max: null },
      waiting: { waitingList: 'AUTO', offerHours: 12 },
    })
    const stored = { ...input, ...input.waiting, groups: [] } as unknown as ActivityView
    const again = activitySchema.parse(
      Object.fromEntries(
        Object.entries(activityValues(stored)).map(([name, value]) => [name.replace('[]', ''), value]),
      ),
    )
    expect(again).toEqual({ ...input, id: undefined })
  }
})

const WRONG: [Record<string, string>, Record<string, string>][] = [
  [{ 'bookingDeadline.kind': 'X' }, { 'bookingDeadline.kind': 'Choisissez une règle.' }],
  [
    { 'bookingDeadline.kind': 'DAYS_BEFORE', 'bookingDeadline.days': '366', 'bookingDeadline.time': '25:00' },
    {
      'bookingDeadline.days': 'Indiquez un nombre de jours, de 0 à 365.',
      'bookingDeadline.time': 'Écrivez l’heure ainsi : 09:30.',
    },
  ],
  [
    { 'bookingOpens.kind': 'HOURS_BEFORE', 'bookingOpens.hours': '-1' },
    { 'bookingOpens.hours': 'Indiquez un nombre d’heures, de 0 à 999.' },
  ],
  [
    { 'absenceDeadline.kind': 'WEEKDAY_BEFORE', 'absenceDeadline.weekday': '8' },
    { 'absenceDeadline.weekday': 'Indiquez un jour de la semaine, de 1 à 7.' },
  ],
  [
    { 'absenceDeadline.kind': 'MONTH_DAY', 'absenceDeadline.dayOfMonth': '32' },
    { 'absenceDeadline.dayOfMonth': 'Indiquez un jour du mois, de 1 à 31.' },
  ],
  [
    { 'absenceDeadline.kind': 'MONTH_DAY', 'absenceDeadline.from': 'X' },
    { 'absenceDeadline.from': 'Choisissez depuis quand le délai se compte.' },
  ],
  [{ 'lateBooking.policy': 'X' }, { 'lateBooking.policy': 'Choisissez ce qui arrive après le délai.' }],
  [
    { 'lateBooking.policy': 'AGENTS', 'lateBooking.kind': 'HOURS_BEFORE', 'lateBooking.hours': '' },
    { 'lateBooking.hours': 'Indiquez un nombre d’heures, de 0 à 999.' },
  ],
  [
    { 'lateAbsence.proofHours': '0' },
    { 'lateAbsence.proofHours': 'Indiquez un nombre d’heures ou laissez vide, de 1 à 720.' },
  ],
  [{ 'dayLimits.per': 'WEEK' }, { 'dayLimits.max': 'Indiquez un minimum ou un maximum.' }],
  [
    { 'dayLimits.per': 'MONTH', 'dayLimits.min': '5', 'dayLimits.max': '4' },
    { 'dayLimits.max': 'Le maximum est plus petit que le minimum.' },
  ],
  [
    { 'waiting.list': 'AUTO', 'waiting.hours': '169' },
    { 'waiting.hours': 'Indiquez un nombre d’heures, de 1 à 168.' },
  ],
  [{ endsAt: '11:45' }, { endsAt: 'La fin vient après le début.' }],
]

for (const [changed, errors] of WRONG)
  test(`${JSON.stringify(changed)} is refused next to its field`, () => {
    expect(errorsOf(changed)).toEqual(errors)
  })

test('what a list does not need is not looked at', () => {
  expect(errorsOf({ 'waiting.list': 'NONE', 'waiting.hours': 'x' })).toEqual({})
  expect(errorsOf({ 'lateBooking.policy': 'REFUSED', 'lateBooking.days': 'x' })).toEqual({})
  expect(errorsOf({ 'dayLimits.per': 'NONE', 'dayLimits.min': 'x' })).toEqual({})
})

test('a group has bounds that hold somebody', () => {
  const group = { activityId: '1', name: '3-5 ans', position: '1', capacity: '24', minAge: '3', maxAge: '5' }
  expect(groupSchema.parse({ ...group, grades: ['GS', 'PS', 'PS'] })).toEqual({
    activityId: 1,
    name: '3-5 ans',
    position: 1,
    capacity: 24,
    minAge: 3,
    maxAge: 5,
    grades: ['PS', 'GS'],
  })
  expect(groupSchema.safeParse({ ...group, maxAge: '2' }).error?.issues[0]?.path).toEqual(['maxAge'])
  expect(groupSchema.safeParse({ ...group, minAge: 'x' }).error?.issues[0]?.path).toEqual(['minAge'])
})

test('links that nobody could follow are refused', () => {
  const problem = (id: number | null, excludes: number[], requires: number[]) =>
    linksProblem(id, { excludes, requires }, [
      { activityId: 2, otherId: 3, kind: 'REQUIRES' },
      { activityId: 4, otherId: 1, kind: 'EXCLUDES' },
    ])
  expect(problem(1, [2], [3])).toBeNull()
  expect(problem(null, [], [2])).toBeNull()
  expect(problem(1, [], [1])).toContain('elle-même')
  expect(problem(1, [2], [2])).toContain('à la fois exclue et obligatoire')
  expect(problem(1, [], [4])).toContain('à la fois exclue et obligatoire')
  expect(problem(3, [], [2])).toContain('aucune ne pourrait plus être réservée')
})

test('reservations that open some days before are said to', () => {
  const rule = KINDS[1]![1]
  expect(openingSentence(rule)).toBe(
    'Les réservations ouvrent 15 jours francs avant le premier jour des vacances, à minuit.',
  )
  expect(deadlineSentence(rule)).toContain('jusqu’à 15 jours francs avant')
})

test('the summary says what is set, and nothing of what is not', () => {
  const rules = activitySchema.parse(sent({ 'bookingDeadline.kind': 'HOURS_BEFORE' }))
  const summary = (changed: object) =>
    rulesSummary({ ...rules, ...rules.waiting, groups: [], ...changed }, (id) => `activité ${id}`)
  expect(summary({})).toEqual([
    { about: 'Réserver', text: 'Possible jusqu’à 48 heures avant le début de l’activité.' },
    { about: 'Absence', text: 'Possible jusqu’au début de l’activité.' },
  ])
  expect(summary({ excludes: [2, 3], requires: [4], openToAll: true }).at(-1)).toEqual({
    about: 'Le même jour',
    text: 'Pas avec activité 2 et activité 3. Seulement avec activité 4.',
  })
})
