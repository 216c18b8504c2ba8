'use client'

import { ChoiceGroup } from '@/components/form/choice-field'
import { SelectField, TextField } from '@/components/form/text-field'
import { readDayLimits, readWaiting } from '@/lib/activity/rule-fields'
import { dayLimitsSentence, waitingListSentence } from '@/lib/activity/rules/terms'
import { ruleText, type FormFields } from './form-fields'
import { FormSection } from './form-section'
import { RuleSentence } from './rule-sentence'

/** How many days a child may have. */
export function DayLimitFields({ fields }: { fields: FormFields }) {
  const per = fields.field('dayLimits.per')
  const limits = readDayLimits(ruleText(fields.shown, 'dayLimits'))
  const sentence = 'value' in limits ? dayLimitsSentence(limits.value) : ''
  return (
    <FormSection
      title="Nombre de jours par enfant"
      open={per.defaultValue !== 'NONE' || fields.isWrong('dayLimits.')}
      closed="Ni minimum ni maximum."
    >
      <div className="group/limits grid items-end gap-4 sm:grid-cols-2">
        <SelectField {...per} label="Compté" className="sm:col-span-2">
          <option value="NONE">Sans limite</option>
          <option value="WEEK">Par semaine</option>
          <option value="MONTH">Par mois</option>
          <option value="HOLIDAYS">Par période de vacances</option>
        </SelectField>
        <TextField
          {...fields.field('dayLimits.min')}
          label="Au moins"
          inputMode="numeric"
          unit="jours"
          className="group-has-[[value=NONE]:checked]/limits:hidden"
        />
        <TextField
          {...fields.field('dayLimits.max')}
          label="Au plus"
          inputMode="numeric"
          unit="jours"
          className="group-has-[[value=NONE]:checked]/limits:hidden"
        />
      </div>
      {sentence && <RuleSentence>{sentence}</RuleSentence>}
    </FormSection>
  )
}

/** What becomes of requests for a full day. */
export function WaitingFields({ fields }: { fields: FormFields }) {
  const list = fields.field('waiting.list')
  const read = readWaiting(ruleText(fields.shown, 'waiting'))
  return (
    <FormSection
      title="Liste d’attente"
      open={list.defaultValue !== 'NONE' || fields.isWrong('waiting.')}
      closed={waitingListSentence('NONE', 0)}
    >
      <div className="group/waiting flex flex-col gap-5">
        <ChoiceGroup
          {...list}
          label="Quand un jour est complet"
          type="radio"
          options={[
            { value: 'NONE', label: 'les demandes sont refusées' },
            { value: 'AUTO', label: 'elles attendent, et une place libérée va à la suivante' },
            { value: 'MANUAL', label: 'elles attendent, et un agent donne les places libérées' },
          ]}
        />
        <TextField
          {...fields.field('waiting.hours')}
          label="Une place proposée est gardée"
          hint="De 1 à 168 heures, jamais après le début de l’activité."
          inputMode="numeric"
          unit="heures"
          className="group-has-[[value=NONE]:checked]/waiting:hidden"
        />
      </div>
      {'value' in read && (
        <RuleSentence>{waitingListSentence(read.value.waitingList, read.value.offerHours)}</RuleSentence>
      )}
    </FormSection>
  )
}

type LinkFieldsProps = { fields: FormFields; others: readonly { id: number; name: string }[] }

/** Which other activities can't be booked on a same day, and which must be. */
export function LinkFields({ fields, others }: LinkFieldsProps) {
  const [excludes, requires] = [fields.ticked('excludes'), fields.ticked('requires')]
  const options = others.map(({ id, name }) => ({ value: String(id), label: name }))
  if (options.length === 0) return null
  return (
    <FormSection
      title="Autres activités le même jour"
      open={
        excludes.defaultValue.length + requires.defaultValue.length > 0 ||
        fields.isWrong('excludes') ||
        fields.isWrong('requires')
      }
      closed="Aucune n’est exclue ni obligatoire."
    >
      <ChoiceGroup {...excludes} label="Ne se réserve pas avec" type="checkbox" options={options} />
      <ChoiceGroup {...requires} label="Ne se réserve qu’avec" type="checkbox" options={options} />
    </FormSection>
  )
}
