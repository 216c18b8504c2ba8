import { test as base, expect } from '@playwright/test'
import { askPayment, createPayment, findClient, paymentPage } from '@/lib/payfip/client'
import type { PaymentOrder } from '@/lib/payfip/rules/order'
import type { PayfipError } from '@/lib/payfip/service'
import type { Failure } from '@/scripts/payfip/settings'
import { LABELS } from '@/scripts/payfip/validation'
import { startPayfip, type Payfip } from '../../fixtures/payfip'

/** The real client against the simulator, over HTTP. */
const test = base.extend<{ payfip: Payfip }>({
  payfip: async ({}, use) => {
    const payfip = await startPayfip()
    process.env.PAYFIP_URL = payfip.url
    await use(payfip)
    delete process.env.PAYFIP_URL
    await payfip.stop()
  },
})

const ORDER: PaymentOrder = {
  clientNumber: '100001',
  year: 2026,
  reference: '2026000123',
  subject: 'Cantine de l’été, « petits » & grands',
  amount: 8_420,
  email: `o'brien+"a&b"@demo.example`,
  mode: 'T',
  notificationUrl: 'https://famille.exemple.example/api/paiement?a=1&b="2"',
  returnUrl: 'https://famille.exemple.example/retour?x=1&y=2',
}

/** Tuesday 24 November 2026, 9:32 in Paris. */
const NOW = new Date('2026-11-24T08:32:00Z')

const fault = (kind: PayfipError['kind'], code: string) =>
  expect.objectContaining({ name: 'PayfipError', kind, code })

test('a payment is opened with what was ordered, signs of XML included', async ({ payfip }) => {
  const idOp = await createPayment(ORDER)
  expect(idOp).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-1[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const { payments, calls } = await payfip.state()
  expect(payments).toEqual([
    expect.objectContaining({
      idOp,
      fields: {
        exer: '2026',
        mel: ORDER.email,
        montant: '8420',
        numcli: '100001',
        objet: 'Cantine de l ete petits grands',
        refdet: '2026000123',
        saisie: 'T',
        urlnotif: ORDER.notificationUrl,
        urlredirect: ORDER.returnUrl,
      },
    }),
  ])
  expect(Object.keys(calls[0]!.fields)).toEqual([...Object.keys(calls[0]!.fields)].sort())
  expect(paymentPage(idOp)).toBe(`${payfip.url}/paiementws.web?idop=${idOp}`)
})

test('two payments have two identifiers', async ({ payfip: _ }) => {
  expect(await createPayment(ORDER)).not.toBe(await createPayment(ORDER))
})

test('what the service would refuse is not asked', async ({ payfip }) => {
  await expect(createPayment({ ...ORDER, amount: 99 })).rejects.toEqual(fault('FUNCTIONAL', 'M3'))
  await expect(findClient('12')).rejects.toEqual(fault('FUNCTIONAL', 'T1'))
  expect((await payfip.state()).calls).toEqual([])
})

test('what only the service knows, it refuses: unknown, closed, without access, above its limit', async ({
  payfip,
}) => {
  await payfip.addClient('200001', { names: ['PETITE REGIE'], access: 'open', limit: 5_000 })
  for (const [clientNumber, code] of [
    ['999999', 'T2'],
    ['100003', 'T3'],
    ['100004', 'T4'],
    ['200001', 'M5'],
  ] as const)
    await expect(createPayment({ ...ORDER, clientNumber })).rejects.toEqual(fault('FUNCTIONAL', code))
  await createPayment({ ...ORDER, clientNumber: '200001', amount: 5_000 })
})

test('a régie is known by its number', async ({ payfip: _ }) => {
  expect(await findClient('100001')).toEqual({
    clientNumber: '100001',
    names: ['VALLOMBREUSE', 'REGIE SERVICES A LA FAMILLE'],
  })
  for (const [number, code] of [
    ['999999', 'T2'],
    ['100003', 'T3'],
    ['100004', 'T4'],
  ] as const)
    await expect(findClient(number)).rejects.toEqual(fault('FUNCTIONAL', code))
})

for (const [result, authorisation] of [
  ['P', /^[0-9A-F]{6}$/],
  ['V', /^[0-9A-F]{16}$/],
  ['R', null],
  ['Z', null],
  ['A', null],
] as const)
  test(`the result ${result} is read with its hour in Paris and its echo`, async ({ payfip }) => {
    await payfip.moveTo(NOW)
    const idOp = await createPayment(ORDER)
    await payfip.finish(idOp, result)
    expect(await askPayment(idOp)).toEqual({
      detail: {
        result,
        authorisation: authorisation && expect.stringMatching(authorisation),
        at: NOW,
        clientNumber: '100001',
        reference: '2026000123',
        amount: 8_420,
        mode: 'T',
      },
    })
  })

test('asked again and again, the service says the same, and is asked by the name that it knows', async ({
  payfip,
}) => {
  const idOp = await createPayment(ORDER)
  await payfip.finish(idOp, 'P')
  const replies = await Promise.all([1, 2, 3].map(() => askPayment(idOp)))
  expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
  expect((await payfip.state()).calls.at(-1)!.fields).toEqual({ idOp })
})

for (const change of [
  { spelling: 'idop' },
  { qualified: true },
  { spelling: 'idop', qualified: true },
] as const)
  test(`answers are read with ${JSON.stringify(change)}`, async ({ payfip }) => {
    await payfip.set(change)
    const idOp = await createPayment(ORDER)
    await payfip.finish(idOp, 'P')
    expect(await askPayment(idOp)).toMatchObject({ detail: { result: 'P', amount: 8_420 } })
    expect(await findClient('100001')).toMatchObject({ clientNumber: '100001' })
  })

for (const [altered, read] of [
  [{ montant: '1' }, { amount: 1 }],
  [{ montant: '84,20' }, { amount: null }],
  [{ montant: '-8420' }, { amount: null }],
  [{ refdet: 'X&<é>' }, { reference: 'X&<é>' }],
  [{ saisie: 'W' }, { mode: 'W' }],
  [{ numcli: '000042' }, { clientNumber: '000042' }],
  [{ resultrans: 'Q' }, { result: 'Q' }],
  [{ dattrans: '31022026' }, { at: null }],
  [{ heurtrans: '9h32' }, { at: null }],
] as const)
  test(`altered, ${JSON.stringify(altered)} is read as it is told`, async ({ payfip }) => {
    const idOp = await createPayment(ORDER)
    await payfip.finish(idOp, 'P')
    await payfip.set({ altered })
    expect(await askPayment(idOp)).toMatchObject({ detail: read })
  })

for (const code of [...Object.keys(LABELS), 'Q9'])
  test(`the fault ${code} is functional on each operation`, async ({ payfip }) => {
    await payfip.set({ failure: { kind: 'fault', code } })
    const expected = fault('FUNCTIONAL', code)
    await expect(createPayment(ORDER)).rejects.toEqual(expected)
    await expect(findClient('100001')).rejects.toEqual(expected)
    expect(await askPayment('6475fa10-b338-11e2-a082-001fe256bdfe')).toEqual({
      fault: { kind: 'FUNCTIONAL', code },
    })
  })

const FAILURES: [Failure, code: string][] = [
  [{ kind: 'TechDysfonctionnementErreur' }, '999'],
  [{ kind: 'TechIndisponibiliteErreur' }, '999'],
  [{ kind: 'TechProtocolaireErreur' }, '999'],
  [{ kind: '502' }, 'HTTP_502'],
  [{ kind: 'redirect' }, 'HTTP_302'],
  [{ kind: 'html' }, 'UNREADABLE'],
  [{ kind: 'broken' }, 'UNREADABLE'],
  [{ kind: 'huge' }, 'UNREADABLE'],
  [{ kind: 'cut' }, 'CONNECTION'],
  [{ kind: 'half' }, 'CONNECTION'],
  [{ kind: 'silence' }, 'TIMEOUT'],
]
for (const [failure, code] of FAILURES)
  test(`when the service fails (${failure.kind}), it is technical: ${code}; then it answers again`, async ({
    payfip,
  }) => {
    const idOp = await createPayment(ORDER)
    await payfip.finish(idOp, 'P')
    await payfip.set({ failure })
    // Long enough for what answers, on a busy machine.
    const options = { timeout: failure.kind === 'silence' ? 200 : 15_000 }
    const expected = fault('TECHNICAL', code)
    await expect(createPayment(ORDER, options)).rejects.toEqual(expected)
    await expect(findClient('100001', options)).rejects.toEqual(expected)
    expect(await askPayment(idOp, options)).toEqual({ fault: { kind: 'TECHNICAL', code } })
    await payfip.set({ failure: null })
    expect(await askPayment(idOp)).toMatchObject({ detail: { result: 'P' } })
  })

test('a service that is not there is technical', async ({ payfip }) => {
  await payfip.stop()
  await expect(createPayment(ORDER)).rejects.toEqual(fault('TECHNICAL', 'CONNECTION'))
})

test('the life of an idOp: in progress (P5), then deleted during the night that follows (P1)', async ({
  payfip,
}) => {
  await payfip.moveTo(NOW)
  const idOp = await createPayment(ORDER)
  expect(await askPayment(idOp)).toEqual({ fault: { kind: 'FUNCTIONAL', code: 'P5' } })
  await payfip.moveTo(new Date('2026-11-25T01:59:00Z'))
  expect(await askPayment(idOp)).toEqual({ fault: { kind: 'FUNCTIONAL', code: 'P5' } })
  await payfip.moveTo(new Date('2026-11-25T02:00:00Z'))
  expect(await askPayment(idOp)).toEqual({ fault: { kind: 'FUNCTIONAL', code: 'P1' } })
})

test('what was paid is kept beyond the night', async ({ payfip }) => {
  await payfip.moveTo(NOW)
  const idOp = await createPayment(ORDER)
  await payfip.finish(idOp, 'V')
  await payfip.moveTo(new Date('2027-02-24T08:00:00Z'))
  expect(await askPayment(idOp)).toMatchObject({ detail: { result: 'V', at: NOW } })
})

test('an unknown idOp, or one in other capitals, is P1', async ({ payfip: _ }) => {
  const idOp = await createPayment(ORDER)
  for (const other of ['6475fa10-b338-11e2-a082-001fe256bdfe', idOp.toUpperCase(), '', '<&>'])
    expect(await askPayment(other)).toEqual({ fault: { kind: 'FUNCTIONAL', code: 'P1' } })
})
