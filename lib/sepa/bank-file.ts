import { XMLParser } from 'fast-xml-parser'
import { parseDay, type Day } from '@/lib/core/day'
import type { Centimes } from '@/lib/core/money'
import type { BankReportKind } from '@/lib/generated/prisma/enums.ts'
import type { ToldDebit } from './rules/debit'
import { referenceOfPart } from './rules/identifiers'

/** What a file of the bank tells: of debits, and of whole batches that it refused. */
export type BankFile = {
  kind: BankReportKind
  messageId: string
  debits: ToldDebit[]
  refused: { reference: string; code: string | null }[]
}

/** Why a file is not taken. NOTHING: it is well formed and tells nothing of debits. */
export type FileProblem = 'EMPTY' | 'TOO_LARGE' | 'NOT_XML' | 'OTHER_MESSAGE' | 'OTHER_VERSION' | 'NOTHING'

/** 10 MB: a return of some ten thousand debits. */
export const FILE_LIMIT = 10 * 1024 * 1024

const parser = new XMLParser({
  // Amounts stand in texts, their currency is always the euro.
  ignoreAttributes: true,
  removeNSPrefix: true,
  // « 0042 » is no number.
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: false,
})

const MESSAGES = {
  'pain.002.001': { kind: 'REJECTS', first: 3, last: 10 },
  'camt.054.001': { kind: 'RETURNS', first: 2, last: 8 },
} as const

/**
 * Reads a file by which the bank tells what became of debits: rejects before the settlement (pain.002.001.03 to .10) or
 * returns after it (camt.054.001.02 to .08). Of the second, what was credited is left out: only what the bank takes back.
 */
export function readBankFile(bytes: Uint8Array): BankFile | FileProblem {
  if (bytes.length === 0) return 'EMPTY'
  if (bytes.length > FILE_LIMIT) return 'TOO_LARGE'
  const xml = decoded(bytes)
  // Banks declare no entities, and XML has no null characters: what does is an attack.
  if (xml === null || /\0|<!(DOCTYPE|ENTITY)/i.test(xml)) return 'NOT_XML'
  const document = child(parsed(xml), 'Document')
  if (!document) return 'NOT_XML'
  const named = /urn:iso:std:iso:20022:tech:xsd:([a-z]{4}\.\d{3}\.\d{3})\.(\d{2})/.exec(xml)
  if (!named || !Object.hasOwn(MESSAGES, named[1]!)) return 'OTHER_MESSAGE'
  const { kind, first, last } = MESSAGES[named[1] as keyof typeof MESSAGES]
  const version = Number(named[2])
  if (version < first || version > last) return 'OTHER_VERSION'
  const file = kind === 'REJECTS' ? readRejects(document) : readReturns(document)
  if (!file) return 'OTHER_MESSAGE'
  return file.debits.length + file.refused.length === 0 ? 'NOTHING' : { kind, ...file }
}

type Element = Record<string, unknown>
type Read = Omit<BankFile, 'kind'>

/** pain.002: the state of a whole file, of its parts, of debits; the closest one that says « rejected » counts. */
function readRejects(document: Element): Read | null {
  const report = child(document, 'CstmrPmtStsRpt')
  if (!report) return null
  const header = child(report, 'GrpHdr')
  const on = dayOf(text(header, 'CreDtTm'))
  const group = child(report, 'OrgnlGrpInfAndSts')
  const parts = children(report, 'OrgnlPmtInfAndSts')
  const read: Read = { messageId: text(header, 'MsgId') ?? '', debits: [], refused: [] }
  for (const part of parts)
    for (const one of children(part, 'TxInfAndSts')) {
      const state = text(one, 'TxSts') ?? text(part, 'PmtInfSts') ?? text(group, 'GrpSts')
      if (state !== 'RJCT') continue
      const original = child(one, 'OrgnlTxRef')
      read.debits.push({
        endToEndId: text(one, 'OrgnlEndToEndId') ?? '',
        code: statusReason(one) ?? statusReason(part) ?? statusReason(group),
        amounts: amountsOf([text(child(original, 'Amt'), 'InstdAmt'), text(original, 'IntrBkSttlmAmt')]),
        on,
      })
    }
  const told = (some: Element[]) => some.some((part) => children(part, 'TxInfAndSts').length > 0)
  const whole = text(group, 'OrgnlMsgId')
  if (text(group, 'GrpSts') === 'RJCT' && whole && !told(parts))
    read.refused.push({ reference: whole, code: statusReason(group) ?? statusReason(parts[0] ?? null) })
  else
    for (const part of parts) {
      const id = text(part, 'OrgnlPmtInfId')
      if (text(part, 'PmtInfSts') !== 'RJCT' || !id || told([part])) continue
      read.refused.push({ reference: referenceOfPart(id), code: statusReason(part) ?? statusReason(group) })
    }
  return read
}

/** camt.054: what is debited of the creditor's account and names a debit. What waits to be booked will be told again. */
function readReturns(document: Element): Read | null {
  const report = child(document, 'BkToCstmrDbtCdtNtfctn')
  if (!report) return null
  const read: Read = { messageId: text(child(report, 'GrpHdr'), 'MsgId') ?? '', debits: [], refused: [] }
  for (const entry of children(report, 'Ntfctn').flatMap((one) => children(one, 'Ntry'))) {
    const status = text(entry, 'Sts') ?? text(child(entry, 'Sts'), 'Cd')
    if (status !== null && status !== 'BOOK') continue
    const on = dayOf(dated(entry, 'BookgDt') ?? dated(entry, 'ValDt'))
    for (const one of children(entry, 'NtryDtls').flatMap((details) => children(details, 'TxDtls'))) {
      if ((text(one, 'CdtDbtInd') ?? text(entry, 'CdtDbtInd')) !== 'DBIT') continue
      const endToEndId = text(child(one, 'Refs'), 'EndToEndId')
      if (endToEndId === null) continue
      const details = child(one, 'AmtDtls')
      read.debits.push({
        endToEndId,
        code: reasonOf(child(one, 'RtrInf')),
        // With its charges, or without.
        amounts: amountsOf([
          text(one, 'Amt'),
          text(child(details, 'InstdAmt'), 'Amt'),
          text(child(details, 'TxAmt'), 'Amt'),
        ]),
        on,
      })
    }
  }
  return read
}

/** The text of a file, in the encoding that it declares: banks write UTF-8, some of them Latin 1. */
function decoded(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const encoding = /^\s*<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(start)?.[1]?.toLowerCase() ?? 'utf-8'
  if (!['utf-8', 'iso-8859-1', 'iso-8859-15', 'windows-1252', 'us-ascii'].includes(encoding)) return null
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function parsed(xml: string): unknown {
  try {
    return parser.parse(xml, true)
  } catch {
    return null
  }
}

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null

/** The children of a name, in their order; texts are none. */
function children(element: unknown, name: string): Element[] {
  const found = isElement(element) && Object.hasOwn(element, name) ? element[name] : undefined
  return [found].flat().filter(isElement)
}

const child = (element: unknown, name: string): Element | null => children(element, name)[0] ?? null

/** The first text of a name. */
function text(element: Element | null, name: string): string | null {
  const found = element && Object.hasOwn(element, name) ? [element[name]].flat()[0] : null
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null
}

const statusReason = (element: Element | null): string | null =>
  children(element, 'StsRsnInf').map(reasonOf).find(Boolean) ?? null

/** A code of the bank, or what it writes in its place; never more than a code is long. */
function reasonOf(element: Element | null): string | null {
  const reason = child(element, 'Rsn')
  return (text(reason, 'Cd') ?? text(reason, 'Prtry'))?.slice(0, 35) ?? null
}

function dated(element: Element, name: string): string | null {
  const date = child(element, name)
  return text(date, 'Dt') ?? text(date, 'DtTm')
}

const dayOf = (instant: string | null): Day | null => parseDay(instant?.slice(0, 10) ?? '')

/** The amounts that are written, in centimes: « 12.5 » is 1250. One that can’t be read is 0, which no debit is of. */
function amountsOf(texts: readonly (string | null)[]): Centimes[] {
  return texts.flatMap((one) => {
    if (one === null) return []
    const parts = /^(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(one)
    return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : 0
  })
}
