import { expect, test } from '@playwright/test'
import { day, instantInParis, type WallTime } from '@/lib/core/day'
import type { Entry } from '@/lib/planning/rules/entry'
import { explain } from '@/lib/planning/rules/explain'
import { ENTRY_STATES, PARENT_ACTIONS, targetsOf } from '@/lib/planning/rules/states'
import { unpaidBlock, type BlockingInvoice } from '@/lib/recovery/rules/blocking'

const INVOICE: BlockingInvoice = {
  ...{ familyId: 'f', id: 'i', year: 2026, number: 42, month: day('2026-10-01'), dueOn: day('2026-11-30') },
  ...{ isTransmitted: false, blocksFrom: day('2027-01-30') },
}

const FROM = instantInParis(day('2027-01-30'), '00:00' as WallTime)
const far = new Date('2027-03-01T08:00:00Z')
const TERMS = { autoAccepts: true, waitingList: 'AUTO', latePolicy: 'REFUSED', lateAbsences: true } as const
const DEADLINES = { start: far, booking: far, absence: far, opens: null, late: null, proof: null }

const entry = (state: Entry['state']): Entry => ({
  ...{ state, own: true, elsewhere: false, reason: null, closedBy: null, barred: null, needed: null },
  ...{ placesLeft: null, waiting: 0, rank: null, offeredUntil: state === 'OFFERED' ? far : null },
  unpaid: unpaidBlock(INVOICE),
})

test('an unpaid invoice blocks from midnight of its day on, no second sooner, and names what to pay', () => {
  const at = (instant: Date) => explain(entry('ENROLLED'), TERMS, DEADLINES, 'parent', instant)
  expect(at(new Date(FROM.getTime() - 1)).possible.map(({ action }) => action)).toEqual(['BOOK'])
  const { possible, forbidden } = at(FROM)
  expect(possible).toEqual([])
  expect(forbidden).toEqual([
    {
      ...{ action: 'BOOK', code: 'UNPAID', invoiceId: 'i' },
      reason:
        'La facture n° 2026-000042 d’octobre 2026 était à payer au plus tard le 30 novembre 2026 : les nouvelles réservations sont suspendues jusqu’à son paiement. Vous pouvez toujours déclarer une absence ou annuler. En cas de difficulté, contactez le service.',
    },
  ])
})

test('in every state it forbids asking for a reservation, and nothing else', () => {
  for (const state of ENTRY_STATES)
    for (const action of PARENT_ACTIONS) {
      if (targetsOf(state, action).length === 0) continue
      const { forbidden } = explain(entry(state), TERMS, DEADLINES, 'parent', FROM)
      const isUnpaid = forbidden.some((one) => one.action === action && one.code === 'UNPAID')
      if (action !== 'BOOK') expect(isUnpaid, `${state} ${action}`).toBe(false)
    }
  expect(
    explain(entry('BOOKED'), TERMS, DEADLINES, 'parent', FROM).possible.map(({ action }) => action),
  ).toContain('DECLARE_ABSENCE')
  expect(
    explain(entry('OFFERED'), TERMS, DEADLINES, 'parent', FROM).possible.map(({ action }) => action),
  ).toContain('CONFIRM')
  expect(explain(entry('WAITLISTED'), TERMS, DEADLINES, 'parent', FROM).possible.length).toBeGreaterThan(0)
})

test('an agent may accept what was asked before', () => {
  const { possible } = explain(entry('REQUESTED'), TERMS, DEADLINES, 'agent', FROM)
  expect(possible.map(({ action }) => action)).toContain('ACCEPT')
})

test('at the Trésor public the words say so', () => {
  expect(unpaidBlock({ ...INVOICE, isTransmitted: true }).reason).toContain('est au Trésor public')
})
