'use client'

import { SelectField, TextField } from '@/components/form/text-field'
import { SIBLING_STEPS } from '@/lib/billing/tariff-fields'
import { FormSection } from '../../form-section'
import type { TariffFields } from './tariff-form-fields'

/** Percents off for brothers and sisters. */
export function SiblingFields({ fields }: { fields: TariffFields }) {
  const by = fields.field('siblings.by')
  return (
    <FormSection
      title="Réductions pour les frères et sœurs"
      open={by.defaultValue !== 'NONE' || fields.isWrong('siblings.')}
      closed="Aucune."
    >
      <div className="group/siblings flex flex-col gap-4">
        <SelectField {...by} label="Réduction">
          <option value="NONE">Aucune</option>
          <option value="RANK">Selon le rang de chaque enfant, l’aîné d’abord</option>
          <option value="COUNT">La même pour tous, selon leur nombre</option>
        </SelectField>
        <ul className="flex flex-col gap-3 group-has-[[value=NONE]:checked]/siblings:hidden">
          {Array.from({ length: SIBLING_STEPS }, (_, index) => (
            <li key={index} className="grid grid-cols-2 items-end gap-3">
              <TextField
                {...fields.field(`siblings.from.${index}`)}
                label="À partir de l’enfant n°"
                inputMode="numeric"
              />
              <TextField
                {...fields.field(`siblings.percent.${index}`)}
                label="Réduction"
                inputMode="numeric"
                unit="%"
              />
            </li>
          ))}
        </ul>
        <p className="text-note text-muted group-has-[[value=NONE]:checked]/siblings:hidden">
          Les enfants comptés sont ceux de la famille qui viennent à l’activité dans le mois. Une ligne sans
          réduction ne compte pas.
        </p>
      </div>
    </FormSection>
  )
}

const CHARGES = ['lateBooking', 'noShow', 'lateLeaving.amount'] as const

/** What comes on top of the price, and what a medical absence still costs. */
export function ChargeFields({ fields }: { fields: TariffFields }) {
  const amount = (name: string, label: string, hint: string) => (
    <TextField {...fields.field(name)} label={label} hint={hint} inputMode="decimal" unit="€" />
  )
  return (
    <FormSection
      title="Majorations et absences"
      open={
        CHARGES.some((name) => fields.field(name).defaultValue !== '') ||
        fields.field('waitingDays').defaultValue !== '0' ||
        ['lateBooking', 'noShow', 'lateLeaving', 'waitingDays'].some(fields.isWrong)
      }
      closed="Aucune majoration ; une absence avec certificat n’est pas facturée."
    >
      <div className="grid items-end gap-4 sm:grid-cols-2">
        {amount(
          'lateBooking',
          'Réservé hors délai ou sans réservation',
          'Par jour. Vide : pas de majoration.',
        )}
        {amount('noShow', 'Absent sans prévenir', 'Par jour, en plus du prix. Vide : rien de plus.')}
        <TextField
          {...fields.field('lateLeaving.after')}
          label="Départ après"
          hint="Par exemple 18:30. Vide : pas de majoration."
        />
        {amount('lateLeaving.amount', 'Majoration de départ tardif', 'Par jour.')}
        <TextField
          {...fields.field('waitingDays')}
          label="Délai de carence"
          hint="Jours d’absence avec certificat médical qui restent facturés."
          inputMode="numeric"
          unit="jours"
        />
      </div>
    </FormSection>
  )
}
