'use client'

import { ChoiceGroup } from '@/components/form/choice-field'
import { TextField } from '@/components/form/text-field'
import { Card } from '@/components/ui/card'
import { readLateAbsence } from '@/lib/activity/rule-fields'
import { deadlineSentence } from '@/lib/activity/rules/deadline'
import { lateAbsenceSentence, lateBookingSentence, openingSentence } from '@/lib/activity/rules/terms'
import { DeadlineFields } from './deadline-fields'
import { ruleText, textOf, type FormFields } from './form-fields'
import { FormSection } from './form-section'
import { RuleSentence } from './rule-sentence'

const UNTIL_START = 'Jusqu’au début de l’activité'

/** When days are booked: from when, until when, and what becomes of late requests. */
export function BookingFields({ fields }: { fields: FormFields }) {
  const policy = textOf(fields.shown, 'lateBooking.policy')
  return (
    <>
      <Card>
        <h2 className="mb-4 text-lg">Réserver</h2>
        <DeadlineFields
          fields={fields}
          name="bookingDeadline"
          legend="Réserver"
          none={UNTIL_START}
          sentence={deadlineSentence}
        />
      </Card>
      <FormSection
        title="Ouverture des réservations"
        open={isSet(fields, 'bookingOpens', 'kind', 'NONE')}
        closed="Toujours ouvertes."
      >
        <DeadlineFields
          fields={fields}
          name="bookingOpens"
          legend="Ouverture des réservations"
          none="Toujours ouvertes"
          sentence={(rule) => openingSentence(rule) || null}
          bound="à partir du"
        />
      </FormSection>
      <FormSection
        title="Réservations tardives"
        open={isSet(fields, 'lateBooking', 'policy', 'REFUSED')}
        closed={lateBookingSentence({ policy: 'REFUSED' })}
      >
        <div className="group/late flex flex-col gap-5">
          <ChoiceGroup
            {...fields.field('lateBooking.policy')}
            label="Après le délai, une réservation"
            type="radio"
            options={[
              { value: 'REFUSED', label: 'est refusée' },
              { value: 'SURCHARGE', label: 'est acceptée avec une majoration' },
              { value: 'AGENTS', label: 'est soumise à un agent' },
            ]}
          />
          <div className="group-has-[[value=REFUSED]:checked]/late:hidden">
            <h3 className="mb-3 text-base">Dernière limite</h3>
            <DeadlineFields
              fields={fields}
              name="lateBooking"
              legend="Dernière limite des réservations tardives"
              none={UNTIL_START}
              sentence={(until) =>
                policy === 'SURCHARGE' || policy === 'AGENTS' ? lateBookingSentence({ policy, until }) : null
              }
            />
          </div>
          {policy === 'REFUSED' && <RuleSentence>{lateBookingSentence({ policy })}</RuleSentence>}
        </div>
      </FormSection>
    </>
  )
}

/** Until when an absence is declared, and what becomes of late ones. */
export function AbsenceFields({ fields }: { fields: FormFields }) {
  const late = readLateAbsence(ruleText(fields.shown, 'lateAbsence'))
  return (
    <>
      <Card>
        <h2 className="mb-4 text-lg">Déclarer une absence</h2>
        <DeadlineFields
          fields={fields}
          name="absenceDeadline"
          legend="Déclarer une absence"
          none={UNTIL_START}
          sentence={deadlineSentence}
        />
      </Card>
      <FormSection
        title="Absences tardives"
        open={isSet(fields, 'lateAbsence', 'accepted', '0') || isSet(fields, 'lateAbsence', 'proofHours', '')}
        closed={lateAbsenceSentence({ accepted: false, proofHours: null })}
      >
        <ChoiceGroup
          {...fields.field('lateAbsence.accepted')}
          label="Après le délai, une absence"
          type="radio"
          options={[
            { value: '0', label: 'ne se déclare plus' },
            { value: '1', label: 'libère la place, mais la journée est facturée' },
          ]}
        />
        <TextField
          {...fields.field('lateAbsence.proofHours')}
          label="Certificat médical remis sous"
          hint="La journée n’est alors pas facturée. Laissez vide si rien n’est prévu."
          inputMode="numeric"
          unit="heures"
        />
        {'value' in late && <RuleSentence>{lateAbsenceSentence(late.value)}</RuleSentence>}
      </FormSection>
    </>
  )
}

/** Whether a rule says more than nothing, as it was stored or sent, or is wrong. */
function isSet(fields: FormFields, rule: string, part: string, nothing: string): boolean {
  return fields.field(`${rule}.${part}`).defaultValue !== nothing || fields.isWrong(`${rule}.`)
}
