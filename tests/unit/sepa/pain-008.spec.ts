import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { day } from '@/lib/core/day'
import { pain008, type AskedDebit, type DebitFile } from '@/lib/sepa/rules/pain-008'

const DEBIT: AskedDebit = {
  ...{ endToEndId: '2026-000042-1', amount: 8420, rum: 'EF-20260901-ABCDEFGHJKMN' },
  signedOn: day('2026-09-01'),
  debtor: {
    holder: 'Sofia Delmas-Ménard',
    address: '12 rue des Tilleuls, 45990 Vallombreuse',
    iban: 'FR7630006000011234567890189',
    bic: 'AGRIFRPP',
  },
  label: 'Facture 2026-000042 novembre 2026 Ville de Vallombreuse',
}

const FILE: DebitFile = {
  ...{ format: 'PAIN_008_001_08', reference: 'PRLV-20261215-ABCDEFGH', authority: 'Ville de Vallombreuse' },
  preparedAt: new Date('2026-12-01T08:05:30Z'),
  collectedOn: day('2026-12-15'),
  creditor: {
    name: 'Trésorerie de Vallombreuse',
    address: '3 rue de la Poste, 45990 Vallombreuse',
    ics: 'FR72ZZZ123456',
    siret: '21450339000017',
    iban: 'FR1420041010050500013M02606',
    bic: 'PSSTFRPPSCE',
  },
  debits: [
    DEBIT,
    {
      ...DEBIT,
      ...{ endToEndId: '2026-000043-1', amount: 5 },
      debtor: { ...DEBIT.debtor, holder: 'Мария', address: 'Kehl', bic: null },
    },
  ],
}

type Node = Record<string, unknown>

const ordered = new XMLParser({
  preserveOrder: true,
  ignoreDeclaration: true,
  ignoreAttributes: true,
  parseTagValue: false,
})
const plain = new XMLParser({ ignoreAttributes: false, parseTagValue: false, attributeNamePrefix: '@' })

/** The elements of a file that hold others or a text, by their path, in their order; each kind of place once. */
function paths(xml: string): string[] {
  const found = new Set<string>()
  const walk = (nodes: Node[], path: string) => {
    for (const node of nodes) {
      const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text')
      if (!name) continue
      const here = path ? `${path}/${name}` : name
      found.add(here)
      walk(node[name] as Node[], here)
    }
  }
  walk(ordered.parse(xml) as Node[], '')
  return [...found]
}

/** The structure of REFERENCE §6.3, element by element, in the order that the schemas want. */
const structure = (format: DebitFile['format']) => {
  const isOld = format === 'PAIN_008_001_02'
  const bic = isOld ? 'BIC' : 'BICFI'
  const address = (of: string) =>
    isOld
      ? [`${of}/PstlAdr`, `${of}/PstlAdr/Ctry`, `${of}/PstlAdr/AdrLine`]
      : ['', '/StrtNm', '/PstCd', '/TwnNm', '/Ctry'].map((part) => `${of}/PstlAdr${part}`)
  const root = 'Document/CstmrDrctDbtInitn'
  const part = `${root}/PmtInf`
  const debit = `${part}/DrctDbtTxInf`
  const of = (parent: string, ...names: string[]) => names.map((name) => `${parent}/${name}`)
  return [
    ...['Document', root],
    ...of(
      root,
      'GrpHdr',
      'GrpHdr/MsgId',
      'GrpHdr/CreDtTm',
      'GrpHdr/NbOfTxs',
      'GrpHdr/CtrlSum',
      'GrpHdr/InitgPty',
    ),
    ...of(`${root}/GrpHdr/InitgPty`, 'Nm', 'Id', 'Id/OrgId', 'Id/OrgId/Othr', 'Id/OrgId/Othr/Id'),
    ...of(`${root}/GrpHdr/InitgPty/Id/OrgId/Othr`, 'SchmeNm', 'SchmeNm/Prtry'),
    ...[part, ...of(part, 'PmtInfId', 'PmtMtd', 'NbOfTxs', 'CtrlSum', 'PmtTpInf')],
    ...of(`${part}/PmtTpInf`, 'SvcLvl', 'SvcLvl/Cd', 'LclInstrm', 'LclInstrm/Cd', 'SeqTp'),
    ...of(part, 'ReqdColltnDt', 'Cdtr', 'Cdtr/Nm'),
    ...address(`${part}/Cdtr`),
    ...of(part, 'CdtrAcct', 'CdtrAcct/Id', 'CdtrAcct/Id/IBAN'),
    ...of(
      part,
      'CdtrAgt',
      'CdtrAgt/FinInstnId',
      `CdtrAgt/FinInstnId/${bic}`,
      'UltmtCdtr',
      'UltmtCdtr/Nm',
      'ChrgBr',
    ),
    ...of(part, 'CdtrSchmeId', 'CdtrSchmeId/Id', 'CdtrSchmeId/Id/PrvtId', 'CdtrSchmeId/Id/PrvtId/Othr'),
    ...of(`${part}/CdtrSchmeId/Id/PrvtId/Othr`, 'Id', 'SchmeNm', 'SchmeNm/Prtry'),
    ...[debit, ...of(debit, 'PmtId', 'PmtId/EndToEndId', 'InstdAmt', 'DrctDbtTx', 'DrctDbtTx/MndtRltdInf')],
    ...of(`${debit}/DrctDbtTx/MndtRltdInf`, 'MndtId', 'DtOfSgntr', 'AmdmntInd'),
    ...of(debit, 'DbtrAgt', 'DbtrAgt/FinInstnId', `DbtrAgt/FinInstnId/${bic}`, 'Dbtr', 'Dbtr/Nm'),
    ...address(`${debit}/Dbtr`),
    ...of(debit, 'DbtrAcct', 'DbtrAcct/Id', 'DbtrAcct/Id/IBAN', 'RmtInf', 'RmtInf/Ustrd'),
    // Of the second debit, whose bank and address are not known.
    ...of(debit, 'DbtrAgt/FinInstnId/Othr', 'DbtrAgt/FinInstnId/Othr/Id'),
  ]
}

for (const format of ['PAIN_008_001_02', 'PAIN_008_001_08'] as const) {
  test(`${format}: the elements of the reference, in their order`, () => {
    expect(paths(pain008({ ...FILE, format }))).toEqual(structure(format))
  })

  test(`${format}: its namespace, its values`, () => {
    const xml = pain008({ ...FILE, format })
    expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<Document xmlns="/)
    const document = (plain.parse(xml) as Record<string, Record<string, never>>).Document!
    expect(document['@xmlns']).toBe(
      `urn:iso:std:iso:20022:tech:xsd:${format.toLowerCase().replaceAll('_', '.')}`,
    )
    const { GrpHdr, PmtInf } = document.CstmrDrctDbtInitn! as { GrpHdr: object; PmtInf: object }
    const sums = { NbOfTxs: '2', CtrlSum: '84.25' }
    expect(GrpHdr).toMatchObject({
      ...{ MsgId: 'PRLV-20261215-ABCDEFGH', CreDtTm: '2026-12-01T09:05:00', ...sums },
      InitgPty: { Nm: 'Tresorerie de Vallombreuse' },
    })
    expect(PmtInf).toMatchObject({
      ...{
        PmtInfId: 'PRLV-20261215-ABCDEFGH-1',
        PmtMtd: 'DD',
        ReqdColltnDt: '2026-12-15',
        ChrgBr: 'SLEV',
        ...sums,
      },
      PmtTpInf: { SvcLvl: { Cd: 'SEPA' }, LclInstrm: { Cd: 'CORE' }, SeqTp: 'RCUR' },
      CdtrSchmeId: { Id: { PrvtId: { Othr: { Id: 'FR72ZZZ123456', SchmeNm: { Prtry: 'SEPA' } } } } },
      DrctDbtTxInf: [
        {
          PmtId: { EndToEndId: '2026-000042-1' },
          InstdAmt: { '#text': '84.20', '@Ccy': 'EUR' },
          DrctDbtTx: { MndtRltdInf: { MndtId: DEBIT.rum, DtOfSgntr: '2026-09-01', AmdmntInd: 'false' } },
          Dbtr: { Nm: 'Sofia Delmas-Menard' },
          DbtrAcct: { Id: { IBAN: 'FR7630006000011234567890189' } },
          RmtInf: { Ustrd: 'Facture 2026-000042 novembre 2026 Ville de Vallombreuse' },
        },
        { DbtrAgt: { FinInstnId: { Othr: { Id: 'NOTPROVIDED' } } }, Dbtr: { Nm: 'NON COMMUNIQUE' } },
      ],
    })
  })
}

test('without SIRET, BIC, address, or with a creditor that is the collectivité, the file does without', () => {
  const creditor = { ...FILE.creditor, siret: null, bic: null, address: 'Vallombreuse' }
  const xml = pain008({ ...FILE, creditor, authority: 'Trésorerie de Vallombreuse' })
  expect(xml).not.toMatch(/OrgId|UltmtCdtr|<Cdtr>.*<PstlAdr>.*<\/Cdtr>/)
  expect(xml).toContain('<CdtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></CdtrAgt>')
})

test('the sums of a file are those of its debits, whatever they are; the same rows give the same bytes', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 99_999_999 }), { minLength: 1, maxLength: 40 })
  const holder = fc.string({ unit: 'grapheme', maxLength: 90 })
  fc.assert(
    fc.property(
      amounts,
      holder,
      fc.constantFrom('PAIN_008_001_02', 'PAIN_008_001_08'),
      (sums, name, format) => {
        const debits = sums.map((amount, n) => ({
          ...DEBIT,
          ...{ endToEndId: `2026-${n}-1`, amount, debtor: { ...DEBIT.debtor, holder: name, address: name } },
        }))
        const xml = pain008({ ...FILE, format, debits })
        const cents = (text: string) => Number(text.replace('.', ''))
        const written = [...xml.matchAll(/<InstdAmt Ccy="EUR">(\d+\.\d{2})<\/InstdAmt>/g)].map(([, text]) =>
          cents(text!),
        )
        expect(written).toEqual(sums)
        const total = sums.reduce((all, one) => all + one, 0)
        for (const [, text] of xml.matchAll(/<CtrlSum>([\d.]+)<\/CtrlSum>/g)) expect(cents(text!)).toBe(total)
        expect([...xml.matchAll(new RegExp(`<NbOfTxs>${sums.length}</NbOfTxs>`, 'g'))]).toHaveLength(2)
        expect(ordered.parse(xml, true)).toBeTruthy()
        expect(pain008({ ...FILE, format, debits })).toBe(xml)
      },
    ),
    { numRuns: 50 },
  )
})
