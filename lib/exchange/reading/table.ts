import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { Separator, TableLine } from '../rules/format'

/** A quote opened at `line` and closed nowhere: the rest of the file cannot be read. */
export class OpenQuote extends Error {
  constructor(readonly line: number) {
    super(`quote open since line ${line}`)
  }
}

/**
 * The lines of a table one by one, heading included, blank ones left out. The reading yields to other
 * work: a file of 100,000 lines does not stop the process. `limit` bounds the lines read.
 * @throws OpenQuote
 */
export async function* readTable(
  text: string,
  separator: Separator,
  limit = Infinity,
): AsyncGenerator<TableLine> {
  try {
    for await (const line of records(text, separator, limit))
      if (line.cells.some((cell) => cell.trim() !== '')) yield line
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw error
    throw new OpenQuote(await lineAfter(text, separator, Number(error['records'])))
  }
}

async function* records(text: string, separator: Separator, limit: number): AsyncGenerator<TableLine> {
  const parser = Readable.from(chunks(text.startsWith('\uFEFF') ? text.slice(1) : text)).pipe(
    parse({
      delimiter: separator,
      relax_quotes: true,
      relax_column_count: true,
      raw: true,
      to: limit === Infinity ? -1 : limit,
    }),
  )
  let line = 1
  for await (const { record, raw } of parser as AsyncIterable<{ record: string[]; raw: string }>) {
    yield { line, cells: record, raw: raw.replace(/[\r\n]+$/, '') }
    line += raw.match(/\r\n|\n|\r/g)?.length ?? 1
  }
}

/** The number of the line that follows the first `count` records. */
async function lineAfter(text: string, separator: Separator, count: number): Promise<number> {
  let next = 1
  if (count > 0)
    for await (const { line, raw } of records(text, separator, count))
      next = line + 1 + (raw.match(/\n/g)?.length ?? 0)
  return next
}

function* chunks(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += 65_536) yield text.slice(start, start + 65_536)
}
