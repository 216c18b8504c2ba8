import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes'

type TableProps = {
  /** What the table holds: read out, and shown when `captionShown`. */
  caption: string
  captionShown?: boolean
  /** On a phone: a card per row (« stack ») or sideways scrolling. */
  phone?: 'stack' | 'scroll'
  className?: string
  /** `<thead>` and `<tbody>` with `Tr`, `Th`, `Td`. */
  children: ReactNode
}

/**
 * A table with real headers. Roles are written out because a stacked row is no longer laid out as a table,
 * and browsers then forget that it is one.
 */
export function Table({ caption, captionShown, phone = 'stack', className, children }: TableProps) {
  const table = (
    <table
      role="table"
      className={classes('w-full text-left text-note', phone === 'stack' && 'table-stack', className)}
    >
      <caption className={captionShown ? 'heading px-4 py-3 text-left text-lg' : 'sr-only'}>
        {caption}
      </caption>
      {children}
    </table>
  )
  if (phone === 'stack') return table
  return (
    // Focusable, so that the keyboard can scroll it.
    <div role="region" aria-label={caption} tabIndex={0} className="relative overflow-x-auto">
      {table}
    </div>
  )
}

/** A row. */
export function Tr({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr role="row" className={classes('border-t border-line', className)} {...rest} />
}

/** The header of a column, or with `scope="row"` of a row. */
export function Th({ className, scope = 'col', ...rest }: ComponentProps<'th'>) {
  const look = scope === 'col' ? 'bg-sand text-sm font-semibold text-muted' : 'align-top font-semibold'
  return (
    <th
      scope={scope}
      role={scope === 'col' ? 'columnheader' : 'rowheader'}
      className={classes('px-4 py-3', look, className)}
      {...rest}
    />
  )
}

type TdProps = ComponentProps<'td'> & {
  /** The column's header, shown beside the value on a phone. */
  label?: string
}

/** A cell. */
export function Td({ label, className, children, ...rest }: TdProps) {
  return (
    <td role="cell" className={classes('px-4 py-3 align-top', className)} {...rest}>
      {label && (
        <span aria-hidden className="table-label text-muted">
          {label}
        </span>
      )}
      {children}
    </td>
  )
}
