import { handleAlert } from '@/lib/payment/operations/handle-alert'
import { resolveAttempt } from '@/lib/payment/operations/resolve-attempt'
import { startPayment } from '@/lib/payment/operations/start-payment'
import { paymentsToHandle } from '@/lib/payment/queries/alerts'
import { agentActor, createAgent } from '../../factories/accounts'
import { expect, idOpOf, later, NOW, setScene, test, written } from './scene'

test('an altered payment waits for an agent; dealt with, it frees its invoice, and is raised no more', async ({
  db,
  portal: { payfip },
}) => {
  const { sofia, invoice } = await setScene(db)
  const agent = await agentActor(db, await createAgent(db, 'BILLING'))
  const idOp = idOpOf(await startPayment(sofia, invoice.id, NOW))
  await payfip.set({ altered: { montant: '1' }, notification: 'never' })
  await payfip.finish(idOp, 'P')
  await resolveAttempt({ idOp }, later(3))
  const [waiting] = await paymentsToHandle(agent)
  expect(waiting).toMatchObject({ alert: 'ECHO_DIFFERS', amount: 8_420, invoice: { number: '2026-000001' } })
  await handleAlert(agent, { attemptId: waiting!.id }, later(10))
  expect(await paymentsToHandle(agent)).toEqual([])
  await resolveAttempt({ idOp }, later(60))
  expect(await paymentsToHandle(agent)).toEqual([])
  expect((await written(db)).attempts).toMatchObject([{ state: 'EXPIRED', handledById: agent.accountId }])
  await expect(handleAlert(agent, { attemptId: waiting!.id }, later(61))).rejects.toThrow('not found')
  await startPayment(sofia, invoice.id, later(62))
})
