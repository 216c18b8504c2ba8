'use client'

import { useState } from 'react'
import { TariffSummary } from '@/components/billing/tariff-summary'
import { ChoiceGroup } from '@/components/form/choice-field'
import { ErrorSummary } from '@/components/form/error-summary'
import { SelectField } from '@/components/form/text-field'
import { useActionForm } from '@/components/form/use-action-form'
import { LinkButton } from '@/components/ui/button'
import { Card, SectionCard } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import type { TariffRules } from '@/lib/billing/rules/price'
import { readTariff } from '@/lib/billing/tariff-fields'
import { tariffValues } from '@/lib/billing/tariff-values'
import { refusalOf, typedField, typedText } from '@/lib/core/action-state'
import { addMonths, formatDay, type Day } from '@/lib/core/day'
import { valuesOf } from '../../form-fields'
import { saveTariffForm } from './actions'
import { ChargeFields, SiblingFields } from './charge-fields'
import { ScalesFields } from './scale-fields'
import { tariffFields } from './tariff-form-fields'

type TariffFormProps = {
  activityId: number
  /** Absent: a new one. */
  id?: number
  /** What the fields hold at first. */
  rules?: TariffRules
  /** The first of the month that is proposed. */
  validFrom: Day
  thisMonth: Day
}

/** How many months back and ahead a tariff may begin. */
const MONTHS_AROUND = { back: 24, ahead: 24 }

/** A tariff of any town, with the prices that it gives while it is typed. */
export function TariffForm({ activityId, id, rules, validFrom, thisMonth }: TariffFormProps) {
  const { state, pending, form } = useActionForm(saveTariffForm)
  const [live, setLive] = useState<Record<string, string> | null>(null)
  const reread = (element: HTMLFormElement) => setLive(valuesOf(element) as Record<string, string>)
  const fields = tariffFields({ state, known: tariffValues(rules), live, reread })
  const month = typedText(state, 'validFrom', validFrom)
  const read = readTariff(fields.shown)
  return (
    <form
      {...form}
      onChange={(event) => reread(event.currentTarget)}
      className="group/tariff grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]"
    >
      <input type="hidden" name="activityId" value={activityId} />
      {id !== undefined && <input type="hidden" name="id" value={id} />}
      <div className="flex min-w-0 flex-col gap-4">
        <ErrorSummary {...refusalOf(state)} />
        <Card className="grid gap-5 sm:grid-cols-2">
          <SelectField {...typedField(state, 'validFrom', validFrom)} label="À partir du" key={month}>
            {monthsAround(thisMonth, validFrom).map((first) => (
              <option key={first} value={first}>
                {formatDay(first, 'long')}
              </option>
            ))}
          </SelectField>
          <SelectField {...fields.field('unit')} label="Ce qui est compté">
            <option value="DAY">La journée (ou le repas)</option>
            <option value="TIME_15">Le quart d’heure commencé</option>
            <option value="TIME_30">La demi-heure commencée</option>
            <option value="TIME_60">L’heure commencée</option>
            <option value="MONTH">Un forfait par mois</option>
            <option value="PERIOD">Un forfait par période entre les vacances</option>
          </SelectField>
          <ChoiceGroup
            {...fields.field('forOutsiders')}
            label="Les familles hors commune"
            type="radio"
            className="sm:col-span-2"
            options={[
              { value: 'SAME', label: 'paient comme celles de la commune' },
              { value: 'OWN', label: 'ont leurs propres prix' },
            ]}
          />
        </Card>
        <ScalesFields fields={fields} payer="residents" />
        <div className="hidden group-has-[[value=OWN]:checked]/tariff:block">
          <ScalesFields fields={fields} payer="outsiders" />
        </div>
        <SiblingFields fields={fields} />
        <ChargeFields fields={fields} />
      </div>
      <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-4">
        <SectionCard title="Ce que cela donne" subtitle="Calculé comme sur les factures.">
          <div aria-live="polite">
            {'value' in read ? (
              <TariffSummary rules={read.value} />
            ) : (
              <p className="text-note text-muted">
                Les prix s’affichent ici dès que les champs sont remplis. À compléter :{' '}
                {Object.keys(read.errors).length === 1
                  ? '1 champ.'
                  : `${Object.keys(read.errors).length} champs.`}
              </p>
            )}
          </div>
        </SectionCard>
        <div className="flex flex-wrap items-center justify-end gap-3">
          <LinkButton href={`/admin/activites/${activityId}/tarifs`} variant="secondary">
            Annuler
          </LinkButton>
          <SubmitButton pending={pending}>Enregistrer le tarif</SubmitButton>
        </div>
      </div>
    </form>
  )
}

function monthsAround(thisMonth: Day, shown: Day): Day[] {
  const { back, ahead } = MONTHS_AROUND
  const months = Array.from({ length: back + ahead + 1 }, (_, n) => addMonths(thisMonth, n - back))
  return [...new Set([...months, shown])].sort()
}
