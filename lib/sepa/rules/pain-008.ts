import { dayInParis, timeInParis, type Day } from '@/lib/core/day'
import type { Centimes } from '@/lib/core/money'
import type { SepaFormat } from '@/lib/generated/prisma/enums.ts'
import { postalAddress } from './address'
import { partId } from './identifiers'
import { sepaText } from './text'

/** Who collects: as banks know it, and the account that is credited. */
export type Collector = {
  name: string
  address: string
  ics: string
  siret: string | null
  iban: string
  bic: string | null
}

/** A debit as the bank is asked for it. `label`: what the family reads on its statement. */
export type AskedDebit = {
  endToEndId: string
  amount: Centimes
  rum: string
  signedOn: Day
  debtor: { holder: string; address: string; iban: string; bic: string | null }
  label: string
}

/** All that a file is made of: the same gives the same bytes. `authority`: for whom the creditor collects. */
export type DebitFile = {
  format: SepaFormat
  reference: string
  preparedAt: Date
  collectedOn: Day
  authority: string
  creditor: Collector
  debits: readonly AskedDebit[]
}

/** The namespace of each message. */
const NAMESPACES: Record<SepaFormat, string> = {
  PAIN_008_001_02: 'urn:iso:std:iso:20022:tech:xsd:pain.008.001.02',
  PAIN_008_001_08: 'urn:iso:std:iso:20022:tech:xsd:pain.008.001.08',
}

/**
 * All debits are recurrent, the first of a mandate too: the rulebook has allowed it since November 2016, and a first debit
 * that is rejected needs then no other sequence for the next.
 */
const SEQUENCE = 'RCUR'

/**
 * The file by which a bank is asked to collect debits (pain.008, REFERENCE §6.3), as the EPC guidelines restrict it: one part,
 * since all debits have one day, one creditor and one sequence.
 */
export function pain008(file: DebitFile): string {
  const { format, reference, preparedAt, collectedOn, authority, creditor, debits } = file
  const sums = [
    element('NbOfTxs', String(debits.length)),
    element('CtrlSum', euros(debits.reduce((sum, { amount }) => sum + amount, 0))),
  ]
  const ultimate = sepaText(authority, 70)
  const name = sepaText(creditor.name, 70)
  const header = element('GrpHdr', [
    element('MsgId', reference),
    element('CreDtTm', `${dayInParis(preparedAt)}T${timeInParis(preparedAt)}:00`),
    ...sums,
    element('InitgPty', [
      element('Nm', name),
      creditor.siret !== null &&
        element('Id', element('OrgId', element('Othr', [element('Id', creditor.siret), scheme('SIRET')]))),
    ]),
  ])
  const part = element('PmtInf', [
    element('PmtInfId', partId(reference)),
    element('PmtMtd', 'DD'),
    ...sums,
    element('PmtTpInf', [
      element('SvcLvl', element('Cd', 'SEPA')),
      element('LclInstrm', element('Cd', 'CORE')),
      element('SeqTp', SEQUENCE),
    ]),
    element('ReqdColltnDt', collectedOn),
    element('Cdtr', [element('Nm', name), address(creditor.address, format)]),
    element('CdtrAcct', element('Id', element('IBAN', creditor.iban))),
    element('CdtrAgt', bank(creditor.bic, format)),
    ultimate !== '' && ultimate !== name && element('UltmtCdtr', element('Nm', ultimate)),
    element('ChrgBr', 'SLEV'),
    element(
      'CdtrSchmeId',
      element('Id', element('PrvtId', element('Othr', [element('Id', creditor.ics), scheme('SEPA')]))),
    ),
    ...debits.map((debit) => `\n${transaction(debit, format)}`),
  ])
  const document = element('Document', element('CstmrDrctDbtInitn', ['\n', header, '\n', part, '\n']), {
    xmlns: NAMESPACES[format],
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`
}

function transaction(debit: AskedDebit, format: SepaFormat): string {
  const { endToEndId, amount, rum, signedOn, debtor, label } = debit
  return element('DrctDbtTxInf', [
    element('PmtId', element('EndToEndId', endToEndId)),
    element('InstdAmt', euros(amount), { Ccy: 'EUR' }),
    element(
      'DrctDbtTx',
      element('MndtRltdInf', [
        element('MndtId', rum),
        element('DtOfSgntr', signedOn),
        element('AmdmntInd', 'false'),
      ]),
    ),
    element('DbtrAgt', bank(debtor.bic, format)),
    element('Dbtr', [
      // A name in signs that banks do not know: the account is what counts.
      element('Nm', sepaText(debtor.holder, 70) || 'NON COMMUNIQUE'),
      address(debtor.address, format),
    ]),
    element('DbtrAcct', element('Id', element('IBAN', debtor.iban))),
    element('RmtInf', element('Ustrd', sepaText(label, 140))),
  ])
}

/** What the schemas take for a BIC: narrower than ISO 9362. */
const WRITABLE_BIC = /^[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?$/

/** A bank; since 2016 the IBAN alone names it, and what is not known is said so. */
function bank(bic: string | null, format: SepaFormat): string {
  const known = bic !== null && WRITABLE_BIC.test(bic)
  return element(
    'FinInstnId',
    known
      ? element(format === 'PAIN_008_001_02' ? 'BIC' : 'BICFI', bic)
      : element('Othr', element('Id', 'NOTPROVIDED')),
  )
}

/** An address: in lines as the guidelines of 2009 have it, in its parts as those of 2019. Nothing when it can't be taken apart. */
function address(line: string, format: SepaFormat): string | false {
  const parts = postalAddress(line)
  const [street, town] = [sepaText(parts?.street ?? '', 70), sepaText(parts?.town ?? '', 35)]
  if (!parts || town === '') return false
  const country = element('Ctry', parts.country)
  if (format === 'PAIN_008_001_02')
    return element('PstlAdr', [
      country,
      street !== '' && element('AdrLine', street),
      element('AdrLine', `${parts.postalCode} ${town}`),
    ])
  return element('PstlAdr', [
    street !== '' && element('StrtNm', street),
    element('PstCd', parts.postalCode),
    element('TwnNm', town),
    country,
  ])
}

const scheme = (name: string) => element('SchmeNm', element('Prtry', name))

const euros = (amount: Centimes) => (amount / 100).toFixed(2)

/** An element of XML. Its texts are of signs that XML takes as they are, `sepaText` has seen to it. */
function element(
  name: string,
  content: string | readonly (string | false)[],
  attributes: Record<string, string> = {},
): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`)
  const inner = typeof content === 'string' ? content : content.filter((part) => part !== false).join('')
  return `<${name}${given.join('')}>${inner}</${name}>`
}
