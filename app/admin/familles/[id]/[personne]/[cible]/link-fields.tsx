import { CheckboxField } from '@/components/form/choice-field'
import { SelectField } from '@/components/form/text-field'
import { RELATION_LABELS } from '@/lib/family/messages'

export type GuardianChoice = { id: string; name: string; title: string | null }

export type LinkValue = { guardianId: string; relation: string; parentalAuthority: boolean }

type LinkFieldsProps = {
  guardians: readonly GuardianChoice[]
  links: readonly LinkValue[]
  error?: string
}

/** For each guardian of the family, what they are to the child and whether they hold parental authority. */
export function LinkFields({ guardians, links, error }: LinkFieldsProps) {
  return guardians.map(({ id, name }, index) => {
    const link = links.find(({ guardianId }) => guardianId === id)
    return (
      <fieldset key={id} className="grid gap-x-4 sm:grid-cols-2 sm:items-end">
        <legend className="sr-only">{name}</legend>
        <SelectField
          name={`relation.${id}`}
          id={index === 0 ? 'champ-links' : undefined}
          label={`Lien de ${name}`}
          defaultValue={link?.relation ?? ''}
          error={index === 0 ? error : undefined}
        >
          <option value="">Aucun lien</option>
          {Object.entries(RELATION_LABELS).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <CheckboxField
          name={`authority.${id}`}
          value="1"
          label="Autorité parentale"
          defaultChecked={link?.parentalAuthority ?? true}
        />
      </fieldset>
    )
  })
}
