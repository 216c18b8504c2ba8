import 'server-only'
import { COLOURS } from '@/lib/core/tokens'
import { makeRoom, type Writer } from '@/lib/export/pdf/page'
import { mm, type TextStyle } from '@/lib/subscription/letters/paper'

/** A text of a cell; those of one cell stand under each other. */
export type CellText = { text: string } & Pick<TextStyle, 'face' | 'size' | 'colour'>

/** A row: the texts of each cell. The first cell names the row. */
export type TableRow = CellText[][]

/** Where a column stands, in millimetres of an A4 page. */
export type Column = { title: string; x: number; width: number; align: 'left' | 'right' }

const GAP = 2.2

/** Draws a tagged table under the last line, over as many pages as it takes: a section with its title, headers of columns and rows. */
export function drawTable(
  writer: Writer,
  title: string,
  columns: readonly Column[],
  rows: readonly TableRow[],
): void {
  const { paper, palette } = writer
  const { doc } = paper
  const heading: TextStyle = { x: 20, width: 170, face: 'heading', size: 13, colour: palette.brandText }
  const header = columns.map((column) => [{ text: column.title, size: 9, colour: COLOURS.muted }])
  const section = doc.struct('Sect', { title })
  doc.addStructure(section)
  makeRoom(writer, 8 + heightOf(writer, columns, header) + heightOf(writer, columns, rows[0] ?? []))
  writer.y += 3
  section.add(doc.struct('H2', {}, () => paper.write(title, { ...heading, y: writer.y })))
  writer.y += paper.heightOf(title, heading) + 1.5
  const table = doc.struct('Table')
  section.add(table)
  drawRow(writer, table, columns, header, true)
  for (const row of rows) drawRow(writer, table, columns, row, false)
  table.end()
  section.end()
}

function drawRow(
  writer: Writer,
  table: PDFKit.PDFStructureElement,
  columns: readonly Column[],
  row: TableRow,
  isHeader: boolean,
): void {
  const { paper } = writer
  const height = heightOf(writer, columns, row)
  makeRoom(writer, height)
  const y = writer.y
  paper.decorate((doc) => {
    doc.moveTo(mm(20), mm(y)).lineTo(mm(190), mm(y)).lineWidth(0.6).strokeColor(COLOURS.line).stroke()
  })
  const cells = columns.map(({ x, width, align }, index) => {
    const tag = isHeader || index === 0 ? 'TH' : 'TD'
    // pdfkit knows the scope of a header; its types do not yet.
    const options: object = tag === 'TH' ? { scope: isHeader ? 'Column' : 'Row' } : {}
    return paper.doc.struct(tag, options, () => {
      let under = y + GAP / 2
      for (const { text, ...style } of row[index] ?? []) {
        paper.write(text, { ...style, x, width, align, y: under })
        under += paper.heightOf(text, { ...style, x, width })
      }
    })
  })
  table.add(paper.doc.struct('TR', {}, cells))
  writer.y = y + height
}

function heightOf({ paper }: Writer, columns: readonly Column[], row: TableRow): number {
  const cells = columns.map(({ x, width }, index) =>
    (row[index] ?? []).reduce(
      (sum, { text, ...style }) => sum + paper.heightOf(text, { ...style, x, width }),
      0,
    ),
  )
  return Math.max(0, ...cells) + GAP
}
