'use client'

import { SelectField, TextField } from '@/components/form/text-field'
import { KIND_WORDS, readDeadline } from '@/lib/activity/rule-fields'
import { WEEKDAY_OPTIONS } from '@/lib/activity/messages'
import { ANCHOR_WORDS, ANCHORS, COUNTING_WORDS, type DeadlineRule } from '@/lib/activity/rules/deadline'
import { ruleText, type FormFields } from './form-fields'
import { RuleSentence } from './rule-sentence'

type DeadlineFieldsProps = {
  fields: FormFields
  /** The prefix of the fields: « bookingDeadline ». */
  name: string
  legend: string
  /** What it means to have no rule, in the list of kinds. */
  none: string
  /** The sentence of a rule; null while the form does not say one. */
  sentence: (rule: DeadlineRule) => string | null
  /** « jusqu’au » or « à partir du », before the example's date. */
  bound?: string
}

// The kind chosen in the list shows its own fields, by the style sheet: scripts are not needed for it.
// A class name can't hold an underscore: kinds are known by their beginning.
const SHOWN = {
  DAYS_BEFORE: 'hidden group-has-[[name$=kind]_[value^=DAYS]:checked]/deadline:flex',
  HOURS_BEFORE: 'hidden group-has-[[name$=kind]_[value^=HOURS]:checked]/deadline:flex',
  WEEKDAY_BEFORE: 'hidden group-has-[[name$=kind]_[value^=WEEKDAY]:checked]/deadline:flex',
  MONTH_DAY: 'hidden group-has-[[name$=kind]_[value^=MONTH]:checked]/deadline:flex',
  ON_THE_CLOCK:
    'group-has-[[name$=kind]_[value^=NONE]:checked]/deadline:hidden group-has-[[name$=kind]_[value^=HOURS]:checked]/deadline:hidden',
} as const

/** A deadline rule of any kind, with the sentence that says what it means and what it gives for next week. */
export function DeadlineFields({ fields, name, legend, none, sentence, bound }: DeadlineFieldsProps) {
  const field = (part: string) => fields.field(`${name}.${part}`)
  const read = readDeadline(ruleText(fields.shown, name))
  const rule = 'value' in read ? read.value : null
  const said = rule && sentence(rule)
  return (
    <fieldset className="group/deadline flex flex-col gap-4">
      <legend className="sr-only">{legend}</legend>
      <SelectField {...field('kind')} label="Règle">
        <option value="NONE">{none}</option>
        {Object.entries(KIND_WORDS).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <div className="grid items-end gap-4 sm:grid-cols-2">
        <NumberField {...field('days')} label="Jours avant" className={SHOWN.DAYS_BEFORE} />
        <SelectField {...field('counting')} label="Jours comptés" className={SHOWN.DAYS_BEFORE}>
          {Object.entries(COUNTING_WORDS).map(([value, [, many]]) => (
            <option key={value} value={value}>
              {value === 'CALENDAR' ? 'Tous les jours' : capitalised(many)}
            </option>
          ))}
        </SelectField>
        <NumberField {...field('hours')} label="Heures avant" className={SHOWN.HOURS_BEFORE} />
        <SelectField {...field('weekday')} label="Jour de la semaine" className={SHOWN.WEEKDAY_BEFORE}>
          {WEEKDAY_OPTIONS.map(({ value, label }) => (
            <option key={value} value={value}>
              {capitalised(label)}
            </option>
          ))}
        </SelectField>
        <NumberField
          {...field('weeks')}
          label="Semaines avant"
          hint="0 : la même semaine"
          className={SHOWN.WEEKDAY_BEFORE}
        />
        <NumberField {...field('dayOfMonth')} label="Jour du mois" className={SHOWN.MONTH_DAY} />
        <NumberField
          {...field('months')}
          label="Mois avant"
          hint="0 : le même mois"
          className={SHOWN.MONTH_DAY}
        />
        <TextField {...field('time')} label="Heure" hint="23:59 : minuit" className={SHOWN.ON_THE_CLOCK} />
        <SelectField {...field('from')} label="Compté depuis" className={SHOWN.ON_THE_CLOCK}>
          {ANCHORS.map((value) => (
            <option key={value} value={value}>
              {capitalised(ANCHOR_WORDS[value])}
            </option>
          ))}
        </SelectField>
      </div>
      {rule && said && <RuleSentence example={{ rule, fields, bound }}>{said}</RuleSentence>}
    </fieldset>
  )
}

const capitalised = (words: string) => words.charAt(0).toLocaleUpperCase('fr-FR') + words.slice(1)

function NumberField(props: Parameters<typeof TextField>[0]) {
  return <TextField inputMode="numeric" {...props} />
}
