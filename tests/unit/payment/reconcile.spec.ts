import { expect, test } from '@playwright/test'
import { day } from '@/lib/core/day'
import { reconcile, type RecordedPayment } from '@/lib/payment/rules/reconcile'
import { transactionsOf } from '@/lib/payment/rules/transactions'
import { reconcileAddress } from '@/lib/payment/reconcile-schema'

const recorded = (reference: string, amount: number): RecordedPayment => ({
  ...{ paymentId: reference, reference, amount, receivedOn: day('2026-12-10'), payer: 'Mme Delmas' },
  isReversed: amount === 0,
})

const rows = (...lines: string[][]) => lines.map((cells, n) => ({ line: n + 1, cells }))

test('each reference is in both, only here, only there, or has another amount; differences come first', () => {
  const compared = reconcile(
    [recorded('2026000001P1', 8_420), recorded('2026000002P1', 500), recorded('2026000003P1', 0)],
    [
      { line: 2, reference: ' 2026000001p1 ', amount: 8_420 },
      { line: 3, reference: '2026000003P1', amount: 700 },
      { line: 4, reference: '2026000009P1', amount: 900 },
      { line: 5, reference: '', amount: 1 },
      { line: 6, reference: '', amount: 2 },
    ],
  )
  expect(compared.map(({ verdict, here, there, lines }) => [verdict, here, there, lines])).toEqual([
    ['AMOUNT', 0, 700, [3]],
    ['ONLY_THERE', null, 1, [5]],
    ['ONLY_THERE', null, 2, [6]],
    ['ONLY_THERE', null, 900, [4]],
    ['ONLY_HERE', 500, null, []],
    ['BOTH', 8_420, 8_420, [2]],
  ])
})

test('a reference paid twice is compared by what its lines come to', () => {
  const [one] = reconcile(
    [recorded('A', 100)],
    [
      { line: 2, reference: 'A', amount: 100 },
      { line: 3, reference: 'A', amount: 100 },
    ],
  )
  expect(one).toMatchObject({ verdict: 'AMOUNT', here: 100, there: 200, lines: [2, 3] })
})

test('columns are found by their headings, in any order; what was not paid is left out', () => {
  expect(
    transactionsOf(
      rows(
        ['Date', 'Montant (€)', 'Régie', 'Référence de la dette', 'Résultat'],
        ['10/12/2026', '1 084,20 €', 'x', '2026000001P1', 'Payé'],
        ['10/12/2026', '12.5', 'x', '2026000002P1', 'R'],
        ['10/12/2026', '-3', 'x', '2026000003P1', 'P'],
      ),
    ),
  ).toEqual({
    transactions: [
      { line: 2, reference: '2026000001P1', amount: 108_420 },
      { line: 4, reference: '2026000003P1', amount: -300 },
    ],
    ignored: 1,
  })
  expect(transactionsOf(rows(['REFDET', 'MONTANT EN CENTIMES'], ['A', '8420']))).toEqual({
    transactions: [{ line: 2, reference: 'A', amount: 8_420 }],
    ignored: 0,
  })
})

for (const [words, isPaid] of [
  ...(['P', 'V', 'Payé', 'Validé', 'Paiement accepté', 'Prélèvement enregistré'] as const).map((one) => [
    one,
    true,
  ]),
  ...(['R', 'Z', 'A', '', 'Prélèvement refusé', 'Paiement abandonné', 'Vérification'] as const).map((one) => [
    one,
    false,
  ]),
] as [string, boolean][])
  test(`a line whose result is « ${words} » ${isPaid ? 'is of a payment' : 'is left out'}`, () => {
    const file = rows(['Référence', 'Montant', 'Résultat'], ['A', '1', words])
    expect(transactionsOf(file)).toMatchObject({ ignored: isPaid ? 0 : 1 })
  })

test('a file without these columns, or with an amount that is none, is refused', () => {
  expect(transactionsOf(rows(['Nom', 'Montant']))).toEqual({ kind: 'COLUMNS' })
  expect(transactionsOf([])).toEqual({ kind: 'COLUMNS' })
  expect(transactionsOf(rows(['refdet', 'montant'], ['A', 'douze']))).toEqual({ kind: 'AMOUNT', line: 2 })
})

test('the address of « Rapprochement » is yesterday unless it says otherwise; a typed total that is none stays shown', () => {
  const today = day('2026-12-10')
  expect(reconcileAddress({}, today)).toEqual({ from: '2026-12-09', to: '2026-12-09', typed: new Map() })
  const { from, to, typed } = reconcileAddress(
    { du: '2026-12-05', au: '2026-12-01', 'total-CASH': '12,50', 'total-CHEQUE': 'douze', 'total-CESU': ' ' },
    today,
  )
  expect([from, to]).toEqual(['2026-12-05', '2026-12-05'])
  expect([...typed]).toEqual([
    ['CASH', { text: '12,50', amount: 1_250 }],
    ['CHEQUE', { text: 'douze', amount: null }],
  ])
})
