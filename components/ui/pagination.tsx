import { ChevronLeft, ChevronRight } from 'lucide-react'
import { LinkButton } from './button'

type PaginationProps = {
  /** From 1. */
  page: number
  pages: number
  /** The address of a page, filters included. */
  hrefOf: (page: number) => string
  /** What is paged: « demandes ». */
  label: string
}

/** Previous and next page, and where one is. Nothing when there is one page. */
export function Pagination({ page, pages, hrefOf, label }: PaginationProps) {
  if (pages <= 1) return null
  return (
    <nav aria-label={`Pages des ${label}`} className="flex flex-wrap items-center justify-between gap-3 py-3">
      <p className="text-note tabular-nums text-muted">
        Page {page} sur {pages}
      </p>
      <div className="flex gap-2">
        {page > 1 && (
          <LinkButton href={hrefOf(page - 1)} variant="secondary" size="sm" rel="prev">
            <ChevronLeft /> Précédente
          </LinkButton>
        )}
        {page < pages && (
          <LinkButton href={hrefOf(page + 1)} variant="secondary" size="sm" rel="next">
            Suivante <ChevronRight />
          </LinkButton>
        )}
      </div>
    </nav>
  )
}
