'use client'

import { CheckboxField, ChoiceGroup } from '@/components/form/choice-field'
import { SelectField, TextField } from '@/components/form/text-field'
import { Card } from '@/components/ui/card'
import { ICON_WORDS, OPENING_WORDS, WEEKDAY_OPTIONS } from '@/lib/activity/messages'
import { textOf, type FormFields } from './form-fields'

/** What an activity is, when it opens, who may book it and how requests are answered. */
export function GeneralFields({ fields, isNew }: { fields: FormFields; isNew: boolean }) {
  const { field, ticked, shown } = fields
  return (
    <Card className="flex flex-col gap-5">
      <h2 className="text-lg">L’activité</h2>
      <TextField {...field('name')} label="Nom" required maxLength={60} />
      <SelectField {...field('icon')} label="Icône">
        {Object.entries(ICON_WORDS).map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </SelectField>
      <SelectField {...field('opensOn')} label="Ouverture">
        {Object.entries(OPENING_WORDS).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <ChoiceGroup
        {...ticked('weekdays')}
        label="Jours de la semaine"
        type="checkbox"
        inline
        options={WEEKDAY_OPTIONS}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...field('startsAt')} label="Début" hint="Par exemple 11:45" required />
        <TextField {...field('endsAt')} label="Fin" hint="Par exemple 13:30" required />
      </div>
      {isNew && (
        <TextField
          {...field('capacity')}
          label="Places par jour"
          hint="Laissez vide si les places ne sont pas limitées. Les groupes, par âge ou par classe, s’ajoutent ensuite."
          inputMode="numeric"
        />
      )}
      <CheckboxField
        name="showsPlacesLeft"
        label="Montrer aux parents les places restantes"
        defaultChecked={textOf(shown, 'showsPlacesLeft') !== ''}
      />
      <CheckboxField
        name="isChildcare"
        label="Garde d’enfant ouvrant droit au crédit d’impôt"
        hint="Ce que les familles paient pour ses jours entre dans leur attestation fiscale (enfants de moins de six ans). Pas les repas : une activité dont le prix comprend le repas se scinde en deux."
        defaultChecked={textOf(shown, 'isChildcare') !== ''}
      />
      <ChoiceGroup
        {...field('openToAll')}
        label="Peut réserver"
        type="radio"
        options={[
          { value: '0', label: 'un enfant inscrit à l’activité, les jours de son inscription' },
          { value: '1', label: 'tout enfant qu’un de ses groupes accueille, sans inscription' },
        ]}
      />
      <CheckboxField
        name="needsDocuments"
        label="Demander un dossier complet"
        hint="Un jour ne se réserve que si les documents obligatoires de l’enfant, de ses responsables et de la famille sont déposés, et valables ce jour-là."
        defaultChecked={textOf(shown, 'needsDocuments') !== ''}
      />
      <ChoiceGroup
        {...field('autoAccepts')}
        label="Les demandes dans les délais"
        type="radio"
        options={[
          { value: '1', label: 'sont acceptées aussitôt, s’il reste une place' },
          { value: '0', label: 'attendent la réponse d’un agent' },
        ]}
      />
    </Card>
  )
}
