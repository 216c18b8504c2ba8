import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import type { Values } from '@/lib/dossier/fields'
import { DECLARED_DOSSIER } from '@/lib/dossier/declaration'
import {
  amendedAt,
  apply,
  decisionOutcome,
  planChanges,
  standingOf,
  standingValues,
  versionOf,
  type ChangeState,
  type Decision,
} from '@/lib/dossier/rules'
import { findSection, unitOf } from '@/lib/dossier/sections'

const GENERAL = findSection(DECLARED_DOSSIER, 'child', 'general')!
const UNITS = { diet: ['STANDARD', 'VEGETARIAN', 'NO_PORK'], birthPlace: ['Orléans', 'Tours', null] } as const
type UnitId = keyof typeof UNITS

const unitIds = fc.constantFrom<UnitId>('diet', 'birthPlace')
const step = fc.oneof(
  fc.record({ do: fc.constant('ask' as const), unit: unitIds, value: fc.nat(2), stale: fc.boolean() }),
  fc.record({ do: fc.constant('edit' as const), unit: unitIds, value: fc.nat(2) }),
  fc.record({ do: fc.constant('withdraw' as const), unit: unitIds }),
  fc.record({
    do: fc.constant('decide' as const),
    unit: unitIds,
    accept: fc.boolean(),
    acknowledge: fc.boolean(),
    stale: fc.boolean(),
  }),
)

type Change = { id: string; unit: UnitId; state: ChangeState; askedAt: Date; before: Values; after: Values }

/** A dossier in memory: the operations without their database. */
class Dossier {
  current: Values = {
    lastName: 'Delmas',
    firstNames: 'Lina',
    sex: 'F',
    birthDate: '2018-03-14',
    diet: 'STANDARD',
    birthPlace: null,
  }
  changes: Change[] = []
  seen = this.current
  seenVersions = new Map<string, number>()
  private clock = 0

  waiting = () =>
    this.changes.filter(({ state }) => state === 'PENDING').map((change) => ({ ...change, ours: true }))
  standing = () => standingValues(GENERAL, this.current, this.waiting())
  waitingOn = (unit: UnitId) =>
    this.changes.find((change) => change.unit === unit && change.state === 'PENDING')

  /** Returns whether anything was written. */
  ask(shown: Values, asked: Values): boolean {
    const plan = planChanges(GENERAL, this.current, this.waiting(), shown, asked)
    if (plan.moved.length > 0) return false
    const now = new Date((this.clock += 1000))
    for (const { unit, before, after } of plan.ask)
      this.changes.push({
        id: `${this.clock}`,
        unit: unit.id as UnitId,
        state: 'PENDING',
        askedAt: now,
        before,
        after,
      })
    for (const { id, before, after } of plan.amend) {
      const change = this.changes.find((known) => known.id === id)!
      Object.assign(change, { before, after, askedAt: amendedAt(change, now) })
    }
    for (const { id } of plan.withdraw) this.changes.find((known) => known.id === id)!.state = 'WITHDRAWN'
    return true
  }

  decide(change: Change, decision: Decision) {
    const outcome = decisionOutcome(
      unitOf(DECLARED_DOSSIER, 'child', change.unit),
      change,
      this.current,
      decision,
    )
    if (outcome.kind === 'ACCEPTED') this.current = apply(this.current, outcome.write)
    if (outcome.kind === 'ACCEPTED' || outcome.kind === 'REFUSED') change.state = outcome.kind
    return outcome.kind
  }
}

test('for any sequence of requests, decisions and corrections, the value in force is the last one accepted or corrected, and no conflict is overwritten unseen', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const dossier = new Dossier()
      const expected: Record<UnitId, string | null> = { diet: 'STANDARD', birthPlace: null }
      for (const action of steps) {
        const change = dossier.waitingOn(action.unit)
        if (action.do === 'edit') {
          expected[action.unit] = UNITS[action.unit][action.value]!
          dossier.current = { ...dossier.current, [action.unit]: expected[action.unit] }
        } else if (action.do === 'ask') {
          const shown = action.stale ? dossier.seen : dossier.standing()
          dossier.ask(shown, { ...shown, [action.unit]: UNITS[action.unit][action.value]! })
          dossier.seen = dossier.standing()
        } else if (action.do === 'withdraw' && change) {
          change.state = 'WITHDRAWN'
        } else if (action.do === 'decide' && change) {
          const seen = action.stale ? dossier.seenVersions.get(change.id) : undefined
          const conflict =
            standingOf(unitOf(DECLARED_DOSSIER, 'child', action.unit), change, dossier.current) === 'CONFLICT'
          const asked = change.after[action.unit]!
          const outcome = dossier.decide(change, {
            changeId: change.id,
            verdict: action.accept ? 'ACCEPT' : 'REFUSE',
            version: seen ?? versionOf(change),
            reason: action.accept ? undefined : 'Motif',
            acknowledged: action.acknowledge ? dossier.current : undefined,
          })
          if (outcome === 'ACCEPTED') expected[action.unit] = asked
          if (action.accept && conflict && !action.acknowledge) expect(outcome).not.toBe('ACCEPTED')
          if (seen !== undefined && seen !== versionOf(change)) expect(outcome).toBe('AMENDED')
        }
        for (const waits of dossier.waiting())
          if (!action || action.do !== 'ask') dossier.seenVersions.set(waits.id, versionOf(waits))
        expect(dossier.current).toMatchObject(expected)
        for (const unit of Object.keys(UNITS) as UnitId[])
          expect(
            dossier.changes.filter((known) => known.unit === unit && known.state === 'PENDING').length,
          ).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 500 },
  )
})
