import type { ReactNode } from 'react'
import { LinkButton } from '../ui/button'
import { Shield } from './authority-mark'

type ProblemPageProps = {
  title: string
  /** What happened and what to do. */
  children: ReactNode
  /** The number under which the error is logged, to give to the service. */
  reference?: string
  back?: { href: string; label: string }
  /** A second way out: « Réessayer ». */
  retry?: ReactNode
}

/** What stands in the place of a page that can't be shown. */
export function ProblemPage({ title, children, reference, back, retry }: ProblemPageProps) {
  return (
    <div className="mx-auto flex max-w-reading flex-col items-start gap-4 px-4 py-12 lg:py-20">
      <Shield />
      <h1 className="text-2xl lg:text-3xl">{title}</h1>
      <div className="space-y-3 text-muted">{children}</div>
      {reference && (
        <p className="text-muted">
          Numéro à nous donner : <span className="text-code text-ink">{reference}</span>
        </p>
      )}
      <div className="mt-2 flex flex-wrap gap-2.5">
        {retry}
        <LinkButton href={back?.href ?? '/'} variant={retry ? 'secondary' : 'primary'}>
          {back?.label ?? 'Revenir à l’accueil'}
        </LinkButton>
      </div>
    </div>
  )
}
