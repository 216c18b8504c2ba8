import { addDays, dayInParis, dayToDb, type Day } from '@/lib/core/day'
import type { CheckedFile } from '@/lib/document/check-file'
import { checkPhoto } from '@/lib/document/check-image'
import { endOfSchoolYear } from '@/lib/document/rules/validity'
import type { DocumentState } from '@/lib/generated/prisma/enums.ts'
import { createDocument, createDocumentTypes, createPhoto } from '@/tests/factories/documents'
import { pdf, picture, portrait } from '@/tests/factories/files'
import type { NamedHouseholds } from './changes'
import type { Household, Seed } from './families'

type Story = {
  household: Household
  type: string
  owner?: { guardianId: string } | { childId: string }
  daysAgo: number
  state?: DocumentState
  expiresOn?: Day | null
  reason?: string
  files: CheckedFile[]
}

/** Documents in each state: most of the Delmas, some that wait for the agents, a judgment that one family keeps. */
export async function seedDocuments(
  seed: Seed,
  named: NamedHouseholds,
  separated: { mother: Household; father: Household },
  agent: { id: string },
): Promise<void> {
  const types = await createDocumentTypes(seed.db)
  await seedPhotos(seed, named, agent)
  const files = await scans()
  for (const story of [...delmasStories(seed, named, files), ...otherStories(named, separated, files)]) {
    const { household, type, owner, daysAgo, state = 'PENDING', reason, expiresOn } = story
    const depositedAt = new Date(seed.at.getTime() - daysAgo * 86_400_000 - 37 * 60_000)
    const decided = state === 'ACCEPTED' || state === 'REFUSED'
    await createDocument(seed.db, household, {
      ...owner,
      type: types.get(type)!,
      state,
      reason,
      files: story.files,
      depositedAt,
      authorId: household.account?.id,
      ...(decided && { decidedAt: new Date(depositedAt.getTime() + 3 * 3_600_000), deciderId: agent.id }),
      expiresOn: expiresOn ? dayToDb(expiresOn) : null,
    })
  }
}

/** Lina's photo, and one of Yann that waits. */
async function seedPhotos(
  { db, at }: Seed,
  { delmas, leGall }: NamedHouseholds,
  agent: { id: string },
): Promise<void> {
  const drawn = async (bytes: Buffer) => {
    const photo = await checkPhoto(bytes, { x: 0.1, y: 0.15, width: 0.8, height: 0.6 })
    if (typeof photo === 'string') throw new Error(photo)
    return photo
  }
  const daysAgo = (days: number) => new Date(at.getTime() - days * 86_400_000)
  await createPhoto(db, delmas, {
    childId: delmas.children[0]!.id,
    authorId: delmas.account?.id,
    state: 'ACCEPTED',
    depositedAt: daysAgo(50),
    decidedAt: daysAgo(49),
    deciderId: agent.id,
    bytes: await drawn(await portrait()),
  })
  await createPhoto(db, leGall, {
    childId: leGall.children[0]!.id,
    authorId: leGall.account?.id,
    depositedAt: daysAgo(2),
    bytes: await drawn(await portrait('#c98f66', '#2b1a10', '#e6dcc6')),
  })
}

type Scans = Record<'photo' | 'second' | 'insurance' | 'bill', CheckedFile>

async function scans(): Promise<Scans> {
  const asPdf = async (title: string, lines: string[]): Promise<CheckedFile> => ({
    format: 'PDF',
    bytes: await pdf(title, lines),
  })
  return {
    photo: { format: 'JPEG', bytes: await picture('jpeg') },
    second: { format: 'JPEG', bytes: await picture('jpeg', { colour: '#dfe6ea' }) },
    insurance: await asPdf('Attestation d’assurance scolaire', [
      'Contrat 2026-0415',
      'Responsabilité civile, individuelle accident',
    ]),
    bill: await asPdf('Facture d’électricité', [
      'Point de livraison : Vallombreuse',
      'Montant : 64,20 euros',
    ]),
  }
}

function delmasStories(
  { at }: Seed,
  { delmas }: NamedHouseholds,
  { photo, second, insurance, bill }: Scans,
): Story[] {
  const today = dayInParis(at)
  const [lina, noe] = [delmas.children[0]!, delmas.children[1]!]
  const yearEnd = endOfSchoolYear(today)
  const lastYear = `${Number(yearEnd.slice(0, 4)) - 1}-08-31` as Day
  const of = (child: { id: string }) => ({ household: delmas, owner: { childId: child.id } })
  return [
    {
      ...of(lina),
      type: 'Assurance scolaire',
      daysAgo: 40,
      state: 'ACCEPTED',
      expiresOn: yearEnd,
      files: [insurance],
    },
    {
      ...of(noe),
      type: 'Assurance scolaire',
      daysAgo: 420,
      state: 'ACCEPTED',
      expiresOn: lastYear,
      files: [insurance],
    },
    {
      ...of(lina),
      type: 'Carnet de santé (vaccins)',
      daysAgo: 6,
      state: 'REFUSED',
      reason: 'La photo de la page 2 est floue : reprenez-la à la lumière, bien à plat.',
      files: [photo, second],
    },
    { household: delmas, type: 'Justificatif de domicile', daysAgo: 1, files: [bill] },
    {
      household: delmas,
      owner: { guardianId: delmas.guardians[0]!.id },
      type: 'Avis d’imposition',
      daysAgo: 345,
      state: 'ACCEPTED',
      expiresOn: addDays(today, 20),
      files: [],
    },
  ]
}

function otherStories(
  { traore, nguyen, benali }: NamedHouseholds,
  { mother }: { mother: Household },
  { photo, second, insurance, bill }: Scans,
): Story[] {
  const childOf = (household: Household, n = 0) => ({
    household,
    owner: { childId: household.children[n]!.id },
  })
  return [
    { household: traore, type: 'Justificatif de domicile', daysAgo: 5, files: [bill] },
    { ...childOf(nguyen), type: 'Assurance scolaire', daysAgo: 3, files: [insurance] },
    { ...childOf(nguyen, 1), type: 'Carnet de santé (vaccins)', daysAgo: 3, files: [photo, second] },
    {
      ...childOf(benali, 1),
      type: 'Projet d’accueil individualisé (PAI)',
      daysAgo: 0,
      files: [photo, second],
    },
    {
      household: benali,
      owner: { guardianId: benali.guardians[0]!.id },
      type: 'Avis d’imposition',
      daysAgo: 0,
      files: [photo],
    },
    { ...childOf(mother), type: 'Jugement de garde', daysAgo: 30, state: 'ACCEPTED', files: [photo] },
  ]
}
