import { YES_NO } from './messages'
import {
  unitsOf,
  type Field,
  type FieldMode,
  type Section,
  type TargetKind,
  type Unit,
  type UnitName,
} from './fields'
import { DECLARED_SECTIONS, type Dossier } from './sections'

/** What the collectivité says of a unit: its mode, and which of its fields are mandatory. */
export type UnitSetting = { mode: FieldMode; required: readonly string[] }

/** An authorisation that the collectivité asks parents for; ended, it is asked no more but keeps its name. */
export type AuthorisationType = {
  id: number
  label: string
  help: string | null
  /** Whether « oui » goes with an hour: leaving alone from 16:30. */
  hasHour: boolean
  isEnded: boolean
}

/** What is stored of the declaration: the rest of it is code. */
export type DossierSettings = {
  /** By unit: « child.diet » (`settingKey`). */
  units: Readonly<Record<string, UnitSetting>>
  authorisations: readonly AuthorisationType[]
  /** The names of vaccines by their code. */
  vaccines: Readonly<Record<string, string>>
}

/** The key of a unit among the settings. */
export function settingKey(target: TargetKind, unitId: string): string {
  return `${target}.${unitId}`
}

/** The modes that the collectivité may give a unit: what it alone writes is never opened. */
export function possibleModes(unit: { fields: readonly Field[] }): readonly FieldMode[] {
  const isManaged = unit.fields.some(({ managed }) => managed)
  return isManaged ? ['HIDDEN', 'READ_ONLY'] : ['HIDDEN', 'READ_ONLY', 'VALIDATED', 'FREE']
}

/** The fields of a unit that the collectivité may make mandatory: its own are not asked, some always are. */
export function settableFields(unit: Pick<Unit, 'fields'>): Field[] {
  return unit.fields.filter(({ managed, alwaysRequired }) => !managed && !alwaysRequired)
}

/** What a unit is set to, as it stands in a dossier. */
export function settingOf(unit: Unit): UnitSetting {
  return {
    mode: unit.mode,
    required: settableFields(unit)
      .filter(({ required }) => required)
      .map(({ name }) => name),
  }
}

/** Whether two settings of a unit say the same. */
export function sameSetting(a: UnitSetting, b: UnitSetting): boolean {
  return a.mode === b.mode && [...a.required].sort().join() === [...b.required].sort().join()
}

// No dot: react-hook-form would read a path in it.
const AUTHORISATION = 'authorisation-'

/** The names of the fields of an authorisation: the answer, and the hour that goes with it. */
export function authorisationFields(id: number): { answer: string; hour: string } {
  return { answer: `${AUTHORISATION}${id}`, hour: `${AUTHORISATION}${id}-hour` }
}

/** Whether a field is one of the collectivité's authorisations, which have no column. */
export function isAuthorisation(name: string): boolean {
  return name.startsWith(AUTHORISATION)
}

/** The dossier, the settings of a collectivité laid over what is declared. */
export function dossierWith(settings: DossierSettings): Dossier {
  return { sections: DECLARED_SECTIONS.map((section) => applied(withLists(section, settings), settings)) }
}

/** The dossier of a collectivité that has set nothing. */
export const DECLARED_DOSSIER: Dossier = dossierWith({ units: {}, authorisations: [], vaccines: {} })

function withLists(section: Section, { authorisations, vaccines }: DossierSettings): Section {
  if (section.id === 'authorisations')
    return { ...section, fields: authorisations.flatMap(authorisationFieldsOf) }
  if (section.id !== 'vaccinations') return section
  const fields = section.fields.map((field): Field =>
    field.name === 'vaccine' ? { ...field, type: { kind: 'choice', options: vaccines } } : field,
  )
  return { ...section, fields }
}

function authorisationFieldsOf({ id, label, help, hasHour, isEnded }: AuthorisationType): Field[] {
  const names = authorisationFields(id)
  const unit: UnitName = { id: names.answer, label }
  const mode: FieldMode = isEnded ? 'HIDDEN' : 'VALIDATED'
  const answer: Field = {
    name: names.answer,
    label,
    help: help ?? undefined,
    type: { kind: 'choice', options: YES_NO },
    required: true,
    mode,
    unit,
  }
  const hour: Field = {
    name: names.hour,
    label: 'À partir de',
    help: 'L’heure à partir de laquelle vous l’autorisez.',
    type: { kind: 'time' },
    required: false,
    mode,
    unit,
    joins: ', à partir de ',
  }
  return hasHour ? [answer, hour] : [answer]
}

function applied(section: Section, { units }: DossierSettings): Section {
  const settings = new Map(
    unitsOf(section).flatMap((unit) => {
      const setting = units[settingKey(section.target, unit.id)]
      return setting && possibleModes(unit).includes(setting.mode)
        ? unit.fields.map(({ name }) => [name, setting] as const)
        : []
    }),
  )
  const fields = section.fields.map((field) => {
    const setting = settings.get(field.name)
    if (!setting) return field
    return {
      ...field,
      mode: setting.mode,
      required: Boolean(field.alwaysRequired) || setting.required.includes(field.name),
    }
  })
  return { ...section, fields }
}
