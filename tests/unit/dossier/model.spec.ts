import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import type { Section, Values } from '@/lib/dossier/fields'
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
const ALLERGIES = findSection(DECLARED_DOSSIER, 'child', 'allergies')!

const allergy = (substance: string | null, severity: string | null): Values => ({
  substance,
  kind: substance && 'FOOD',
  severity,
  conduct: null,
})

/** What of a section changes: the values in force first, and by unit those that may be asked for. */
type Ground = { section: Section; current: Values; units: Readonly<Record<string, readonly Values[]>> }

const GROUNDS: Record<string, Ground> = {
  'the fields of a section': {
    section: GENERAL,
    current: {
      lastName: 'Delmas',
      firstNames: 'Lina',
      sex: 'F',
      birthDate: '2018-03-14',
      diet: 'STANDARD',
      birthPlace: null,
    },
    units: {
      diet: ['STANDARD', 'VEGETARIAN', 'NO_PORK'].map((diet) => ({ diet })),
      birthPlace: ['Orléans', 'Tours', null].map((birthPlace) => ({ birthPlace })),
    },
  },
  // All null: the item is not there; asked for, that is its removal.
  'an item of a list, added, changed and removed': {
    section: ALLERGIES,
    current: allergy(null, null),
    units: { allergy: [allergy(null, null), allergy('Lait', 'MILD'), allergy('Lait', 'SEVERE')] },
  },
}

const stepOn = ({ units }: Ground) => {
  const unitIds = fc.constantFrom(...Object.keys(units))
  return fc.oneof(
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
}

type Change = {
  id: string
  unit: string
  state: ChangeState
  askedAt: Date
  before: Values
  after: Values
  /** The values in force when it was first asked, whatever the rules keep as `before`. */
  found: Values
}

/** A dossier in memory: the operations without their database. */
class Dossier {
  current: Values
  changes: Change[] = []
  seen: Values
  seenVersions = new Map<string, number>()
  private clock = 0
  private readonly section: Section

  constructor({ section, current }: Ground) {
    this.section = section
    this.current = current
    this.seen = current
  }

  waiting = () =>
    this.changes.filter(({ state }) => state === 'PENDING').map((change) => ({ ...change, ours: true }))
  standing = () => standingValues(this.section, this.current, this.waiting())
  waitingOn = (unit: string) =>
    this.changes.find((change) => change.unit === unit && change.state === 'PENDING')

  /** Returns whether anything was written. */
  ask(shown: Values, asked: Values): boolean {
    const plan = planChanges(this.section, this.current, this.waiting(), shown, asked)
    if (plan.moved.length > 0) return false
    const now = new Date((this.clock += 1000))
    for (const { unit, before, after } of plan.ask)
      this.changes.push({
        id: `${this.clock}`,
        unit: unit.id,
        state: 'PENDING',
        askedAt: now,
        before,
        after,
        found: this.current,
      })
    for (const { id, after } of plan.amend) {
      const change = this.changes.find((known) => known.id === id)!
      Object.assign(change, { after, askedAt: amendedAt(change, now) })
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

for (const [name, ground] of Object.entries(GROUNDS))
  test(`${name}: for any sequence of requests, decisions and corrections, the value in force is the last one accepted or corrected, and no conflict is overwritten unseen`, () => {
    fc.assert(
      fc.property(fc.array(stepOn(ground), { maxLength: 40 }), (steps) => {
        const dossier = new Dossier(ground)
        let expected = ground.current
        for (const action of steps) {
          const change = dossier.waitingOn(action.unit)
          const choices = ground.units[action.unit]!
          if (action.do === 'edit') {
            expected = { ...expected, ...choices[action.value]! }
            dossier.current = { ...dossier.current, ...choices[action.value]! }
          } else if (action.do === 'ask') {
            const shown = action.stale ? dossier.seen : dossier.standing()
            dossier.ask(shown, { ...shown, ...choices[action.value]! })
            dossier.seen = dossier.standing()
          } else if (action.do === 'withdraw' && change) {
            change.state = 'WITHDRAWN'
          } else if (action.do === 'decide' && change) {
            const seen = action.stale ? dossier.seenVersions.get(change.id) : undefined
            const unit = unitOf(DECLARED_DOSSIER, 'child', action.unit)
            const conflict =
              standingOf(unit, { before: change.found, after: change.after }, dossier.current) === 'CONFLICT'
            const outcome = dossier.decide(change, {
              changeId: change.id,
              verdict: action.accept ? 'ACCEPT' : 'REFUSE',
              version: seen ?? versionOf(change),
              reason: action.accept ? undefined : 'Motif',
              acknowledged: action.acknowledge ? dossier.current : undefined,
            })
            if (outcome === 'ACCEPTED') expected = { ...expected, ...change.after }
            if (action.accept && conflict && !action.acknowledge) expect(outcome).not.toBe('ACCEPTED')
            if (seen !== undefined && seen !== versionOf(change)) expect(outcome).toBe('AMENDED')
          }
          for (const waits of dossier.waiting())
            if (action.do !== 'ask') dossier.seenVersions.set(waits.id, versionOf(waits))
          expect(dossier.current).toEqual(expected)
          for (const unit of Object.keys(ground.units))
            expect(
              dossier.changes.filter((known) => known.unit === unit && known.state === 'PENDING').length,
            ).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 500 },
    )
  })
