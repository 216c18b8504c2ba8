import { Hourglass } from 'lucide-react'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { Link } from '@/components/ui/link'
import { Tag } from '@/components/ui/tag'
import type { DossierLine } from '@/lib/dossier/lines'

type DossierLinesProps = {
  lines: readonly DossierLine[]
  /** The address under which each section is written; none for who may not. */
  editHref?: string
}

/** Lines of a dossier by section: what is declared and not validated is told as such. */
export function DossierLines({ lines, editHref }: DossierLinesProps) {
  const sections = [...new Set(lines.map(({ section }) => section))]
  return sections.map((section) => (
    <div key={section} className="mt-3">
      {sections.length > 1 && <h3 className="mb-1 font-sans text-note font-semibold">{section}</h3>}
      <Lines lines={lines.filter((line) => line.section === section)} editHref={editHref} />
    </div>
  ))
}

function Lines({ lines, editHref }: DossierLinesProps) {
  return (
    <DescriptionList>
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
