import { z } from 'zod'
import type { UnitSetting } from './declaration'
import { FIELD_MODES, type FieldMode } from './fields'
import { SETTING_MESSAGES } from './messages'

/** The name of a unit's mode in the form of the settings, and of the boxes of its mandatory fields. */
export const modeField = (key: string) => `mode.${key}`
export const requiredField = (key: string) => `required.${key}`

/** The settings of a section: those that the form showed, as text, and those asked for, by unit. */
export type SectionSettings = { section: string; shown: string; units: Record<string, UnitSetting> }

const isMode = (value: unknown): value is FieldMode => FIELD_MODES.some((mode) => mode === value)

/** The form of a section's settings: `section`, `shown`, and for each unit its mode and its mandatory fields. */
export const sectionSettingsSchema = z
  .record(z.string(), z.unknown())
  .transform((form, context): SectionSettings => {
    const units: Record<string, UnitSetting> = {}
    for (const [name, mode] of Object.entries(form)) {
      if (!name.startsWith('mode.')) continue
      const key = name.slice('mode.'.length)
      const boxes = form[requiredField(key)]
      const required = Array.isArray(boxes) ? boxes.filter((box) => typeof box === 'string') : []
      if (isMode(mode)) units[key] = { mode, required }
      else context.addIssue({ code: 'custom', path: [name], message: SETTING_MESSAGES.modeUnknown })
    }
    return { section: String(form.section), shown: String(form.shown), units }
  })
