import { day, dayToDb } from '@/lib/core/day'
import type { Account } from '@/lib/generated/prisma/client.ts'
import { createAccount, createAgent } from '@/tests/factories/accounts'
import { createFamily, linkChild, subscribe, type GuardianInput } from '@/tests/factories/families'
import type { Activities } from './activities'
import { birthDateOf, type Household, type Schools, type Seed } from './families'

/** The agents of the demonstration, one per role. */
export async function seedAgents(
  { db }: Seed,
  { canteen, wednesday }: Activities,
): Promise<{ agent: Account; billing: Account }> {
  await createAgent(db, 'ADMINISTRATOR', {
    email: 'admin@demo.example',
    firstName: 'Gérard',
    lastName: 'Lebon',
  })
  const billing = await createAgent(db, 'BILLING', {
    email: 'regie@demo.example',
    firstName: 'Patricia',
    lastName: 'Vidal',
  })
  await createAgent(db, 'ON_SITE', {
    email: 'terrain@demo.example',
    firstName: 'Yacine',
    lastName: 'Brahimi',
    activityIds: [canteen.id, wednesday.id],
  })
  return { agent: await createAgent(db, 'FAMILY_SERVICE', { email: 'agent@demo.example' }), billing }
}

/** The number of the family whose guardian the account nouveau@demo.example may subscribe with. */
export const NEWCOMER_FAMILY = '10094'

const at45990 = (addressLine: string) => ({
  addressLine,
  postalCode: '45990',
  city: 'Vallombreuse',
  addressSince: dayToDb(day('2019-07-01')),
})

const born = (text: string) => dayToDb(day(text))

/** The Delmas family of the pictures, and its account parent@demo.example. */
export async function seedDelmas({ db, today, at }: Seed, schools: Schools): Promise<Household> {
  const account = await createAccount(db, { email: 'parent@demo.example' })
  const home = at45990('12 rue des Tilleuls')
  const family = await createFamily(db, {
    name: 'Delmas',
    externalNumber: '10087',
    familyQuotient: 842,
    benefitOrganism: 'CAF',
    allocataireNumber: '4512870',
    guardians: [
      {
        title: 'MME',
        firstNames: 'Sofia',
        lastName: 'Delmas',
        birthName: 'Ferrante',
        birthDate: born('1988-06-21'),
        profession: 'Infirmière',
        employer: 'Hôpital de Vallombreuse',
        mobilePhone: '0639980142',
        email: 'sofia.delmas@exemple.example',
        ...home,
      },
      {
        title: 'M',
        firstNames: 'Karim',
        lastName: 'Delmas',
        birthDate: born('1986-01-09'),
        profession: 'Professeur des écoles',
        mobilePhone: '0639980143',
        email: 'karim.delmas@exemple.example',
        ...home,
      },
    ],
    children: [
      {
        firstNames: 'Lina Jeanne',
        sex: 'F',
        grade: 'CE2',
        birthDate: birthDateOf('CE2', today, '03-14'),
        birthPlace: 'Orléans',
        schoolId: schools.elementary.id,
      },
      {
        firstNames: 'Noé',
        sex: 'M',
        grade: 'GS',
        birthDate: birthDateOf('GS', today, '06-02'),
        birthPlace: 'Orléans',
        schoolId: schools.nursery.id,
      },
    ],
  })
  await subscribe(db, account, family.guardians[0]!, daysBefore(at, 64))
  return { ...family, account }
}

/** Sofia’s neighbour Camille Moreau, who has an account and a code but is not subscribed yet. */
export async function seedNewcomer({ db, today }: Seed, schools: Schools): Promise<Household> {
  await createAccount(db, { email: 'nouveau@demo.example', firstName: 'Camille', lastName: 'Moreau' })
  const family = await createFamily(db, {
    name: 'Moreau',
    externalNumber: NEWCOMER_FAMILY,
    familyQuotient: 1_120,
    guardians: [
      {
        title: 'MME',
        firstNames: 'Camille',
        mobilePhone: '0639980177',
        email: 'camille.moreau@exemple.example',
        ...at45990('3 impasse des Lilas'),
      },
    ],
    children: [
      {
        firstNames: 'Nina',
        sex: 'F',
        grade: 'CP',
        birthDate: birthDateOf('CP', today, '09-18'),
        schoolId: schools.group.id,
      },
      {
        firstNames: 'Tom',
        sex: 'M',
        grade: 'MS',
        birthDate: birthDateOf('MS', today, '02-27'),
        schoolId: schools.group.id,
      },
    ],
  })
  return { ...family, account: null }
}

/** Parents who live apart: Jules belongs to his mother’s family and to his father’s. Each has their own account. */
export async function seedSeparatedParents(
  seed: Seed,
  schools: Schools,
): Promise<{ mother: Household; father: Household }> {
  const { db, today } = seed
  const mother = await seedFamily(seed, {
    number: '10101',
    guardian: { title: 'MME', firstNames: 'Hélène', lastName: 'Rousseau', ...at45990('27 rue Pasteur') },
    children: [
      {
        firstNames: 'Jules',
        lastName: 'Lambert',
        sex: 'M',
        grade: 'CE1',
        birthDate: birthDateOf('CE1', today, '11-05'),
        schoolId: schools.elementary.id,
      },
    ],
  })
  const father = await seedFamily(seed, {
    number: '10102',
    guardian: { title: 'M', firstNames: 'Antoine', lastName: 'Lambert', ...at45990('8 quai de la Loire') },
    children: [
      {
        firstNames: 'Iris',
        lastName: 'Lambert',
        sex: 'F',
        grade: 'PS',
        birthDate: birthDateOf('PS', today, '04-30'),
        schoolId: schools.nursery.id,
        colour: 1,
      },
    ],
  })
  await linkChild(db, father.guardians[0]!, mother.children[0]!)
  return { mother, father: { ...father, children: [mother.children[0]!, ...father.children] } }
}

/** The five families of whom the agents’ queue tells something, besides the Delmas. */
export async function seedNamedFamilies(seed: Seed, schools: Schools) {
  const { today } = seed
  const { elementary, nursery, group } = schools
  const born = (grade: Parameters<typeof birthDateOf>[0], date: string) => ({
    grade,
    birthDate: birthDateOf(grade, today, date),
  })
  return {
    traore: await seedFamily(seed, {
      number: '10088',
      guardian: {
        title: 'MME',
        firstNames: 'Aminata',
        lastName: 'Traoré',
        profession: 'Aide-soignante',
        ...at45990('5 rue du Moulin'),
      },
      children: [
        { firstNames: 'Ismaël', sex: 'M', ...born('CM1', '01-22'), schoolId: group.id, diet: 'NO_PORK' },
        { firstNames: 'Kadiatou', sex: 'F', ...born('CP', '08-09'), schoolId: group.id, diet: 'NO_PORK' },
      ],
    }),
    leGall: await seedFamily(seed, {
      number: '10089',
      guardian: {
        title: 'M',
        firstNames: 'Ronan',
        lastName: 'Le Gall',
        profession: 'Menuisier',
        ...at45990('18 chemin des Vignes'),
      },
      children: [{ firstNames: 'Yann', sex: 'M', ...born('CE1', '05-17'), schoolId: elementary.id }],
    }),
    nguyen: await seedFamily(seed, {
      number: '10090',
      guardian: {
        title: 'MME',
        firstNames: 'Linh',
        lastName: 'Nguyen',
        profession: 'Pharmacienne',
        ...at45990('2 place du Marché'),
      },
      children: [
        { firstNames: 'Mai', sex: 'F', ...born('CM2', '10-03'), schoolId: elementary.id },
        {
          firstNames: 'Léo',
          sex: 'M',
          ...born('GS', '12-19'),
          schoolId: nursery.id,
          allergies: 'Œuf, modérée',
        },
      ],
    }),
    dAngelo: await seedFamily(seed, {
      number: '10091',
      guardian: {
        title: 'MME',
        firstNames: 'Chiara',
        lastName: 'D’Angelo',
        profession: 'Architecte',
        addressLine: '44 rue Louise-Michel',
        postalCode: '45991',
        city: 'Chaumont-les-Prés',
      },
      isResident: false,
      children: [
        {
          firstNames: 'Mila',
          sex: 'F',
          ...born('MS', '03-28'),
          birthPlace: 'Turin',
          schoolId: nursery.id,
          diet: 'VEGETARIAN',
        },
      ],
    }),
    benali: await seedFamily(seed, {
      number: '10092',
      guardian: {
        title: 'MME',
        firstNames: 'Samira',
        lastName: 'Benali',
        profession: 'Conductrice de travaux',
        ...at45990('9 résidence du Parc'),
      },
      children: [
        { firstNames: 'Adam', sex: 'M', ...born('CE2', '07-14'), schoolId: group.id },
        {
          firstNames: 'Nour',
          sex: 'F',
          ...born('PS', '01-30'),
          schoolId: group.id,
          allergies: 'Arachide, sévère',
          careplan: 'Trousse d’urgence au bureau de la direction.',
        },
      ],
    }),
  }
}

type FamilyStory = {
  number: string
  guardian: GuardianInput & { firstNames: string; lastName: string }
  isResident?: boolean
  children: NonNullable<Parameters<typeof createFamily>[1]>['children']
}

/** A subscribed family of one guardian, whose account has the password of the demonstration. */
async function seedFamily(
  { db, at }: Seed,
  { number, guardian, isResident, children }: FamilyStory,
): Promise<Household> {
  const { firstNames, lastName } = guardian
  const email =
    `${firstNames}.${lastName}`
      .normalize('NFD')
      .replace(/[^a-z.]/gi, '')
      .toLowerCase() + '@demo.example'
  const family = await createFamily(db, {
    name: lastName,
    externalNumber: number,
    isResident,
    guardians: [{ email, mobilePhone: `06399801${number.slice(-2)}`, ...guardian }],
    children,
  })
  const account = await createAccount(db, { email, firstName: firstNames, lastName })
  await subscribe(db, account, family.guardians[0]!, daysBefore(at, 50 - Number(number.slice(-1))))
  return { ...family, account }
}

const daysBefore = (at: Date, days: number) => new Date(at.getTime() - days * 86_400_000)
