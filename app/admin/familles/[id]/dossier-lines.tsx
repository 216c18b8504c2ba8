import { Hourglass } from 'lucide-react'
import Link from 'next/link'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { Tag } from '@/components/ui/tag'
import type { DossierLine } from '@/lib/dossier/lines'

type DossierLinesProps = {
  lines: readonly DossierLine[]
  /** The address under which each section is written; none for who may not. */
  editHref?: string
}

/** Lines of a dossier: what is declared and not validated is told as such. */
export function DossierLines({ lines, editHref }: DossierLinesProps) {
  return (
    <DescriptionList className="mt-3">
      {lines.map(({ label, value, isDeclaredOnly, slug, item }, n) => (
        <DescriptionRow
          key={n}
          label={label}
          action={
            editHref &&
            !isDeclaredOnly && (
              <Link
                href={`${editHref}/${slug}${item ? `?element=${item}` : ''}`}
                className="inline-flex min-h-target items-center px-1 font-semibold underline underline-offset-4 hover:no-underline"
              >
                Modifier
                <span className="sr-only">
                  {' '}
                  : {label}, {value}
                </span>
              </Link>
            )
          }
        >
          <span className="whitespace-pre-line">{value}</span>
          {isDeclaredOnly && (
            <Tag tone="warning" icon={Hourglass} className="ml-2">
              Déclaré, non validé
            </Tag>
          )}
        </DescriptionRow>
      ))}
    </DescriptionList>
  )
}
