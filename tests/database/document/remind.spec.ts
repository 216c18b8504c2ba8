import { addDays, dayInParis, dayToDb } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { remindExpiring } from '@/lib/document/operations/remind-expiring'
import { createDocument } from '@/tests/factories/documents'
import { expect, test } from '../../fixtures/database'
import { NOW, setDocumentScene, type DocumentScene } from './scene'

const TODAY = dayInParis(NOW)
const at = (days: number) => new Date(NOW.getTime() + days * 86_400_000)

/** An accepted certificate of Lina that ends so many days after today. */
const ending = (db: Tx, scene: DocumentScene, days: number, more = {}) =>
  createDocument(db, scene.delmas, {
    type: scene.types.get('Assurance scolaire')!,
    childId: scene.lina.id,
    state: 'ACCEPTED',
    decidedAt: NOW,
    expiresOn: dayToDb(addDays(TODAY, days)),
    ...more,
  })

const mails = (db: Tx) =>
  db.outgoingMail.findMany({ where: { kind: 'document.remind' }, orderBy: { id: 'asc' } })

test('both parents of the family are reminded 30 days before, then 7 days before, once each', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  await ending(db, scene, 31)
  await remindExpiring(NOW)
  expect(await mails(db)).toEqual([])
  await Promise.all([remindExpiring(at(1)), remindExpiring(at(1))])
  await remindExpiring(at(5))
  expect((await mails(db)).map(({ to }) => to).sort()).toEqual([scene.sofia.email, scene.karim.email].sort())
  for (const days of [24, 25, 31, 40]) await remindExpiring(at(days))
  const all = await mails(db)
  expect(all).toHaveLength(4)
  for (const { subject, text } of all) {
    expect(subject).toBe('Un document à renouveler avant le 25 décembre 2026')
    expect(text).not.toMatch(/assurance|Lina/i)
  }
})

test('a document accepted close to its end brings one reminder, not two', async ({ db }) => {
  const scene = await setDocumentScene(db)
  await ending(db, scene, 5)
  await remindExpiring(NOW)
  await remindExpiring(at(1))
  expect(await mails(db)).toHaveLength(2)
})

for (const [name, more] of [
  ['waits', { state: 'PENDING', decidedAt: null, expiresOn: null }],
  ['lasts longer', { expiresOn: dayToDb(addDays(TODAY, 300)) }],
] as const)
  test(`nothing is said when a newer one ${name}`, async ({ db }) => {
    const scene = await setDocumentScene(db)
    await ending(db, scene, 20)
    await ending(db, scene, 20, more)
    await remindExpiring(NOW)
    expect(await mails(db)).toEqual([])
  })

test('nothing is said of a type that is no longer asked for, nor to who left the family', async ({ db }) => {
  const scene = await setDocumentScene(db)
  await ending(db, scene, 20)
  await db.subscription.updateMany({ where: { accountId: scene.karim.accountId }, data: { endedAt: NOW } })
  await db.documentType.updateMany({ data: { retiredAt: NOW } })
  await remindExpiring(NOW)
  expect(await mails(db)).toEqual([])
  await db.documentType.updateMany({ data: { retiredAt: null } })
  await remindExpiring(NOW)
  expect((await mails(db)).map(({ to }) => to)).toEqual([scene.sofia.email])
})
