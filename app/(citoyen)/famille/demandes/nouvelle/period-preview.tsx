import { EstimateCard } from '@/components/billing/estimate-card'
import { PeriodDays } from '@/components/planning/period-days'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { runWords } from '@/lib/planning/messages'
import type { PeriodView } from '@/lib/planning/rules/period-view'
import type { PeriodInput } from '@/lib/planning/schema'
import { StepTitle } from '@/components/layout/step-title'

type PeriodPreviewProps = { input: PeriodInput; view: PeriodView; pending: boolean }

/** What the request would do, day by day, before it is confirmed. */
export function PeriodPreview({ input, view, pending }: PeriodPreviewProps) {
  const { counts } = view
  const possible = counts.ACCEPTED + counts.PENDING + counts.WAITLISTED > 0
  return (
    <>
      <HiddenInput input={input} />
      {view.announced.map(({ childId, activityId, letters }) => (
        <input
          key={`${childId} ${activityId}`}
          type="hidden"
          name="announced[]"
          value={`${childId} ${activityId} ${letters}`}
        />
      ))}
      <StepTitle>
        {view.kind === 'ABSENCE' ? 'Vos absences' : 'Vos réservations'} {runWords(view.from, view.to)}
      </StepTitle>
      {!possible && (
        <Alert tone="warning" className="mb-4" title="Aucun de ces jours ne peut être demandé.">
          La raison est dite pour chacun. Vous pouvez changer votre demande.
        </Alert>
      )}
      <EstimateCard
        estimates={view.estimates}
        people={view.children}
        activities={view.activities}
        counts={view.counts}
      />
      <PeriodDays view={view} done={false} />
      <div className="mt-4 flex flex-wrap items-center justify-end gap-3">
        {possible && (
          <p className="w-full text-note text-muted sm:text-right">
            Rien n’est envoyé tant que vous n’avez pas confirmé.
          </p>
        )}
        <SubmitButton name="step" value="edit" variant="secondary" pending={pending}>
          Modifier
        </SubmitButton>
        {possible && (
          <SubmitButton name="step" value="confirm" variant="sun" pending={pending}>
            Confirmer la demande
          </SubmitButton>
        )}
      </div>
    </>
  )
}

/** What was typed, carried to the confirmation. */
function HiddenInput({ input }: { input: PeriodInput }) {
  const { key, kind, from, to, childIds, activityIds, weekdays, absenceReason, comment } = input
  const fields: [string, string | number][] = [
    ['key', key],
    ['kind', kind],
    ['from', from],
    ['to', to],
    ['absenceReason', absenceReason ?? ''],
    ['comment', comment ?? ''],
    ...childIds.map((id): [string, string] => ['childIds[]', id]),
    ...activityIds.map((id): [string, number] => ['activityIds[]', id]),
    ...weekdays.map((weekday): [string, number] => ['weekdays[]', weekday]),
  ]
  return fields.map(([name, value]) => <input key={`${name} ${value}`} type="hidden" {...{ name, value }} />)
}
