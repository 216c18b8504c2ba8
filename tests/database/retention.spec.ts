import { randomUUID } from 'node:crypto'
import { openSession } from '@/lib/account/session'
import { extendSession } from '@/lib/core/actor'
import { encrypt } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import { personHistory } from '@/lib/dossier/queries/person-history'
import { changeSeat, seal } from '@/lib/dossier/secrets'
import { findSection } from '@/lib/dossier/sections'
import { readDossier } from '@/lib/dossier/settings'
import type { Prisma } from '@/lib/generated/prisma/client.ts'
import { eraseFamily } from '@/lib/retention/operations/erase-family'
import { runRetention } from '@/lib/retention/operations/run-retention'
import { NOTHING, type RetentionCounts } from '@/lib/retention/rules'
import { countAllDue } from '@/lib/retention/statements'
import { agentActor, createAccount, createAgent, parentActor } from '@/tests/factories/accounts'
import { createAuthority } from '@/tests/factories/authority'
import { createFamily, linkChild, subscribe } from '@/tests/factories/families'
import { createMandate } from '@/tests/factories/mandates'
import { createActivity } from '@/tests/factories/planning'
import { contentsOf } from '../fixtures/contents'
import { expect, test } from '../fixtures/database'

/** Tuesday 24 November 2026, 3:00 in Paris. */
const NOW = new Date('2026-11-24T02:00:00Z')

/** Midnight in Paris of a day of winter or summer, and the last instant before. */
const at = (iso: string) => new Date(iso)

const day = (text: string) => new Date(`${text}T00:00:00Z`)

/** Runs, after a dry run that must have counted the same; a second run must find nothing. */
async function run(db: Tx): Promise<Partial<RetentionCounts>> {
  const counted = await countAllDue(db, NOW)
  const erased = await runRetention(NOW)
  expect(erased).toEqual(counted)
  expect(await runRetention(NOW)).toEqual(NOTHING)
  return Object.fromEntries(Object.entries(erased).filter(([, count]) => count > 0))
}

const sealChild = (id: string, column: string, clear: string) =>
  encrypt(clear, { table: 'Child', column, id })

/** A family whose child was enrolled until a day. */
async function enrolledUntil(db: Tx, endsOn: string, name = 'Delmas') {
  const family = await createFamily(db, { name, createdAt: at('2015-09-01T08:00:00Z') })
  const child = family.children[0]!
  await db.child.update({ where: { id: child.id }, data: { createdAt: at('2015-09-01T08:00:00Z') } })
  const activity = (await db.activity.findFirst({ include: { groups: true } })) ?? (await createActivity(db))
  await db.enrollment.create({
    data: {
      childId: child.id,
      activityId: activity.id,
      startsOn: day('2016-09-01'),
      endsOn: day(endsOn),
      weekdays: [1],
    },
  })
  return { family, child, guardian: family.guardians[0]!, activity }
}

const sentMail = (values: Partial<Prisma.OutgoingMailCreateInput>) => ({
  idempotencyKey: randomUUID(),
  kind: 'x',
  to: 'a@exemple.example',
  subject: 'x',
  text: 'x',
  html: 'x',
  state: 'SENT' as const,
  nextAttemptAt: NOW,
  createdAt: NOW,
  ...values,
})

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

test('an empty portal has nothing to erase, and a run is told in the journal', async ({ db }) => {
  expect(await run(db)).toEqual({})
  const [event] = await db.auditEvent.findMany({ where: { action: 'retention.run' } })
  expect(event).toMatchObject({ actor: 'SYSTEM', detail: { counts: NOTHING } })
})

test('a dry run changes nothing', async ({ db }) => {
  await enrolledUntil(db, '2020-07-01')
  const before = await contentsOf(db)
  expect(await countAllDue(db, NOW)).toEqual({ ...NOTHING, family: 1 })
  expect(await contentsOf(db)).toEqual(before)
})

test('a family goes three years after its last enrollment, with all that is its own', async ({ db }) => {
  const gone = await enrolledUntil(db, '2023-11-23', 'Ancien')
  const kept = await enrolledUntil(db, '2023-11-24', 'Récent')
  const account = await createAccount(db)
  await subscribe(db, account, gone.guardian)
  await db.importedRecord.create({
    data: { kind: 'FAMILIES', key: '1', digests: {}, entityId: gone.family.id },
  })
  const other = await createAccount(db)
  await subscribe(db, other, gone.guardian)
  await subscribe(db, other, kept.guardian)
  for (const { email } of [account, other])
    await db.outgoingMail.create({ data: sentMail({ to: email, createdAt: NOW }) })
  expect(await run(db)).toEqual({ family: 1 })
  expect((await db.outgoingMail.findMany()).map(({ to }) => to)).toEqual([other.email])
  expect((await db.family.findMany()).map(({ id }) => id)).toEqual([kept.family.id])
  expect((await db.child.findMany()).map(({ id }) => id)).toEqual([kept.child.id])
  expect(await db.subscription.count()).toBe(1)
  expect(await db.importedRecord.count()).toBe(0)
  expect(await db.account.count({ where: { id: account.id } })).toBe(1)
})

const OPEN: Record<string, (db: Tx, scene: Awaited<ReturnType<typeof enrolledUntil>>) => Promise<unknown>> = {
  'a booking to come': (db, { family, child, activity }) =>
    db.booking.create({
      data: {
        childId: child.id,
        activityId: activity.id,
        groupId: activity.groups[0]!.id,
        day: day('2026-11-24'),
        state: 'BOOKED',
        familyId: family.id,
        updatedAt: NOW,
      },
    }),
  'a request that waits': (db, { family, child, activity }) =>
    db.bookingRequest.create({
      data: {
        kind: 'RESERVATION',
        familyId: family.id,
        childIds: [child.id],
        activityIds: [activity.id],
        startsOn: day('2019-01-01'),
        endsOn: day('2019-01-01'),
        weekdays: [1],
        state: 'PENDING',
        askedAt: at('2019-01-01T09:00:00Z'),
      },
    }),
  'a mandate in force': (db, { family }) =>
    createMandate(db, family, { signedAt: at('2023-11-23T23:00:00Z') }),
  'a change that waits': (db, { family, guardian }) =>
    db.pendingChange.create({
      data: {
        familyId: family.id,
        guardianId: guardian.id,
        section: 'identity',
        unit: 'employer',
        before: { employer: null },
        after: { employer: 'X' },
        askedAt: at('2019-01-01T09:00:00Z'),
      },
    }),
}
for (const [name, open] of Object.entries(OPEN))
  test(`a family stays while it has ${name}, whatever its age`, async ({ db }) => {
    const scene = await enrolledUntil(db, '2019-07-01')
    await open(db, scene)
    expect(await run(db)).toEqual({})
    const agent = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
    await expect(
      eraseFamily(agent, { familyId: scene.family.id, name: 'Delmas' }, NOW),
    ).rejects.toMatchObject({ code: 'OPEN' })
    expect(await db.family.count()).toBe(1)
  })

test('a child of another family stays with it, without the phones that the erased one gave', async ({
  db,
}) => {
  const gone = await enrolledUntil(db, '2020-07-01', 'Ancien')
  const other = await createFamily(db, { name: 'Autre', createdAt: NOW, children: [] })
  await linkChild(db, other.guardians[0]!, gone.child)
  // Its enrollments are those of both families: the child has been the other's since today only.
  await db.family.update({ where: { id: other.id }, data: { createdAt: NOW } })
  await db.contact.create({
    data: {
      childId: gone.child.id,
      id: randomUUID(),
      familyId: gone.family.id,
      firstNames: 'Odile',
      lastName: 'Roux',
      link: 'FAMILY',
      phone: '0611223344',
      mayCollect: true,
      inEmergency: true,
      rank: 1,
    },
  })
  expect(await run(db)).toEqual({ family: 1 })
  expect(await db.child.count()).toBe(1)
  expect(await db.contact.findFirst()).toMatchObject({ firstNames: 'Odile', phone: null, familyId: null })
})

/** A child with an allergy, a vaccine, a PAI and a decided change of it. */
async function withHealth(db: Tx, { family, child }: Awaited<ReturnType<typeof enrolledUntil>>) {
  await db.child.update({
    where: { id: child.id },
    data: {
      careplanEncrypted: sealChild(child.id, 'careplanEncrypted', 'Trousse'),
      careplanEndsOnEncrypted: sealChild(child.id, 'careplanEndsOnEncrypted', '2027-08-31'),
      doctorNameEncrypted: sealChild(child.id, 'doctorNameEncrypted', 'Dr Roux'),
    },
  })
  const id = randomUUID()
  await db.allergy.create({
    data: {
      childId: child.id,
      id,
      familyId: family.id,
      substanceEncrypted: encrypt('lait', {
        table: 'Allergy',
        column: 'substanceEncrypted',
        id: `${child.id}/${id}`,
      }),
    },
  })
  return change(db, { family, child, decidedAt: at('2026-06-01T08:00:00Z') })
}

/** A decided change of the aids of a child. */
async function change(
  db: Tx,
  {
    family,
    child,
    decidedAt,
  }: Pick<Awaited<ReturnType<typeof enrolledUntil>>, 'family' | 'child'> & { decidedAt: Date },
) {
  const id = randomUUID()
  const fields = findSection(await readDossier(db), 'child', 'health')!.fields
  return db.pendingChange.create({
    data: {
      id,
      familyId: family.id,
      childId: child.id,
      section: 'health',
      unit: 'aids',
      before: { aids: null },
      after: seal(fields, { aids: 'Lunettes' }, changeSeat(id, 'after')),
      state: 'ACCEPTED',
      askedAt: decidedAt,
      decidedAt,
    },
  })
}

test('the health data of a child goes a month after the school year of its last enrollment', async ({
  db,
}) => {
  const gone = await enrolledUntil(db, '2026-08-31')
  const kept = await enrolledUntil(db, '2026-09-01')
  const asked = await withHealth(db, gone)
  await withHealth(db, kept)
  expect(await run(db)).toEqual({ health: 1 })
  const child = await db.child.findUniqueOrThrow({ where: { id: gone.child.id } })
  expect(
    Object.entries(child).filter(([name, value]) => name.endsWith('Encrypted') && value !== null),
  ).toEqual([])
  expect((await db.allergy.findMany()).map(({ childId }) => childId)).toEqual([kept.child.id])
  expect(await db.pendingChange.findUnique({ where: { id: asked.id } })).toMatchObject({ after: {} })
  expect(await db.child.findUnique({ where: { id: kept.child.id } })).toMatchObject({
    doctorNameEncrypted: expect.any(String),
  })
})

test('the health data stays while the family’s change of it waits', async ({ db }) => {
  const scene = await enrolledUntil(db, '2026-07-01')
  const { id } = await withHealth(db, scene)
  await db.pendingChange.update({ where: { id }, data: { state: 'PENDING', decidedAt: null } })
  expect(await run(db)).toEqual({})
})

test('an allergy that was refused is read by agents for as long as the child’s health is', async ({ db }) => {
  for (const [endsOn, expected] of [
    ['2027-07-01', {}],
    ['2026-07-01', { health: 1 }],
  ] as const) {
    const scene = await enrolledUntil(db, endsOn)
    const { id } = await change(db, { ...scene, decidedAt: at('2024-01-01T08:00:00Z') })
    await db.pendingChange.update({ where: { id }, data: { state: 'REFUSED', reason: 'Sans ordonnance.' } })
    expect(await run(db)).toEqual(expected)
  }
})

/** What the journal keeps of a writing. */
const written = (db: Tx, event: Partial<Prisma.AuditEventCreateManyInput>) =>
  db.auditEvent.createMany({
    data: [
      { actor: 'CITIZEN', action: 'change.settle', at: at('2026-10-01T09:00:00Z'), fields: [], ...event },
    ],
  })

test('what was written lately stays, enrolled or not: health, bank, the family of a parent who came', async ({
  db,
}) => {
  const health = await enrolledUntil(db, '2026-07-01')
  await withHealth(db, health)
  const of = { familyId: health.family.id, childId: health.child.id }
  await written(db, { ...of, action: 'dossier.read', fields: ['substance'] })
  await written(db, { ...of, fields: ['diet'] })
  expect(await countAllDue(db, NOW)).toMatchObject({ health: 1 })
  await written(db, { ...of, actor: 'AGENT', action: 'child.edit', fields: ['substance'] })

  const bank = await enrolledUntil(db, '2025-07-01')
  const ibanEncrypted = encrypt('FR76', { table: 'Family', column: 'ibanEncrypted', id: bank.family.id })
  await db.family.update({ where: { id: bank.family.id }, data: { ibanEncrypted } })
  expect(await countAllDue(db, NOW)).toMatchObject({ health: 0, bank: 1 })
  await written(db, { familyId: bank.family.id, fields: ['iban'] })

  const old = await enrolledUntil(db, '2019-07-01')
  await written(db, { familyId: old.family.id, actor: 'AGENT', action: 'family.export' })
  expect(await countAllDue(db, NOW)).toMatchObject({ health: 0, bank: 0, family: 1 })
  await written(db, { familyId: old.family.id, action: 'request.ask' })
  expect(await run(db)).toEqual({})
})

test('a PAI that has ended goes, one that has not stays', async ({ db }) => {
  const scene = await enrolledUntil(db, '2027-07-01')
  const other = await enrolledUntil(db, '2027-07-01')
  for (const [{ child }, end] of [
    [scene, '2026-08-31'],
    [other, '2026-09-01'],
  ] as const)
    await db.child.update({
      where: { id: child.id },
      data: {
        careplanEncrypted: sealChild(child.id, 'careplanEncrypted', 'Trousse'),
        careplanEndsOnEncrypted: sealChild(child.id, 'careplanEndsOnEncrypted', end),
        aidsEncrypted: sealChild(child.id, 'aidsEncrypted', 'Lunettes'),
      },
    })
  expect(await run(db)).toEqual({ careplan: 1 })
  const [first, second] = await db.child.findMany({
    orderBy: { careplanEncrypted: { sort: 'asc', nulls: 'first' } },
  })
  expect(first).toMatchObject({ id: scene.child.id, careplanEncrypted: null, careplanEndsOnEncrypted: null })
  expect(first!.aidsEncrypted).not.toBeNull()
  expect(second!.careplanEncrypted).not.toBeNull()
})

test('the bank data of a family goes thirteen months after its last enrollment', async ({ db }) => {
  const gone = await enrolledUntil(db, '2025-10-23')
  const kept = await enrolledUntil(db, '2025-10-24')
  for (const { family } of [gone, kept])
    await db.family.update({
      where: { id: family.id },
      data: { ibanEncrypted: encrypt('FR76', { table: 'Family', column: 'ibanEncrypted', id: family.id }) },
    })
  expect(await run(db)).toEqual({ bank: 1 })
  expect(await db.family.findUnique({ where: { id: gone.family.id } })).toMatchObject({ ibanEncrypted: null })
  expect((await db.family.findUnique({ where: { id: kept.family.id } }))!.ibanEncrypted).not.toBeNull()
})

test('a mandate goes thirteen months after its end, and the bank data of its family not before', async ({
  db,
}) => {
  const ends: [revokedAt: string | null, isKept: boolean][] = [
    ['2025-10-23T21:59:59Z', false],
    ['2025-10-23T22:00:00Z', true],
    [null, true],
  ]
  const families: string[] = []
  for (const [revokedAt] of ends) {
    const { family } = await enrolledUntil(db, '2025-08-31')
    families.push(family.id)
    await db.family.update({
      where: { id: family.id },
      data: { ibanEncrypted: encrypt('FR76', { table: 'Family', column: 'ibanEncrypted', id: family.id }) },
    })
    await createMandate(db, family, { signedAt: at('2020-09-01T08:00:00Z'), revokedAt })
  }
  expect(await run(db)).toEqual({ mandate: 1, bank: 1 })
  for (const [n, [, isKept]] of ends.entries()) {
    expect(await db.sepaMandate.count({ where: { familyId: families[n] } })).toBe(isKept ? 1 : 0)
    const { ibanEncrypted } = await db.family.findUniqueOrThrow({ where: { id: families[n] } })
    expect(ibanEncrypted !== null).toBe(isKept)
  }
})

test('a mandate that nobody revoked ends when its family has been away for three years, and outlives it as a proof', async ({
  db,
}) => {
  const { family } = await enrolledUntil(db, '2023-11-23')
  const mandate = await createMandate(db, family, { signedAt: at('2020-09-01T08:00:00Z') })
  expect(await run(db)).toEqual({ family: 1 })
  expect(await db.sepaMandate.findMany()).toMatchObject([
    { id: mandate.id, familyId: null, revokedAt: NOW, ibanEncrypted: mandate.ibanEncrypted },
  ])
  expect(await runRetention(at('2027-12-23T23:00:00Z'))).toMatchObject({ mandate: 0 })
  expect(await runRetention(at('2027-12-24T23:00:00Z'))).toMatchObject({ mandate: 1 })
  expect(await db.sepaMandate.count()).toBe(0)
})

test('a mandate of a family away for four years and a month goes, though nobody revoked it', async ({
  db,
}) => {
  const { family } = await enrolledUntil(db, '2022-10-23')
  await createMandate(db, family, { signedAt: at('2020-09-01T08:00:00Z') })
  // A parent still comes by, so that the family stays.
  await db.auditEvent.create({
    data: { at: NOW, actor: 'CITIZEN', action: 'request.send', familyId: family.id },
  })
  expect(await run(db)).toEqual({ mandate: 1 })
})

test('the protected values of a change go a year after its decision; its line says so', async ({ db }) => {
  const scene = await enrolledUntil(db, '2027-07-01')
  const gone = await change(db, { ...scene, decidedAt: at('2025-11-23T22:59:59Z') })
  const kept = await change(db, { ...scene, decidedAt: at('2025-11-23T23:00:00Z') })
  expect(await run(db)).toEqual({ change: 1 })
  expect(await db.pendingChange.findUnique({ where: { id: gone.id } })).toMatchObject({
    before: { aids: null },
    after: {},
    state: 'ACCEPTED',
  })
  expect(await db.pendingChange.findUnique({ where: { id: kept.id } })).toMatchObject({
    after: kept.after as object,
  })
  const account = await createAccount(db)
  await subscribe(db, account, scene.guardian)
  const history = await personHistory(await parentActor(db, account), await readDossier(db), {
    kind: 'child',
    id: scene.child.id,
  })
  expect(history!.map((entry) => 'after' in entry && entry.after)).toEqual([
    'Lunettes',
    'Effacé : un an après la décision',
  ])
})

test('an account is warned a month before its two years, then deleted; one that comes back stays', async ({
  db,
}) => {
  const citizen = async (name: string, lastActiveAt: string, warnedAt: string | null = null) => {
    const account = await createAccount(db, { firstName: name, createdAt: at('2020-01-01T08:00:00Z') })
    await db.accountActivity.create({
      data: {
        accountId: account.id,
        lastActiveAt: at(lastActiveAt),
        warnedAt: warnedAt === null ? null : at(warnedAt),
      },
    })
    return account
  }
  const warned = await citizen('À prévenir', '2024-12-23T22:59:59Z')
  await citizen('Pas encore', '2024-12-23T23:00:00Z')
  const gone = await citizen('Prévenu', '2024-11-20T09:00:00Z', '2026-10-24T21:00:00Z')
  await citizen('Prévenu hier', '2024-11-20T09:00:00Z', '2026-10-25T09:00:00Z')
  await citizen('Revenu', '2026-11-01T09:00:00Z', '2026-10-01T09:00:00Z')
  const agent = await createAgent(db, 'BILLING', { createdAt: at('2020-01-01T08:00:00Z') })
  expect(await run(db)).toEqual({ accountWarning: 1, account: 1 })
  const left = await db.account.findMany({ orderBy: { firstName: 'asc' } })
  expect(left.map(({ firstName }) => firstName)).toEqual(
    expect.arrayContaining(['À prévenir', 'Pas encore', 'Prévenu hier', 'Revenu', agent.firstName]),
  )
  expect(left.map(({ id }) => id)).not.toContain(gone.id)
  const [mail] = await db.outgoingMail.findMany()
  expect(mail).toMatchObject({ to: warned.email, kind: 'retention.inactive' })
  expect(mail!.text).toContain('25 décembre 2026')
})

test('logging in and using a session are remembered after the session is gone', async ({ db }) => {
  const account = await createAccount(db, { createdAt: at('2020-01-01T08:00:00Z') })
  const lastUse = async () =>
    (await db.accountActivity.findUniqueOrThrow({ where: { accountId: account.id } })).lastActiveAt
  const origin = { address: '203.0.113.7', userAgent: 'Firefox', sessionToken: null }
  const login = at('2024-11-01T08:00:00Z')
  await openSession(db, { id: account.id, isAgent: false }, { remember: true }, origin, login)
  expect(await lastUse()).toEqual(login)
  const { id } = await db.session.findFirstOrThrow()
  const use = at('2024-11-24T09:00:00Z')
  await extendSession(id, { isAgent: false, remember: true }, use)
  expect(await lastUse()).toEqual(use)
  // An ended session is no use.
  await extendSession(id, { isAgent: false, remember: true }, at('2026-01-01T08:00:00Z'))
  await db.session.deleteMany()
  expect(await lastUse()).toEqual(use)
  expect(await run(db)).toEqual({ accountWarning: 1 })
})

test('the journal of connections and readings goes after twelve months, the rest after four years', async ({
  db,
}) => {
  const event = (action: string, when: string) =>
    db.auditEvent.create({ data: { actor: 'CITIZEN', action, at: at(when), fields: [] } })
  await event('account.login', '2025-11-23T22:59:59Z')
  await event('health.read', '2025-11-23T22:59:59Z')
  await event('account.login', '2025-11-23T23:00:00Z')
  await event('change.accept', '2025-01-01T09:00:00Z')
  await event('change.accept', '2022-11-23T22:59:59Z')
  await event('change.accept', '2022-11-23T23:00:00Z')
  expect(await run(db)).toEqual({ access: 2, journal: 1 })
  await expect(db.auditEvent.deleteMany()).rejects.toThrow()
  expect(await db.auditEvent.count({ where: { action: { not: 'retention.run' } } })).toBe(3)
})

test('mails, imports and codes that no one used go at their time, those at work stay', async ({ db }) => {
  const mail = (state: 'SENT' | 'PENDING' | 'FAILED', createdAt: string) =>
    db.outgoingMail.create({ data: sentMail({ state, createdAt: at(createdAt) }) })
  await mail('SENT', '2026-05-23T21:59:59Z')
  await mail('FAILED', '2026-05-23T21:59:59Z')
  await mail('PENDING', '2026-05-23T21:59:59Z')
  await mail('SENT', '2026-05-23T22:00:00Z')
  for (const [state, createdAt] of [
    ['DONE', '2025-11-23T22:59:59Z'],
    ['RUNNING', '2025-11-23T22:59:59Z'],
    ['DONE', '2025-11-23T23:00:00Z'],
  ] as const)
    await db.importRun.create({
      data: {
        state,
        createdAt: at(createdAt),
        lines: { create: { kind: 'FAMILIES', line: 1, label: 'Delmas', outcome: 'CREATED', problems: [] } },
      },
    })
  const { guardian } = await enrolledUntil(db, '2027-07-01')
  const code = (expiresAt: string) =>
    db.subscriberCode.create({
      data: {
        guardianId: guardian.id,
        codeHmac: randomUUID(),
        createdAt: at('2025-01-01T08:00:00Z'),
        expiresAt: at(expiresAt),
        revokedAt: at('2026-01-01T08:00:00Z'),
      },
    })
  await code('2025-11-23T22:59:59Z')
  await code('2025-11-23T23:00:00Z')
  await subscribe(db, await createAccount(db), guardian, at('2020-01-01T08:00:00Z'))
  expect(await run(db)).toEqual({ mail: 2, importRun: 1, code: 1 })
  expect(await db.importLine.count()).toBe(2)
  expect(await db.subscription.count()).toBe(1)
})

test('documents of health go a month after the school year in which they end; the others stay', async ({
  db,
}) => {
  const { family, child } = await enrolledUntil(db, '2027-07-01')
  for (const [restricted, expiresOn] of [
    [true, '2026-08-31'],
    [true, '2026-09-01'],
    [false, '2020-01-01'],
  ] as const) {
    const type = await db.documentType.create({
      data: {
        name: `${restricted} ${expiresOn}`,
        help: '',
        owner: 'CHILD',
        validity: 'SCHOOL_YEAR',
        required: false,
        restricted,
        private: false,
        brief: false,
        position: 1,
      },
    })
    await db.document.create({
      data: {
        typeId: type.id,
        familyId: family.id,
        childId: child.id,
        state: 'ACCEPTED',
        depositedAt: NOW,
        decidedAt: NOW,
        expiresOn: day(expiresOn),
      },
    })
  }
  expect(await run(db)).toEqual({ healthDocument: 1 })
  expect(await db.document.count()).toBe(2)
})

test('more rows than a batch all go', async ({ db }) => {
  await db.auditEvent.createMany({
    data: Array.from({ length: 10_001 }, () => ({
      actor: 'CITIZEN' as const,
      action: 'account.login',
      at: at('2020-01-01T08:00:00Z'),
      fields: [],
    })),
  })
  expect(await run(db)).toEqual({ access: 10_001 })
})

test('an administrator erases a family by its name; the journal keeps the event, without names', async ({
  db,
}) => {
  const { family } = await enrolledUntil(db, '2026-07-01', 'Lê-Nguyen')
  const agent = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  const erase = (name: string, familyId = family.id) => eraseFamily(agent, { familyId, name }, NOW)
  await expect(erase('Nguyen')).rejects.toMatchObject({ code: 'NAME', fields: { name: expect.any(String) } })
  await expect(erase('Lê-Nguyen', randomUUID())).rejects.toBeInstanceOf(NotFound)
  expect(await db.family.count()).toBe(1)
  await erase('le nguyen')
  expect(await db.family.count()).toBe(0)
  expect(await db.child.count()).toBe(0)
  const [event] = await db.auditEvent.findMany({ where: { action: 'family.erase' } })
  expect(event).toMatchObject({ familyId: family.id, accountId: agent.accountId, detail: null })
  await expect(erase('Lê-Nguyen')).rejects.toBeInstanceOf(NotFound)
})

test('a family is not erased while a child is enrolled, nor by another agent than the administrator', async ({
  db,
}) => {
  const { family } = await enrolledUntil(db, '2026-11-24')
  const administrator = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  await expect(
    eraseFamily(administrator, { familyId: family.id, name: 'Delmas' }, NOW),
  ).rejects.toMatchObject({ code: 'OPEN', message: expect.stringContaining('encore inscrit') })
  const service = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  await expect(eraseFamily(service, { familyId: family.id, name: 'Delmas' }, NOW)).rejects.toBeInstanceOf(
    NotFound,
  )
})
