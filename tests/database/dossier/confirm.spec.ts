import { randomUUID } from 'node:crypto'
import { NotFound } from '@/lib/core/errors'
import { confirmDossier } from '@/lib/dossier/operations/confirm-dossier'
import { searchFamilies } from '@/lib/family/search'
import { expect, test } from '../../fixtures/database'
import { later, NOW, setScene } from './scene'

test('a parent confirms the dossier of their family once a year; twice is once', async ({ db }) => {
  const { sofia, delmas } = await setScene(db)
  await Promise.all([1, 2].map(() => confirmDossier(sofia, { familyId: delmas.id }, NOW)))
  await confirmDossier(sofia, { familyId: delmas.id }, later(1))
  expect(await db.family.findUnique({ where: { id: delmas.id } })).toMatchObject({ confirmedAt: NOW })
  const events = await db.auditEvent.findMany({ where: { action: 'family.confirm' } })
  expect(events).toMatchObject([{ familyId: delmas.id, accountId: sofia.accountId, at: NOW }])
})

test('another family’s dossier is not theirs to confirm', async ({ db }) => {
  const { moreau, delmas } = await setScene(db)
  for (const familyId of [delmas.id, randomUUID()])
    await expect(confirmDossier(moreau, { familyId }, NOW)).rejects.toBeInstanceOf(NotFound)
  expect(await db.family.findMany({ where: { confirmedAt: { not: null } } })).toEqual([])
})

test('agents see who has not confirmed this year', async ({ db }) => {
  const { sofia, delmas, agent } = await setScene(db)
  const toConfirm = async (at: Date) => {
    const { families } = await searchFamilies(agent, { text: '', access: null, toConfirm: true, page: 1 }, at)
    return families.map(({ id }) => id)
  }
  expect(await toConfirm(NOW)).toContain(delmas.id)
  await confirmDossier(sofia, { familyId: delmas.id }, NOW)
  expect(await toConfirm(NOW)).not.toContain(delmas.id)
  expect(await toConfirm(later(365 * 24 * 60))).toContain(delmas.id)
})
