/** A row of CSV with semicolons, as French spreadsheets read it; a cell that they would take for a formula is made text. */
export function csvRow(cells: readonly string[]): string {
  const safe = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
  return `${cells.map((cell) => `"${safe(cell).replaceAll('"', '""')}"`).join(';')}\r\n`
}

/** What a CSV in UTF-8 begins with, so that spreadsheets know it for one. */
export const CSV_MARK = '\uFEFF'

/** The headers of a CSV sent as a file. */
export function csvHeaders(filename: string): Record<string, string> {
  return {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${filename}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
}
