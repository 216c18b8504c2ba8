import { addDays, dayFromDb, instantInParis, type WallTime } from '@/lib/core/day'
import { createPendingChange } from '@/tests/factories/families'
import type { Household, Seed } from './families'

export type NamedHouseholds = Record<
  'delmas' | 'traore' | 'leGall' | 'nguyen' | 'dAngelo' | 'benali',
  Household
>

type Values = Record<string, string | null>

/** A change of one unit of the household's first guardian or first child. */
type Asked = {
  household: Household
  daysAgo: number
  hour: string
  target: 'guardian' | 'child'
  section: string
  unit: string
  after: Values
  /** What the family saw, where the value in force has moved since: a conflict for the agent. */
  before?: Values
}

/** The changes that wait for the agents: those of the named families, then six of the subscribed others. */
export async function seedPendingChanges(
  seed: Seed,
  named: NamedHouseholds,
  others: Household[],
): Promise<void> {
  const changes = [...namedChanges(seed, named), ...otherChanges(others.filter(({ account }) => account))]
  for (const change of changes) await seedChange(seed, change)
}

function namedChanges(
  { today }: Seed,
  { delmas, traore, leGall, nguyen, dAngelo, benali }: NamedHouseholds,
): Asked[] {
  const moved = {
    addressLine: '31 avenue Jean-Jaurès',
    addressComplement: 'Bâtiment B, 2e étage',
    postalCode: '45990',
    city: 'Vallombreuse',
    addressSince: addDays(today, -12),
  }
  return [
    { household: delmas, daysAgo: 4, hour: '21:42', ...onChild('diet', { diet: 'VEGETARIAN' }) },
    {
      household: traore,
      daysAgo: 5,
      hour: '08:15',
      target: 'guardian',
      section: 'address',
      unit: 'address',
      after: moved,
    },
    {
      household: leGall,
      daysAgo: 2,
      hour: '18:03',
      ...onGuardian('mobilePhone', { mobilePhone: '0639980190' }),
    },
    {
      household: nguyen,
      daysAgo: 1,
      hour: '12:27',
      ...onGuardian('lastName', { lastName: 'Nguyen-Lemaire' }),
    },
    {
      household: dAngelo,
      daysAgo: 1,
      hour: '20:51',
      ...onChild('birthPlace', { birthPlace: 'Turin (Italie)' }),
    },
    {
      household: benali,
      daysAgo: 0,
      hour: '07:10',
      ...onGuardian('profession', { profession: 'Cheffe de chantier' }),
    },
  ]
}

function otherChanges(others: Household[]): Asked[] {
  const [a, b, c, d, e, f] = others as [Household, Household, Household, Household, Household, Household]
  return [
    {
      household: a,
      daysAgo: 3,
      hour: '09:30',
      ...onGuardian('email', { email: 'nouvelle.adresse@exemple.example' }),
    },
    {
      household: b,
      daysAgo: 2,
      hour: '22:14',
      ...onGuardian('employer', { employer: 'Transports de la Loire' }),
      before: { employer: 'Coopérative des Vignes' },
    },
    { household: c, daysAgo: 1, hour: '07:48', ...onChild('diet', { diet: 'NO_PORK' }) },
    { household: d, daysAgo: 1, hour: '13:02', ...onGuardian('workPhone', { workPhone: '0261910045' }) },
    { household: e, daysAgo: 0, hour: '06:55', ...onChild('usualName', { usualName: 'Martin' }) },
    { household: f, daysAgo: 0, hour: '08:20', ...onGuardian('homePhone', { homePhone: '0261910077' }) },
  ]
}

const onGuardian = (unit: string, after: Values) => ({
  target: 'guardian' as const,
  section: 'identity',
  unit,
  after,
})
const onChild = (unit: string, after: Values) => ({
  target: 'child' as const,
  section: 'general',
  unit,
  after,
})

async function seedChange({ db, at, today }: Seed, asked: Asked): Promise<void> {
  const { household, target, section, unit, after } = asked
  const row = target === 'guardian' ? household.guardians[0]! : household.children[0]!
  const owner = target === 'guardian' ? { guardianId: row.id } : { childId: row.id }
  const wanted = instantInParis(addDays(today, -asked.daysAgo), asked.hour as WallTime)
  const askedAt = wanted < at ? wanted : new Date(at.getTime() - 25 * 60_000)
  const before = asked.before ?? valuesInForce(row, Object.keys(after))
  const authorId = household.account?.id
  await createPendingChange(db, household, { ...owner, section, unit, before, after, authorId, askedAt })
}

function valuesInForce(row: object, names: string[]): Values {
  const inForce = new Map<string, unknown>(Object.entries(row))
  const text = (value: unknown) =>
    value instanceof Date ? dayFromDb(value) : typeof value === 'string' ? value : null
  return Object.fromEntries(names.map((name) => [name, text(inForce.get(name))]))
}
