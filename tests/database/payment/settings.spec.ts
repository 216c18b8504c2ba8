import { NotFound } from '@/lib/core/errors'
import { setPayfip } from '@/lib/payment/operations/set-payfip'
import { payfipSetting } from '@/lib/payment/queries/settings'
import { payfipSchema } from '@/lib/payment/schema'
import { agentActor, createAgent } from '../../factories/accounts'
import { expect, NOW, setScene, test } from './scene'

test('the régie is saved once PayFiP knows it; what it refuses or leaves unanswered is told, and nothing changes', async ({
  db,
  portal: { payfip },
}) => {
  await setScene(db)
  const admin = await agentActor(db, await createAgent(db, 'ADMINISTRATOR'))
  const save = (clientNumber: string) => setPayfip(admin, { clientNumber, mode: 'W' }, NOW, { timeout: 200 })
  for (const [number, words] of [
    ['999999', 'ne connaît pas'],
    ['100004', 'n’a pas accès'],
  ] as const)
    await expect(save(number)).rejects.toMatchObject({
      code: 'CLIENT',
      fields: { clientNumber: expect.stringContaining(words) },
    })
  await payfip.set({ failure: { kind: 'silence' } })
  await expect(save('100001')).rejects.toMatchObject({ code: 'UNREACHABLE' })
  await payfip.set({ failure: null })
  expect(await payfipSetting(admin)).toEqual({ clientNumber: '100001', mode: 'T' })
  expect(await save('100001')).toEqual(['VALLOMBREUSE', 'REGIE SERVICES A LA FAMILLE'])
  expect(await payfipSetting(admin)).toEqual({ clientNumber: '100001', mode: 'W' })
  expect(await setPayfip(admin, null, NOW)).toEqual([])
  expect(await payfipSetting(admin)).toBeNull()
  expect(await db.auditEvent.count({ where: { action: 'payment.configure' } })).toBe(2)
})

test('only an administrator sets it', async ({ db, portal: _ }) => {
  await setScene(db)
  for (const role of ['FAMILY_SERVICE', 'BILLING', 'ON_SITE'] as const) {
    const agent = await agentActor(db, await createAgent(db, role))
    await expect(setPayfip(agent, null, NOW)).rejects.toBeInstanceOf(NotFound)
    await expect(payfipSetting(agent)).rejects.toBeInstanceOf(NotFound)
  }
})

test('the number and the mode come together, six digits', () => {
  const parsed = (clientNumber: string, mode: string) => payfipSchema.safeParse({ clientNumber, mode })
  expect(parsed(' 100 001 ', 'T').data).toEqual({ clientNumber: '100001', mode: 'T' })
  expect(parsed('', '').data).toBeNull()
  expect(parsed('', 'T').error?.issues[0]?.path).toEqual(['clientNumber'])
  expect(parsed('100001', '').error?.issues[0]?.path).toEqual(['mode'])
  expect(parsed('10001', 'T').success).toBe(false)
})
