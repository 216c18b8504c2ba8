import type { Actor, Parent } from '@/lib/core/actor'
import { NotFound } from '@/lib/core/errors'
import { decidePhoto } from '@/lib/document/operations/decide-photo'
import { depositPhoto, removePhoto } from '@/lib/document/operations/photo'
import { readPhoto } from '@/lib/document/operations/read-photo'
import { childPhotos, photosOf } from '@/lib/document/queries/photos'
import { photoCheck } from '@/lib/document/queries/queue'
import { agentActor, createAgent } from '@/tests/factories/accounts'
import { pdf, portrait } from '@/tests/factories/files'
import { contentsOf } from '../../fixtures/contents'
import { expect, test } from '../../fixtures/database'
import { later, NOW, setDocumentScene, type DocumentScene } from './scene'

const hand = async (parent: Parent, { lina }: DocumentScene, at = NOW) =>
  depositPhoto(
    parent,
    { childId: lina.id, file: { name: 'lina.jpg', bytes: await portrait() }, crop: null },
    at,
  )

test('a photo waits beside the one in force, takes its place when accepted, and is erased when refused', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  const { sofia, agent, lina } = scene
  const first = await hand(sofia, scene)
  expect((await photosOf(sofia, [lina.id])).size).toBe(0)
  await decidePhoto(agent, { photoId: first, verdict: 'ACCEPT' }, later(1))
  expect((await photosOf(sofia, [lina.id])).get(lina.id)).toContain(first)
  const second = await hand(sofia, scene, later(2))
  expect(await childPhotos(sofia, lina.id)).toMatchObject({
    inForce: { id: first },
    waiting: { id: second, own: true },
  })
  expect(await photoCheck(agent, second)).toMatchObject({ childName: 'Lina Delmas', inForceId: first })
  await decidePhoto(agent, { photoId: second, verdict: 'REFUSE', reason: 'Trop sombre' }, later(3))
  expect(await childPhotos(sofia, lina.id)).toMatchObject({
    inForce: { id: first },
    waiting: null,
    refused: { reason: 'Trop sombre' },
  })
  await expect(readPhoto(sofia, second, 'large')).rejects.toBeInstanceOf(NotFound)
  const third = await hand(sofia, scene, later(4))
  await decidePhoto(agent, { photoId: third, verdict: 'ACCEPT' }, later(5))
  expect(await db.childPhoto.findMany({ select: { id: true, state: true } })).toEqual([
    { id: third, state: 'ACCEPTED' },
  ])
  expect(await db.outgoingMail.count({ where: { kind: 'photo.decide' } })).toBe(3)
})

test('the child’s other family is told of a photo once it is in force, and when it is gone: who follows alone, nothing of the first family', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  const { sofia, karim, hugo, agent } = scene
  const news = () => db.outgoingMail.findMany({ where: { kind: 'change.shared' }, orderBy: { id: 'asc' } })
  const first = await hand(sofia, scene)
  expect(await news()).toEqual([])
  await decidePhoto(agent, { photoId: first, verdict: 'REFUSE', reason: 'Floue' }, later(1))
  expect(await news()).toEqual([])
  const second = await hand(sofia, scene, later(2))
  await decidePhoto(agent, { photoId: second, verdict: 'ACCEPT' }, later(3))
  const [mail, ...others] = await news()
  expect(others).toEqual([])
  expect(mail).toMatchObject({ to: hugo.email, subject: 'Le dossier de Lina a changé' })
  expect(mail!.text).toContain('a changé : photo.')
  expect(mail!.text + mail!.html).not.toMatch(/Sofia|Karim|Delmas|rue Basse/)
  await removePhoto(hugo, { photoId: second }, later(4))
  expect(
    (await news())
      .slice(1)
      .map(({ to }) => to)
      .sort(),
  ).toEqual([sofia.email, karim.email].sort())
  const third = await hand(sofia, scene, later(5))
  await removePhoto(sofia, { photoId: third }, later(6))
  expect(await news()).toHaveLength(3)
})

test('two agents decide at once, and a family replaces what an agent looks at: nothing is decided twice or unseen', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  const first = await hand(scene.sofia, scene)
  const second = await hand(scene.karim, scene, later(1))
  await expect(
    decidePhoto(scene.agent, { photoId: first, verdict: 'ACCEPT' }, later(2)),
  ).rejects.toMatchObject({ code: 'GONE' })
  const other = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  const outcomes = await Promise.allSettled([
    decidePhoto(scene.agent, { photoId: second, verdict: 'ACCEPT' }, later(3)),
    decidePhoto(other, { photoId: second, verdict: 'REFUSE', reason: 'Floue' }, later(3)),
  ])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('both families see the photo and may remove the one in force; only who sent it removes the one that waits', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  const { sofia, hugo, moreau, agent } = scene
  const waiting = await hand(sofia, scene)
  await expect(removePhoto(hugo, { photoId: waiting }, NOW)).rejects.toBeInstanceOf(NotFound)
  await expect(hand(hugo, scene)).rejects.toMatchObject({ code: 'ELSEWHERE' })
  await decidePhoto(agent, { photoId: waiting, verdict: 'ACCEPT' }, later(1))
  const roles = await Promise.all(
    (['ADMINISTRATOR', 'FAMILY_SERVICE', 'BILLING', 'ON_SITE'] as const).map(async (role) =>
      agentActor(db, await createAgent(db, role)),
    ),
  )
  const sees = (actor: Actor) =>
    readPhoto(actor, waiting, 'small').then(
      () => true,
      () => false,
    )
  expect(await Promise.all([sofia, hugo, moreau, ...roles].map(sees))).toEqual([
    true,
    true,
    false,
    true,
    true,
    true,
    false,
  ])
  await removePhoto(hugo, { photoId: waiting }, later(2))
  expect(await db.childPhoto.count()).toBe(0)
  expect(await db.auditEvent.count({ where: { action: 'photo.withdraw', childId: scene.lina.id } })).toBe(1)
})

test('nothing is in clear in the row, the two sizes are not exchanged, and a bad file changes nothing', async ({
  db,
}) => {
  const scene = await setDocumentScene(db)
  const id = await hand(scene.sofia, scene)
  const row = await db.childPhoto.findUniqueOrThrow({ where: { id } })
  expect(
    Buffer.from(row.largeEncrypted!)
      .subarray(0, 200)
      .includes(Buffer.from([0xff, 0xd8, 0xff])),
  ).toBe(false)
  await db.childPhoto.update({ where: { id }, data: { smallEncrypted: row.largeEncrypted } })
  await expect(readPhoto(scene.sofia, id, 'small')).rejects.toThrow()
  const before = await contentsOf(db)
  const file = { name: 'a.pdf', bytes: await pdf() }
  await expect(
    depositPhoto(scene.sofia, { childId: scene.lina.id, file, crop: null }, NOW),
  ).rejects.toMatchObject({ code: 'NOT_IMAGE' })
  expect(await contentsOf(db)).toEqual(before)
})
