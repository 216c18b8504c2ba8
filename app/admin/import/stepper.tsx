import { Check } from 'lucide-react'
import { classes } from '@/components/ui/classes'

const STEPS = ['Fichiers', 'Colonnes', 'Essai', 'Import', 'Résultat'] as const

export type ImportStep = (typeof STEPS)[number]

/** Where the import is, among its five steps. */
export function ImportStepper({ current }: { current: ImportStep }) {
  const position = STEPS.indexOf(current)
  return (
    <nav aria-label="Étapes de l’import" className="mb-5">
      <ol className="flex flex-wrap gap-x-2 gap-y-2">
        {STEPS.map((step, n) => {
          const isDone = n < position || current === 'Résultat'
          const isCurrent = n === position
          return (
            <li
              key={step}
              aria-current={isCurrent ? 'step' : undefined}
              className={classes(
                'flex items-center gap-2 rounded-full border py-1 pl-1 pr-3.5 text-note',
                isCurrent ? 'border-brand-text bg-brand-soft font-semibold' : 'border-line bg-card',
                !isCurrent && !isDone && 'text-muted max-sm:hidden',
              )}
            >
              <span
                className={classes(
                  'flex size-7 items-center justify-center rounded-full text-sm tabular-nums',
                  isDone || isCurrent ? 'bg-brand text-brand-ink' : 'bg-sand',
                )}
              >
                {isDone ? <Check className="size-4" aria-label="terminée" /> : n + 1}
              </span>
              {step}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
