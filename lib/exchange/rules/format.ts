/** How the bytes of a file stand for letters. The last two are those of old Macintosh and MS-DOS software. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh', 'cp850'] as const
export type Encoding = (typeof ENCODINGS)[number]

export const SEPARATORS = [';', ',', '\t', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

/** Why a file is not a table that can be read (texts in messages.ts). */
export type FileProblem = 'EMPTY' | 'WORKBOOK' | 'BINARY' | 'ENCODING' | 'GARBLED' | 'NO_TABLE' | 'QUOTE'

/** A line of a file: its number (the heading is line 1), its cells, and its bare text, to tell doubles. */
export type TableLine = { line: number; cells: string[]; raw: string }
