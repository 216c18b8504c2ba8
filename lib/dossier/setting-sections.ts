import { dossierWith, settingKey, settingOf, type DossierSettings } from './declaration'
import { unitsOf, type Section } from './fields'

/** A section that the collectivité sets: as it stands, and as it is declared. Their units are the same. */
export type SettableSection = { key: string; current: Section; declared: Section }

/** The sections that the collectivité sets, with its own authorisations, those that ended left out. */
export function settableSections(settings: DossierSettings): SettableSection[] {
  const lists = { ...settings, authorisations: settings.authorisations.filter(({ isEnded }) => !isEnded) }
  const declared = dossierWith({ ...lists, units: {} }).sections
  return dossierWith(lists)
    .sections.map((current, n) => ({
      key: settingKey(current.target, current.id),
      current,
      declared: declared[n]!,
    }))
    .filter(({ current }) => current.fields.length > 0)
}

/** The settings of a section as one text: what tells that they moved since a form showed them. */
export function settingsText(section: Section): string {
  return JSON.stringify(unitsOf(section).map((unit) => [unit.id, settingOf(unit)]))
}
