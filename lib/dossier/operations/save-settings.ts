import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { NotFound, Refusal } from '@/lib/core/errors'
import { requirePermission } from '@/lib/core/permissions'
import {
  possibleModes,
  sameSetting,
  settableFields,
  settingKey,
  settingOf,
  type UnitSetting,
} from '../declaration'
import { unitsOf, type Unit } from '../fields'
import { SETTING_MESSAGES, settingEffects } from '../messages'
import { settableSections, settingsText, type SettableSection } from '../setting-sections'
import { readSettings } from '../settings'
import { modeField, type SectionSettings } from '../settings-schema'

type Change = { key: string; unit: Unit; from: UnitSetting; to: UnitSetting; isDeclared: boolean }

/**
 * Sets the units of a section: their mode, and which of their fields are mandatory. A unit that is set to what is
 * declared has no row. What waits for a decision goes on waiting, whatever the mode.
 *
 * @returns what it means for families, in sentences
 * @throws NotFound when the agent may not, or there is no such section or unit; Refusal MOVED when another agent set it
 * since it was shown, MODE when a unit can't have the mode, NOTHING when nothing differs. Then nothing is written.
 */
export async function saveSettings(agent: AgentActor, input: SectionSettings, at: Date): Promise<string[]> {
  requirePermission(agent, 'authority.configure')
  return db.$transaction(async (tx) => {
    await lockSettings(tx)
    const found = settableSections(await readSettings(tx)).find(({ key }) => key === input.section)
    if (!found) throw new NotFound()
    if (settingsText(found.current) !== input.shown) throw new Refusal('MOVED', SETTING_MESSAGES.moved)
    const changes = changesOf(found, input)
    if (changes.length === 0) throw new Refusal('NOTHING', SETTING_MESSAGES.nothing)
    for (const { key, to, isDeclared } of changes) {
      if (isDeclared) await tx.dossierSetting.deleteMany({ where: { unit: key } })
      else
        await tx.dossierSetting.upsert({
          where: { unit: key },
          create: { unit: key, mode: to.mode, required: [...to.required] },
          update: { mode: to.mode, required: [...to.required] },
        })
    }
    await recordEvent(tx, agent, at, {
      action: 'setting.change',
      subject: input.section,
      fields: changes.flatMap(({ unit }) => unit.fields.map(({ name }) => name)),
      detail: Object.fromEntries(
        changes.map(({ key, to }) => [key, { mode: to.mode, required: [...to.required] }]),
      ),
    })
    const waiting = await waitingByUnit(
      tx,
      changes.map(({ unit }) => unit.id),
    )
    return changes.flatMap((change) => effectsOf(change, waiting.get(change.unit.id) ?? 0))
  })
}

/** What every writing of the dossier's settings waits for: two administrators write one after the other. */
export async function lockSettings(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('dossier-settings'))`
}

function changesOf({ current, declared }: SettableSection, { units }: SectionSettings): Change[] {
  const known = unitsOf(current)
  const keys = known.map(({ id }) => settingKey(current.target, id))
  if (Object.keys(units).some((key) => !keys.includes(key))) throw new NotFound()
  return known.flatMap((unit, n): Change[] => {
    const key = keys[n]!
    const asked = units[key]
    if (!asked) return []
    if (!possibleModes(unit).includes(asked.mode))
      throw new Refusal('MODE', SETTING_MESSAGES.modeUnknown, {
        [modeField(key)]: SETTING_MESSAGES.modeUnknown,
      })
    const names = settableFields(unit).map(({ name }) => name)
    const to = { mode: asked.mode, required: names.filter((name) => asked.required.includes(name)) }
    const from = settingOf(unit)
    const asDeclared = settingOf(unitsOf(declared)[n]!)
    return sameSetting(from, to) ? [] : [{ key, unit, from, to, isDeclared: sameSetting(asDeclared, to) }]
  })
}

function effectsOf({ unit, from, to }: Change, waiting: number): string[] {
  const labels = (names: readonly string[], others: readonly string[]) =>
    unit.fields.filter(({ name }) => names.includes(name) && !others.includes(name)).map(({ label }) => label)
  return settingEffects(unit.label, {
    mode: from.mode === to.mode ? null : to.mode,
    asked: labels(to.required, from.required),
    freed: labels(from.required, to.required),
    waiting,
  })
}

async function waitingByUnit(tx: Tx, units: string[]): Promise<Map<string, number>> {
  const rows = await tx.pendingChange.groupBy({
    by: ['unit'],
    where: { unit: { in: units }, state: 'PENDING' },
    _count: true,
  })
  return new Map(rows.map(({ unit, _count }) => [unit, _count]))
}
