import { Hourglass } from 'lucide-react'
import type { ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { Link } from '@/components/ui/link'
import { CHANGE_MESSAGES } from '@/lib/dossier/messages'
import type { Target } from '@/lib/dossier/schema'
import type { UnitView } from '@/lib/dossier/queries/person-views'

type UnitRowsProps = {
  rows: readonly UnitView[]
  /** The form of the section, or of the row's own item; `resume` a refused change. */
  editHref: (row: UnitView, resume?: string) => string
  /** The button that takes a change back. */
  withdrawButton: (changeId: string, label: string) => ReactNode
  /** The button that asks to remove an item. */
  removeButton: (item: Target, label: string) => ReactNode
}

const TEXT_LINK =
  'inline-flex min-h-target items-center px-1 font-semibold underline underline-offset-4 hover:no-underline'

/** The rows of a section: the value in force, and beside it what was asked for or refused. */
export function UnitRows({ rows, editHref, withdrawButton, removeButton }: UnitRowsProps) {
  return (
    <DescriptionList>
      {rows.map((row) => (
        <DescriptionRow
          key={row.id}
          label={row.label}
          action={
            row.item?.removable && (
              <span className="flex flex-wrap gap-3">
                <Link href={editHref(row)} className={TEXT_LINK}>
                  Modifier<span className="sr-only"> : {row.label}</span>
                </Link>
                {removeButton(row.item.target, row.label)}
              </span>
            )
          }
          note={row.managed ? 'géré par la mairie' : row.lacking && !row.waiting ? 'à compléter' : undefined}
          pending={
            row.waiting ? (
              <Alert
                tone="warning"
                icon={Hourglass}
                title={row.waiting.value}
                action={
                  row.waiting.ours && (
                    <span className="flex gap-3">
                      <Link href={editHref(row)} className={TEXT_LINK}>
                        Modifier<span className="sr-only"> la demande : {row.label}</span>
                      </Link>
                      {withdrawButton(row.waiting.id, row.label)}
                    </span>
                  )
                }
              >
                <p>{CHANGE_MESSAGES.waits(row.waiting.askedBy, row.waiting.askedOn)}</p>
              </Alert>
            ) : row.refusal ? (
              <Alert
                tone="danger"
                title={`Refusé : ${row.refusal.value}`}
                action={
                  <Link href={editHref(row, row.refusal.id)} className={TEXT_LINK}>
                    Corriger<span className="sr-only"> la demande refusée : {row.label}</span>
                  </Link>
                }
              >
                <p>{CHANGE_MESSAGES.refused(row.refusal.reason, row.refusal.decidedOn)}</p>
              </Alert>
            ) : undefined
          }
        >
          <span className="whitespace-pre-line">{row.value}</span>
        </DescriptionRow>
      ))}
    </DescriptionList>
  )
}
