import { unitsOf, type Field, type Values } from '@/lib/dossier/fields'
import { BENEFIT_LABELS } from '@/lib/dossier/messages'

const own = (field: Pick<Field, 'name' | 'label' | 'type'>): Field => ({
  ...field,
  required: false,
  mode: 'READ_ONLY',
})

/** Where a family lives, by which tariffs may tell families apart. */
export const RESIDENCE_LABELS = { YES: 'Habite la commune', NO: 'Habite hors de la commune' } as const

/** What agents write of a family on its own form; each is compared alone. */
export const FAMILY_UNITS = unitsOf({
  fields: [
    own({ name: 'name', label: 'Nom de la famille', type: { kind: 'text', max: 80 } }),
    own({ name: 'externalNumber', label: 'Numéro', type: { kind: 'text', max: 40 } }),
    own({
      name: 'familyQuotient',
      label: 'Quotient familial',
      type: { kind: 'number', min: 0, max: 999_999, step: 1, unit: '€' },
    }),
    own({ name: 'isResident', label: 'Domicile', type: { kind: 'choice', options: RESIDENCE_LABELS } }),
    own({
      name: 'benefitOrganism',
      label: 'Organisme',
      type: { kind: 'choice', options: BENEFIT_LABELS },
    }),
  ],
})

/** The values that agents write of a family on its own form. */
export type FamilyValues = {
  name: string
  externalNumber: string | null
  familyQuotient: number | null
  benefitOrganism: string | null
  isResident: boolean
}

/** The values of a family as texts, by which they are compared. */
export const familyTexts = ({
  name,
  externalNumber,
  familyQuotient,
  benefitOrganism,
  isResident,
}: FamilyValues): Values => ({
  name,
  externalNumber,
  familyQuotient: familyQuotient === null ? null : String(familyQuotient),
  benefitOrganism,
  isResident: isResident ? 'YES' : 'NO',
})
