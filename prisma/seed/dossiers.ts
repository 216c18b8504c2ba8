import { randomUUID } from 'node:crypto'
import { addDays, instantInParis, type Day, type WallTime } from '@/lib/core/day'
import { DECLARED_DOSSIER } from '@/lib/dossier/declaration'
import type { Values } from '@/lib/dossier/fields'
import { writePlaces, type PlacedWrite } from '@/lib/dossier/place-writes'
import { findSection } from '@/lib/dossier/sections'
import type { Target } from '@/lib/dossier/schema'
import { RUM_RANDOM, rumOf } from '@/lib/mandate/rules'
import { createMandate } from '@/tests/factories/mandates'
import type { Household, Seed } from './families'

/** The dossiers that are filled: the Delmas family’s in whole, the contacts of the child of separated parents. */
export async function seedDossiers(
  { db, at, today }: Seed,
  delmas: Household,
  mother: Household,
): Promise<void> {
  const [lina, noe] = delmas.children as [Household['children'][number], Household['children'][number]]
  const [jules] = mother.children as [Household['children'][number]]
  const writes = [
    ...heldTogether(delmas, today),
    ...healthOf(delmas, lina.id, today),
    ...contactsOf(delmas, lina.id),
    ...contactsOf(delmas, noe.id),
    ...contactsOf(mother, jules.id),
    ...(await authorisationsOf({ db }, delmas, [lina.id, noe.id])),
  ]
  await writePlaces(db, writes, at)
  const signedOn = addDays(today, -80)
  await createMandate(db, delmas, {
    rum: rumOf(
      signedOn,
      Uint8Array.from({ length: RUM_RANDOM }, (_, n) => 7 * n + 3),
    ),
    signedAt: instantInParis(signedOn, '20:12' as WallTime),
    authorId: delmas.account?.id,
  })
}

const write = (
  { id: familyId }: Household,
  target: Omit<Target, 'item'>,
  sectionId: string,
  values: Values,
): PlacedWrite => {
  const section = findSection(DECLARED_DOSSIER, target.kind, sectionId)!
  const empty = Object.fromEntries(section.fields.map(({ name }) => [name, null]))
  const place = { ...target, section, ...(section.list && { item: randomUUID() }) }
  return { place, familyId, values: section.list ? { ...empty, ...values } : values }
}

function heldTogether(household: Household, today: Day): PlacedWrite[] {
  const family = { kind: 'family', id: household.id } as const
  return [
    write(household, family, 'tax', {
      benefitOrganism: 'CAF',
      allocataireNumber: '4837993',
      referenceIncome: '31480',
      taxShares: '3',
      taxYear: String(Number(today.slice(0, 4)) - 1),
    }),
    write(household, family, 'bank', {
      bankHolder: 'Sofia Delmas',
      iban: 'FR7630006000011234567890189',
      bic: 'AGRIFRPP',
    }),
  ]
}

function healthOf(household: Household, childId: string, today: Day): PlacedWrite[] {
  const child = { kind: 'child', id: childId } as const
  const vaccine = (code: string, daysAgo: number) =>
    write(household, child, 'vaccinations', { vaccine: code, givenOn: addDays(today, -daysAgo) })
  return [
    write(household, child, 'health', {
      doctorName: 'Docteur Claire Vasseur',
      doctorPhone: '0261910099',
      aids: 'Lunettes, à retirer pour le sport',
      recommendations: 'Lina n’aime pas être appelée devant le groupe.',
    }),
    write(household, child, 'allergies', {
      substance: 'Arachide',
      kind: 'FOOD',
      severity: 'SEVERE',
      conduct: 'Trousse d’urgence au bureau de la direction, puis appeler le 15.',
    }),
    ...[2900, 2830, 2550].map((daysAgo) => vaccine('HEXA', daysAgo)),
    ...[2900, 2830, 2550].map((daysAgo) => vaccine('PNEUMOCOCCUS', daysAgo)),
    vaccine('MMR', 2540),
  ]
}

function contactsOf(household: Household, childId: string): PlacedWrite[] {
  const child = { kind: 'child', id: childId } as const
  const people = [
    ['Odile', 'Martin', 'GRANDPARENT', '0639980151', 'true', 'true'],
    ['Jonas', 'Petit', 'NEIGHBOUR', '0639980152', 'true', 'false'],
  ] as const
  return people.map(([firstNames, lastName, link, phone, mayCollect, inEmergency], n) =>
    write(household, child, 'contacts', {
      firstNames,
      lastName,
      link,
      phone,
      mayCollect,
      inEmergency,
      rank: String(n + 1),
    }),
  )
}

async function authorisationsOf(
  { db }: Pick<Seed, 'db'>,
  household: Household,
  childIds: string[],
): Promise<PlacedWrite[]> {
  const types = await db.authorisationType.findMany({ orderBy: { position: 'asc' } })
  return childIds.map((id) =>
    write(
      household,
      { kind: 'child', id },
      'authorisations',
      Object.fromEntries(types.map((type) => [`authorisation-${type.id}`, String(!type.hasHour)])),
    ),
  )
}
