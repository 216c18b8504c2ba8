import { CalendarDays, Plus, Send } from 'lucide-react'
import { PeriodDays } from '@/components/planning/period-days'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import type { PeriodView } from '@/lib/planning/rules/period-view'
import { StepTitle } from '@/components/layout/step-title'

/** What the request has done, with its number. */
export function PeriodResult({ view }: { view: PeriodView }) {
  const { numbers, days } = view
  const changed = days.filter(({ announced }) => announced !== undefined).length
  return (
    <>
      <StepTitle>
        {numbers.length === 0
          ? 'Rien n’a pu être demandé'
          : `${numbers.length > 1 ? 'Demandes' : 'Demande'} ${numbers.map((number) => `n° ${number}`).join(' et ')}`}
      </StepTitle>
      {numbers.length > 0 && (
        <Alert tone="success" className="mb-4" live>
          C’est enregistré. Un accusé de réception vous est envoyé par e-mail.
        </Alert>
      )}
      {changed > 0 && (
        <Alert tone="warning" className="mb-4" live>
          {changed > 1
            ? `${changed} réponses ont changé depuis l’aperçu : elles sont signalées dans la liste.`
            : 'Une réponse a changé depuis l’aperçu : elle est signalée dans la liste.'}
        </Alert>
      )}
      <PeriodDays view={view} done={numbers.length > 0} />
      <div className="mt-4 flex flex-wrap justify-end gap-3">
        {/* eslint-disable-next-line @next/next/no-html-link-for-pages -- a new page: the same one would keep this result */}
        <a href="/famille/demandes/nouvelle" className={buttonLook({ variant: 'quiet' })}>
          <Plus /> Faire une autre demande
        </a>
        <LinkButton href="/famille/demandes" variant="secondary">
          <Send /> Voir mes demandes
        </LinkButton>
        <LinkButton href={`/famille/planning?date=${view.from}`}>
          <CalendarDays /> Voir le planning
        </LinkButton>
      </div>
    </>
  )
}
