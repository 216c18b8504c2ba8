'use client'

import { SelectField, TextField } from '@/components/form/text-field'
import { Card } from '@/components/ui/card'
import type { Category } from '@/lib/billing/rules/price'
import type { PayerKind } from '@/lib/billing/tariff-fields'
import { FormSection } from '../../form-section'
import { BracketRows } from './bracket-rows'
import type { TariffFields } from './tariff-form-fields'

const PAYER_TITLES: Record<PayerKind, string> = {
  residents: 'Prix',
  outsiders: 'Prix des familles hors commune',
}

const OTHERS = {
  OCCASIONAL: {
    title: 'Enfants occasionnels',
    same: 'Comme les enfants inscrits',
    closed: 'Comme les enfants inscrits.',
  },
  OWN_MEAL: {
    title: 'Panier repas (PAI)',
    same: 'Le prix habituel',
    closed: 'Le prix habituel.',
  },
} as const

/** The prices of a kind of families: the regular ones, and those of other children where they differ. */
export function ScalesFields({ fields, payer }: { fields: TariffFields; payer: PayerKind }) {
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <h2 className="mb-4 text-lg">{PAYER_TITLES[payer]}</h2>
        <ScaleFields fields={fields} payer={payer} category="REGULAR" legend={PAYER_TITLES[payer]} />
      </Card>
      {(['OCCASIONAL', 'OWN_MEAL'] as const).map((category) => {
        const { title, closed, same } = OTHERS[category]
        const name = payer === 'outsiders' ? `${title}, hors commune` : title
        const prefix = `${payer}.${category}`
        return (
          <FormSection
            key={category}
            title={name}
            open={fields.field(`${prefix}.kind`).defaultValue !== 'SAME' || fields.isWrong(`${prefix}.`)}
            closed={closed}
          >
            <ScaleFields fields={fields} payer={payer} category={category} legend={name} same={same} />
          </FormSection>
        )
      })}
    </div>
  )
}

// The kind chosen shows its own fields, by the style sheet: scripts are not needed for it.
const SHOWN = {
  FLAT: 'hidden group-has-[[name$=kind]_[value=FLAT]:checked]/scale:flex',
  BRACKETS: 'hidden group-has-[[name$=kind]_[value=BRACKETS]:checked]/scale:block',
  EFFORT: 'hidden group-has-[[name$=kind]_[value=EFFORT]:checked]/scale:grid',
} as const

type ScaleFieldsProps = {
  fields: TariffFields
  payer: PayerKind
  category: Category
  legend: string
  /** What it means to have no prices of its own, where that may be. */
  same?: string
}

function ScaleFields({ fields, payer, category, legend, same }: ScaleFieldsProps) {
  const prefix = `${payer}.${category}`
  const field = (part: string) => fields.field(`${prefix}.${part}`)
  return (
    <fieldset className="group/scale flex flex-col gap-4">
      <legend className="sr-only">{legend}</legend>
      <SelectField {...field('kind')} label="Le prix est">
        {same && <option value="SAME">{same}</option>}
        <option value="FLAT">Le même pour tous</option>
        <option value="BRACKETS">Par tranche de quotient familial</option>
        <option value="EFFORT">Un pourcentage du quotient (taux d’effort)</option>
      </SelectField>
      <TextField
        {...field('flat')}
        label="Prix"
        inputMode="decimal"
        unit="€"
        className={`max-w-56 ${SHOWN.FLAT}`}
      />
      <div className={SHOWN.BRACKETS}>
        <BracketRows fields={fields} prefix={prefix} legend={legend} />
      </div>
      <div className={`grid-cols-1 items-end gap-4 sm:grid-cols-3 ${SHOWN.EFFORT}`}>
        <TextField {...field('rate')} label="Taux" hint="Par exemple 0,36" inputMode="decimal" unit="%" />
        <TextField {...field('min')} label="Prix minimum" inputMode="decimal" unit="€" />
        <TextField {...field('max')} label="Prix maximum" inputMode="decimal" unit="€" />
      </div>
    </fieldset>
  )
}
