import { parse } from 'csv-parse/sync'

import { ENCODINGS, SEPARATORS, type Encoding, type FileProblem, type Separator } from '../rules/format'

export type Detection =
  { ok: true; encoding: Encoding; separator: Separator } | { ok: false; problem: FileProblem }

const CP850_HIGH =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´­±‗¾¶§÷¸°¨·¹³²■ '

const FRENCH_LETTERS = new Set('àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆñÑ°«»’‘–—€\u00A0')

/** The text of a file, its byte order mark removed. */
export function decode(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding !== 'cp850') return new TextDecoder(encoding).decode(bytes)
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u00FF]/g, (character) => CP850_HIGH[character.charCodeAt(0) - 0x80]!)
}

/** Recognises the encoding and the separator of a file, or says why it is not a table of text. */
export function detect(bytes: Uint8Array): Detection {
  const encoding = detectEncoding(bytes)
  if (!isEncoding(encoding)) return { ok: false, problem: encoding }
  const text = decode(bytes, encoding)
  if (text.trim() === '') return { ok: false, problem: 'EMPTY' }
  if (isGarbled(text)) return { ok: false, problem: 'GARBLED' }
  const separator = detectSeparator(text)
  return separator ? { ok: true, encoding, separator } : { ok: false, problem: 'NO_TABLE' }
}

const isEncoding = (found: Encoding | FileProblem): found is Encoding =>
  (ENCODINGS as readonly string[]).includes(found)

function detectEncoding(bytes: Uint8Array): Encoding | FileProblem {
  if (bytes.length === 0) return 'EMPTY'
  const starts = (...magic: number[]) => magic.every((byte, n) => bytes[n] === byte)
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0xd0, 0xcf, 0x11, 0xe0)) return 'WORKBOOK'
  if (starts(0xff, 0xfe)) return 'utf-16le'
  if (starts(0xfe, 0xff)) return 'utf-16be'
  const wide = wideEncoding(bytes)
  if (wide) return wide
  if (hasControlCharacters(bytes)) return 'BINARY'
  if (isUtf8(bytes)) return 'utf-8'
  return eightBitEncoding(bytes) ?? 'ENCODING'
}

/** UTF-16 without its mark: in Latin text every second byte is zero. */
function wideEncoding(bytes: Uint8Array): Encoding | null {
  const length = Math.min(bytes.length, 4096) & ~1
  let [even, odd] = [0, 0]
  for (let n = 0; n < length; n += 2) {
    if (bytes[n] === 0) even++
    if (bytes[n + 1] === 0) odd++
  }
  const pairs = length / 2
  if (pairs < 2) return null
  if (odd > pairs * 0.7 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.7 && odd < pairs * 0.05) return 'utf-16be'
  return null
}

/** Text has tabs and line ends, and nothing else below the space; one slip in a thousand is forgiven. */
function hasControlCharacters(bytes: Uint8Array): boolean {
  let count = 0
  for (const byte of bytes) {
    if (byte === 0) return true
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) count++
  }
  return count > bytes.length / 1000
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** The eight-bit encoding under which the accented bytes are mostly French letters; null when under none. */
function eightBitEncoding(bytes: Uint8Array): Encoding | null {
  const counts = new Map<number, number>()
  for (const byte of bytes) if (byte >= 0x80) counts.set(byte, (counts.get(byte) ?? 0) + 1)
  let best: { encoding: Encoding; share: number } | null = null
  for (const encoding of ['windows-1252', 'macintosh', 'cp850'] as const) {
    let [french, total] = [0, 0]
    for (const [byte, count] of counts) {
      total += count
      if (FRENCH_LETTERS.has(decode(Uint8Array.of(byte), encoding))) french += count
    }
    const share = french / total
    if (!best || share > best.share) best = { encoding, share }
  }
  return best && best.share > 0.6 ? best.encoding : null
}

/** Accents already lost, or UTF-8 once read as Windows-1252 and saved so (« Ã© » for « é »). */
function isGarbled(text: string): boolean {
  return text.includes('\uFFFD') || (text.match(/Ã[©¨ª«¢®´¯§‰ˆ€ ¼»¹]|â€™|Å“/g)?.length ?? 0) > 1
}

/** The separator that cuts the first lines into the most columns, all alike; null when none cuts. */
function detectSeparator(text: string): Separator | null {
  const head = text.slice(0, 65_536)
  const sample = head.length < text.length ? head.slice(0, head.lastIndexOf('\n') + 1) || head : head
  let best: { separator: Separator; score: number } | null = null
  for (const separator of SEPARATORS) {
    const widths = sampleWidths(sample, separator)
    const width = widths[0] ?? 1
    if (width < 2) continue
    const score = width * (widths.filter((other) => other === width).length / widths.length)
    if (!best || score > best.score) best = { separator, score }
  }
  return best?.separator ?? null
}

function sampleWidths(sample: string, separator: Separator): number[] {
  try {
    const rows: string[][] = parse(sample, {
      delimiter: separator,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: 50,
    })
    return rows.map((row) => row.length)
  } catch {
    // A quote that the sample leaves open: the heading alone decides.
    return [sample.split(/\r?\n/, 1)[0]!.split(separator).length]
  }
}
