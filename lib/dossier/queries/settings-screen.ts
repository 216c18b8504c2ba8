import 'server-only'
import type { AgentActor } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { requirePermission } from '@/lib/core/permissions'
import { possibleModes, sameSetting, settableFields, settingKey, settingOf } from '../declaration'
import { standsAlone, unitsOf, type FieldMode, type TargetKind } from '../fields'
import { settableSections, settingsText } from '../setting-sections'
import { readSettings } from '../settings'

/** A unit as the settings show it. */
export type UnitSettingView = {
  key: string
  label: string
  mode: FieldMode
  modes: readonly FieldMode[]
  /** The fields that may be made mandatory. */
  fields: { name: string; label: string; required: boolean }[]
  /** The labels of those that always are. */
  always: string[]
  /** Whether its fields are mandatory only once a part of the unit is given. */
  together: boolean
  /** Whether the collectivité set it otherwise than declared. */
  isSet: boolean
}

export type SectionSettingView = {
  key: string
  target: TargetKind
  title: string
  /** What the form was made from (`settingsText`). */
  shown: string
  units: UnitSettingView[]
}

/** The settings of the dossier, a section after the other. @throws NotFound without the permission */
export async function settingsScreen(agent: AgentActor): Promise<SectionSettingView[]> {
  requirePermission(agent, 'authority.configure')
  return settableSections(await readSettings(db)).map(({ key, current, declared }) => ({
    key,
    target: current.target,
    title: current.title,
    shown: settingsText(current),
    units: unitsOf(current).map((unit, n) => ({
      key: settingKey(current.target, unit.id),
      label: unit.label,
      mode: unit.mode,
      modes: possibleModes(unit),
      fields: settableFields(unit).map(({ name, label, required }) => ({ name, label, required })),
      always: unit.fields.filter(({ alwaysRequired }) => alwaysRequired).map(({ label }) => label),
      together: !standsAlone(unit),
      isSet: !sameSetting(settingOf(unit), settingOf(unitsOf(declared)[n]!)),
    })),
  }))
}
