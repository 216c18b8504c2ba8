import type { KeyboardEvent } from 'react'

const STEPS: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Arrow keys move the focus among the entries: up and down within a day first, then from day to day. */
export function moveAmongEntries(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key]
  const link = (event.target as HTMLElement).closest<HTMLElement>('[data-entry]')
  if (!step || !link || event.altKey || event.ctrlKey || event.metaKey) return
  const target = neighbour(link, step) ?? null
  if (!target) return
  event.preventDefault()
  target.focus()
}

function neighbour(link: HTMLElement, [rows, columns]: [number, number]): HTMLElement | undefined {
  const cell = link.closest<HTMLTableCellElement>('td')
  const around = [
    ...(cell ?? link.closest('[data-days]') ?? document).querySelectorAll<HTMLElement>('[data-entry]'),
  ]
  const index = around.indexOf(link)
  if (rows !== 0 && around[index + rows]) return around[index + rows]
  if (!cell) return undefined
  const table = cell.closest('table')!
  let row = cell.parentElement as HTMLTableRowElement
  let column = cell.cellIndex
  for (;;) {
    column += columns
    const next = columns === 0 ? table.rows[row.rowIndex + rows] : row
    if (!next) return undefined
    row = next
    if (!row.cells[column]) {
      const wrapped = table.rows[row.rowIndex + columns]
      if (!wrapped) return undefined
      row = wrapped
      column = columns > 0 ? 0 : row.cells.length - 1
    }
    const entries = row.cells[column]?.querySelectorAll<HTMLElement>('[data-entry]')
    if (entries?.length)
      return rows < 0
        ? entries[entries.length - 1]
        : entries[Math.min(index * Math.abs(columns), entries.length - 1)]
  }
}
