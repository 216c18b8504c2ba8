import { ALL_SECTIONS } from '@/lib/dossier/sections'

const DOSSIER_LABELS = new Map(
  ALL_SECTIONS.flatMap(({ fields }) => fields).map(({ name, label }) => [
    name,
    label.toLocaleLowerCase('fr-FR'),
  ]),
)

/** Fields that events name and that the dossier does not declare. */
const OTHER_LABELS: Readonly<Record<string, string>> = {
  name: 'nom de la famille',
  externalNumber: 'numéro',
  familyQuotient: 'quotient familial',
  schoolId: 'école',
  allergies: 'allergies',
  careplan: 'PAI',
  relation: 'lien',
  parentalAuthority: 'autorité parentale',
}

/** The French names of fields that an event of the journal names; an unknown one is left as it is. */
export function fieldLabels(fields: readonly string[]): string[] {
  return fields.map((name) => OTHER_LABELS[name] ?? DOSSIER_LABELS.get(name) ?? name)
}
