import { randomToken } from '@/lib/core/crypto'
import { addDays, day, dayToDb, instantInParis, type Day, type WallTime } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import type { Account, Grade, School } from '@/lib/generated/prisma/client.ts'
import { createAccount } from '@/tests/factories/accounts'
import {
  createFamily,
  createSchool,
  subscribe,
  type ChildInput,
  type CreatedFamily,
  type GuardianInput,
} from '@/tests/factories/families'
import { inventAddress, inventEmail, inventMobile, inventProfession, SURNAMES_WITH_NAMES } from './people'
import type { Random } from './random'

/** What every part of the demonstration is built with. `at` is the present instant, `today` its day in Paris. */
export type Seed = { db: Tx; random: Random; at: Date; today: Day }

/** A family of the demonstration, and the account of its first guardian when it is subscribed. */
export type Household = CreatedFamily & { account: Account | null }

export type Schools = { elementary: School; nursery: School; group: School }

const GRADES = ['PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2'] as const satisfies readonly Grade[]
const NURSERY: readonly Grade[] = ['PS', 'MS', 'GS']

/** The year in which the day's school year began (1 September). */
export function schoolYearOf(today: Day): number {
  const year = Number(today.slice(0, 4))
  return today.slice(5) >= '09-01' ? year : year - 1
}

export async function seedSchools(db: Tx): Promise<Schools> {
  return {
    elementary: await createSchool(db, 'École élémentaire Jean-Moulin'),
    nursery: await createSchool(db, 'École maternelle Les Primevères'),
    group: await createSchool(db, 'Groupe scolaire Simone-Veil'),
  }
}

/** The birth date of a child of this grade: it turns three in the calendar year it enters PS, and so on. */
export function birthDateOf(grade: (typeof GRADES)[number], today: Day, monthAndDay: string): Date {
  return dayToDb(day(`${schoolYearOf(today) - 3 - GRADES.indexOf(grade)}-${monthAndDay}`))
}

/** Families without a story: one or two guardians, one to three children; half are subscribed. */
export async function seedInventedFamilies(seed: Seed, schools: Schools): Promise<Household[]> {
  const password = randomToken()
  const households: Household[] = []
  for (const [position, { surname, names }] of SURNAMES_WITH_NAMES.entries()) {
    const { db, random, today } = seed
    const address = {
      ...inventAddress(random),
      addressSince: dayToDb(day(`${2009 + random.below(14)}-07-01`)),
    }
    const guardian = (title: 'MME' | 'M'): GuardianInput => {
      const firstNames = random.pick(title === 'MME' ? names.women : names.men)
      return {
        title,
        firstNames,
        lastName: surname,
        birthDate: dayToDb(
          day(`${1978 + random.below(18)}-${pad(1 + random.below(12))}-${pad(1 + random.below(28))}`),
        ),
        mobilePhone: inventMobile(random),
        email: inventEmail(firstNames, surname),
        profession: inventProfession(random),
        ...address,
      }
    }
    const first = random.chance(0.75) ? 'MME' : 'M'
    const guardians = random.chance(0.7) ? [guardian('MME'), guardian('M')] : [guardian(first)]
    const family = await createFamily(db, {
      name: surname,
      externalNumber: String(10_120 + position * 7),
      familyQuotient: random.chance(0.85) ? 300 + random.below(1_900) : null,
      ...(random.chance(0.6)
        ? { benefitOrganism: 'CAF', allocataireNumber: String(1_000_000 + random.below(8_999_999)) }
        : {}),
      guardians,
      children: inventChildren(seed, schools, surname, names, today),
    })
    const account = position % 2 === 0 ? await subscribedAccount(seed, family, password, position) : null
    households.push({ ...family, account })
  }
  return households
}

/** An account of the family's first guardian, whose password nobody knows, subscribed some weeks ago. */
async function subscribedAccount(
  { db, today }: Seed,
  family: CreatedFamily,
  password: string,
  position: number,
): Promise<Account> {
  const { firstNames, lastName, email } = family.guardians[0]!
  const hour = `${pad(8 + ((position * 5) % 14))}:${pad((position * 17) % 60)}` as WallTime
  const subscribedAt = instantInParis(addDays(today, -1 - position), hour)
  const account = await createAccount(db, {
    email: email!,
    firstName: firstNames,
    lastName,
    password,
    createdAt: new Date(subscribedAt.getTime() - 900_000),
  })
  await subscribe(db, account, family.guardians[0]!, subscribedAt)
  return account
}

function inventChildren(
  { random }: Seed,
  schools: Schools,
  lastName: string,
  names: { girls: string[]; boys: string[] },
  today: Day,
): ChildInput[] {
  const children: ChildInput[] = []
  const count = 1 + random.below(3)
  const inGroup = random.chance(0.4)
  while (children.length < count) {
    const grade = random.pick(GRADES)
    const sex = random.chance(0.5) ? 'F' : 'M'
    const firstNames = random.pick(sex === 'F' ? names.girls : names.boys)
    if (children.some((child) => child.firstNames === firstNames || child.grade === grade)) continue
    const school = inGroup ? schools.group : NURSERY.includes(grade) ? schools.nursery : schools.elementary
    children.push({
      firstNames,
      lastName,
      sex,
      grade,
      schoolId: school.id,
      birthDate: birthDateOf(grade, today, `${pad(1 + random.below(12))}-${pad(1 + random.below(28))}`),
      birthPlace: random.pick(['Orléans', 'Vallombreuse', 'Tours', 'Blois', 'Paris']),
      diet: random.chance(0.8)
        ? 'STANDARD'
        : random.pick(['NO_PORK', 'NO_MEAT', 'VEGETARIAN', 'OWN_MEAL'] as const),
      ...(random.chance(0.06) ? random.pick(HEALTH) : {}),
    })
  }
  return children
}

const HEALTH = [
  {
    allergies: 'Arachide, sévère',
    careplan: 'Trousse d’urgence au bureau de la direction, adrénaline auto-injectable.',
  },
  { allergies: 'Œuf, modérée' },
  { allergies: 'Pénicilline' },
  { careplan: 'Asthme : deux bouffées en cas de gêne, puis appeler les parents.' },
]

const pad = (n: number) => String(n).padStart(2, '0')
