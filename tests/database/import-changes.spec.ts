import { randomUUID } from 'node:crypto'
import type { AgentActor } from '@/lib/core/actor'
import { decrypt, encrypt } from '@/lib/core/crypto'
import { stopJobs } from '@/lib/core/jobs'
import { askRun } from '@/lib/exchange/operations/ask-run'
import { cancelImport } from '@/lib/exchange/operations/cancel-import'
import { receiveFiles } from '@/lib/exchange/operations/receive-files'
import { runImport } from '@/lib/exchange/operations/run-import'
import { watchImports } from '@/lib/exchange/operations/watch-imports'
import { agentActor, createAgent } from '../factories/accounts'
import { createFamily, createPendingChange } from '../factories/families'
import { dryRun, importFiles } from '../factories/imports'
import { createActivity } from '../factories/planning'
import { expect, test } from '../fixtures/database'

const AT = new Date('2026-11-24T09:00:00Z')
const LATER = new Date('2026-12-01T09:00:00Z')

const HEADINGS =
  'Numéro famille;Civilité 1;Nom 1;Prénom 1;Né(e) le 1;E-mail 1;Mobile 1;Adresse;Code postal;Commune;QF'
const families = (...lines: string[]) => [HEADINGS, ...lines].join('\r\n')
const SOFIA = 'F1;Mme;DELMAS;Sofia;02/03/1985;sofia@exemple.test;0612345678;1 rue des Lilas;45770;Saran;700'
const children = (...lines: string[]) =>
  ['Numéro famille;Numéro enfant;Nom;Prénom;Sexe;Date de naissance', ...lines].join('\r\n')
const LINA = 'F1;E1;DELMAS;Lina;F;14/03/2018'
const enrollments = (...lines: string[]) => ['Numéro enfant;Activité;Début;Fin;Jours', ...lines].join('\r\n')

let agent: AgentActor
test.beforeEach(async ({ db }) => {
  agent = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
})
test.afterEach(() => stopJobs())

test('a changed file writes only the fields that changed in it: the portal keeps what families changed since', async ({
  db,
}) => {
  await importFiles(db, agent, { FAMILIES: families(SOFIA) }, AT)
  await db.guardian.updateMany({ data: { mobilePhone: '0799999999', lastName: 'Martin' } })
  const changed = families(
    SOFIA.replace('sofia@exemple.test', 'sofia.delmas@exemple.test').replace('700', '650'),
  )
  const run = await importFiles(db, agent, { FAMILIES: changed }, LATER)
  const line = await db.importLine.findFirstOrThrow({ where: { runId: run.id } })
  expect(line).toMatchObject({ outcome: 'CHANGED', fields: ['familyQuotient', 'guardian1.email'] })
  expect(await db.guardian.findMany({ select: { email: true, mobilePhone: true, lastName: true } })).toEqual([
    { email: 'sofia.delmas@exemple.test', mobilePhone: '0799999999', lastName: 'Martin' },
  ])
  expect(await db.family.findFirst({ select: { familyQuotient: true } })).toEqual({ familyQuotient: 650 })
})

test('where a family lives and how often a child comes are read; an empty cell, or no column, changes nothing', async ({
  db,
}) => {
  const activity = await createActivity(db, { name: 'Cantine' })
  const living = (...lines: string[]) =>
    [
      `${HEADINGS};Résident`,
      ...lines.map((where, index) => `${SOFIA.replace('F1', `F${index + 1}`)};${where}`),
    ].join('\r\n')
  const coming = (frequency: string) =>
    [
      'Numéro enfant;Activité;Début;Fin;Jours;Fréquentation',
      `E1;Cantine;01/09/2026;03/07/2027;lundi;${frequency}`,
    ].join('\r\n')
  const residence = () =>
    db.family.findMany({ orderBy: { externalNumber: 'asc' }, select: { isResident: true } })
  const frequency = () =>
    db.enrollment.findFirst({ where: { activityId: activity.id }, select: { isOccasional: true } })
  await importFiles(
    db,
    agent,
    { FAMILIES: living('Hors commune', ''), CHILDREN: children(LINA), ENROLLMENTS: coming('occasionnelle') },
    AT,
  )
  expect(await residence()).toEqual([{ isResident: false }, { isResident: true }])
  expect(await frequency()).toEqual({ isOccasional: true })
  await importFiles(
    db,
    agent,
    { FAMILIES: families(SOFIA), ENROLLMENTS: enrollments('E1;Cantine;01/09/2026;03/07/2027;lundi') },
    LATER,
  )
  expect(await residence()).toEqual([{ isResident: false }, { isResident: true }])
  expect(await frequency()).toEqual({ isOccasional: true })
  await importFiles(db, agent, { FAMILIES: living('oui', 'non'), ENROLLMENTS: coming('régulière') }, LATER)
  expect(await residence()).toEqual([{ isResident: true }, { isResident: true }])
  expect(await frequency()).toEqual({ isOccasional: false })
})

test('a word that says neither where a family lives nor how often a child comes is told', async ({ db }) => {
  const run = await dryRun(
    db,
    agent,
    { FAMILIES: [`${HEADINGS};Résident`, `${SOFIA};parfois`].join('\r\n') },
    AT,
  )
  expect(await db.importLine.findFirstOrThrow({ where: { runId: run.id } })).toMatchObject({
    problems: [['Résident', 'Domicile inconnu : « parfois ». Valeurs admises : Commune, Hors commune.']],
  })
})

test('a new value of the file meets a pending change as a conflict, and becomes the value in force', async ({
  db,
}) => {
  await importFiles(db, agent, { FAMILIES: families(SOFIA) }, AT)
  const family = await db.family.findFirstOrThrow({ include: { guardians: true } })
  await createPendingChange(db, family, {
    guardianId: family.guardians[0]!.id,
    section: 'identity',
    unit: 'email',
    before: { email: 'sofia@exemple.test' },
    after: { email: 'asked@exemple.test' },
  })
  const run = await importFiles(db, agent, { FAMILIES: families(SOFIA.replace('sofia@', 'third@')) }, LATER)
  expect(await db.importLine.findFirstOrThrow({ where: { runId: run.id } })).toMatchObject({
    conflicts: ['guardian1.email'],
  })
  expect(await db.guardian.findFirst({ select: { email: true } })).toEqual({ email: 'third@exemple.test' })
  expect(await db.pendingChange.findFirst({ select: { state: true } })).toEqual({ state: 'PENDING' })
})

test('so does a new QF or numéro d’allocataire, that a family asked to change', async ({ db }) => {
  const withNumber = (line: string, number: string) =>
    [`${HEADINGS};N° allocataire`, `${line};${number}`].join('\r\n')
  await importFiles(db, agent, { FAMILIES: withNumber(SOFIA, '1111111') }, AT)
  const family = await db.family.findFirstOrThrow()
  await createPendingChange(db, family, {
    section: 'tax',
    unit: 'familyQuotient',
    before: { familyQuotient: '700' },
    after: { familyQuotient: '650' },
  })
  const id = randomUUID()
  const sealed = (side: 'before' | 'after', number: string) => ({
    benefitOrganism: null,
    allocataireNumber: encrypt(number, {
      table: 'PendingChange',
      column: `${side}.allocataireNumber`,
      id,
    }),
  })
  await createPendingChange(db, family, {
    id,
    section: 'tax',
    unit: 'benefits',
    before: sealed('before', '1111111'),
    after: sealed('after', '2222222'),
  })
  const changed = withNumber(SOFIA.replace('700', '600'), '3333333')
  const run = await importFiles(db, agent, { FAMILIES: changed }, LATER)
  const { conflicts } = await db.importLine.findFirstOrThrow({ where: { runId: run.id } })
  expect(conflicts.toSorted()).toEqual(['allocataireNumber', 'familyQuotient'])
  expect(await db.family.findFirst({ select: { familyQuotient: true } })).toEqual({ familyQuotient: 600 })
  expect(await db.pendingChange.count({ where: { state: 'PENDING' } })).toBe(2)
})

test('the end of a PAI is not that of the next one, which an import brings', async ({ db }) => {
  const withPai = (text: string) => {
    const [headings, line] = children(LINA).split('\r\n')
    return [`${headings};PAI`, `${line};${text}`].join('\r\n')
  }
  await importFiles(db, agent, { FAMILIES: families(SOFIA), CHILDREN: withPai('Trousse au bureau') }, AT)
  const { id } = await db.child.findFirstOrThrow()
  const place = { table: 'Child', column: 'careplanEndsOnEncrypted', id }
  await db.child.update({ where: { id }, data: { careplanEndsOnEncrypted: encrypt('2026-07-04', place) } })
  await importFiles(db, agent, { CHILDREN: withPai('Deux trousses') }, LATER)
  const { careplanEncrypted, careplanEndsOnEncrypted } = await db.child.findFirstOrThrow()
  expect(decrypt(careplanEncrypted!, { ...place, column: 'careplanEncrypted' })).toBe('Deux trousses')
  expect(careplanEndsOnEncrypted).toBeNull()
})

test('a first import onto a dossier made by hand fills what is empty and keeps what differs', async ({
  db,
}) => {
  await createFamily(db, {
    externalNumber: 'F1',
    familyQuotient: 900,
    guardians: [{ firstNames: 'Sofia', lastName: 'Delmas', mobilePhone: null }],
    children: [],
  })
  const run = await importFiles(db, agent, { FAMILIES: families(SOFIA) }, AT)
  expect(await db.importLine.findFirstOrThrow({ where: { runId: run.id } })).toMatchObject({
    differences: ['familyQuotient'],
  })
  expect(await db.family.findMany({ select: { familyQuotient: true } })).toEqual([{ familyQuotient: 900 }])
  expect(await db.guardian.findMany({ select: { mobilePhone: true } })).toEqual([
    { mobilePhone: '0612345678' },
  ])
})

test('a guardian whose name is corrected in the file stays the same person; what is absent is named, not deleted', async ({
  db,
}) => {
  const other = SOFIA.replace('F1', 'F2').replace('Sofia', 'Zoé').replace('sofia@', 'zoe@')
  await importFiles(db, agent, { FAMILIES: families(SOFIA, other) }, AT)
  const run = await importFiles(
    db,
    agent,
    { FAMILIES: families(SOFIA.replace('DELMAS', 'DELMAS-ROUX')) },
    LATER,
  )
  expect(await db.guardian.count()).toBe(2)
  expect(await db.family.count()).toBe(2)
  const absent = await db.importLine.findMany({
    where: { runId: run.id, outcome: 'ABSENT' },
    select: { label: true },
  })
  expect(absent).toEqual([{ label: 'F2' }])
})

test('all or nothing: a failure while writing leaves the dossiers as they were', async ({ db }) => {
  await createActivity(db, { name: 'Cantine' })
  const files = {
    FAMILIES: families(SOFIA),
    CHILDREN: children(LINA),
    ENROLLMENTS: enrollments('E1;Cantine;01/09/2026;02/07/2027;Lu Ma'),
  }
  const { id: runId } = await dryRun(db, agent, files, AT)
  await askRun(agent, { runId }, AT)
  await db.$executeRaw`ALTER TABLE "Enrollment" ADD CONSTRAINT "refused" CHECK (false)`
  await runImport(runId, AT)
  await db.$executeRaw`ALTER TABLE "Enrollment" DROP CONSTRAINT "refused"`
  expect(await db.importRun.findUnique({ where: { id: runId } })).toMatchObject({ state: 'FAILED' })
  expect([await db.family.count(), await db.guardian.count(), await db.child.count()]).toEqual([0, 0, 0])
})

test('wrong lines that nobody set aside stop the run', async ({ db }) => {
  const { id: runId } = await dryRun(db, agent, { FAMILIES: families(SOFIA, SOFIA) }, AT)
  await expect(askRun(agent, { runId }, AT)).rejects.toMatchObject({ code: 'ASIDE' })
})

test('one import runs at a time, and the refusal says who runs the other', async ({ db }) => {
  const first = await dryRun(db, agent, { FAMILIES: families(SOFIA) }, AT)
  const second = await dryRun(db, agent, { FAMILIES: families(SOFIA) }, AT)
  await askRun(agent, { runId: first.id }, AT)
  await expect(askRun(agent, { runId: second.id }, AT)).rejects.toMatchObject({
    code: 'BUSY',
    message: expect.stringContaining('Nadia Perrin'),
  })
})

test('work whose process died counts as failed, and nothing is half written', async ({ db }) => {
  const { id: runId } = await dryRun(db, agent, { FAMILIES: families(SOFIA) }, AT)
  await askRun(agent, { runId }, AT)
  await db.$executeRaw`UPDATE "ImportRun" SET "aliveAt" = clock_timestamp() - interval '2 minutes'`
  await watchImports(AT)
  expect(await db.importRun.findUnique({ where: { id: runId } })).toMatchObject({ state: 'FAILED' })
  expect(await db.family.count()).toBe(0)
})

test('giving an import up erases its files and its report', async ({ db }) => {
  const { id: runId } = await dryRun(db, agent, { FAMILIES: families(SOFIA) }, AT)
  await cancelImport(agent, { runId }, AT)
  expect(await db.importFile.findMany({ select: { contentEncrypted: true } })).toEqual([
    { contentEncrypted: null },
  ])
  expect(await db.importLine.count()).toBe(0)
})

test('another role finds no import', async ({ db }) => {
  const billing = await agentActor(db, await createAgent(db, 'BILLING'))
  const uploads = [{ kind: 'FAMILIES' as const, name: 'f.csv', bytes: Buffer.from(families(SOFIA)) }]
  await expect(receiveFiles(billing, { runId: null, uploads }, AT)).rejects.toThrow('not found')
})

test('a child of two families is linked to the guardians of both', async ({ db }) => {
  const other = SOFIA.replace('F1', 'F2')
    .replace('Mme', 'M.')
    .replace('Sofia', 'Karim')
    .replace('sofia@', 'karim@')
  await importFiles(
    db,
    agent,
    { FAMILIES: families(SOFIA, other), CHILDREN: children(LINA, LINA.replace('F1', 'F2')) },
    AT,
  )
  expect(await db.child.count()).toBe(1)
  expect(
    (await db.guardianship.findMany({ select: { relation: true } })).map(({ relation }) => relation).sort(),
  ).toEqual(['FATHER', 'MOTHER'])
})

test('a corrected first day moves the enrollment instead of adding one', async ({ db }) => {
  await createActivity(db, { name: 'Cantine' })
  const files = {
    FAMILIES: families(SOFIA),
    CHILDREN: children(LINA),
    ENROLLMENTS: enrollments('E1;Cantine;01/09/2026;02/07/2027;Lu Ma'),
  }
  await importFiles(db, agent, files, AT)
  await importFiles(
    db,
    agent,
    { ...files, ENROLLMENTS: enrollments('E1;Cantine;05/10/2026;02/07/2027;Lu Ma') },
    LATER,
  )
  const rows = await db.enrollment.findMany({ select: { startsOn: true } })
  expect(rows).toEqual([{ startsOn: new Date('2026-10-05T00:00:00Z') }])
})
