import { expect, test } from '@playwright/test'
import { FILE_LIMIT, readBankFile } from '@/lib/sepa/bank-file'
import { camt054, pain002, refusedFile } from '../../fixtures/bank-files'

const read = (xml: string) => readBankFile(Buffer.from(xml))

for (const version of ['03', '10'])
  test(`pain.002.001.${version}: each debit that is rejected, with its code and amount`, () => {
    expect(
      read(
        pain002([{ id: '2026-000001-1', code: 'AM04', amount: '12.5' }, { id: '2026-000002-1' }], {
          version,
        }),
      ),
    ).toEqual({
      ...{ kind: 'REJECTS', messageId: 'BANQUE-1', refused: [] },
      debits: [
        { endToEndId: '2026-000001-1', code: 'AM04', amounts: [1250], on: '2026-12-14' },
        { endToEndId: '2026-000002-1', code: null, amounts: [], on: '2026-12-14' },
      ],
    })
  })

for (const version of ['02', '08'])
  test(`camt.054.001.${version}: what comes back, not what was credited`, () => {
    expect(
      read(camt054([{ id: 'A-1', code: 'MD06', amount: '84.20' }], { version, credited: ['B-1'] })),
    ).toEqual({
      ...{ kind: 'RETURNS', messageId: 'AVIS-1', refused: [] },
      debits: [{ endToEndId: 'A-1', code: 'MD06', amounts: [8420], on: '2026-12-18' }],
    })
  })

test('an amount that can’t be read is no debit’s: it does not count as untold', () => {
  for (const amount of ['84,20', '-84.20', '1e3', '9999999999999'])
    expect(read(camt054([{ id: 'A-1', amount }])), amount).toMatchObject({ debits: [{ amounts: [0] }] })
})

for (const of of ['FILE', 'PART'] as const)
  test(`a whole file refused (${of}) is told of its batch, not of debits`, () => {
    expect(read(refusedFile('PRLV-20261215-22222222', 'FF01', of))).toMatchObject({
      debits: [],
      refused: [{ reference: 'PRLV-20261215-22222222', code: 'FF01' }],
    })
  })

test('prefixes, Latin 1 and a mark of order are read', () => {
  const xml = pain002([{ id: 'A-1', code: 'AC04' }])
  const prefixed = xml
    .replaceAll(/<(\/?)([A-Z])/g, '<$1p:$2')
    .replace('xmlns=', 'xmlns:p=')
    .replace('UTF-8', 'ISO-8859-1')
    .replace('BANQUE-1', 'BÉNÉ')
  expect(readBankFile(Buffer.from(prefixed, 'latin1'))).toMatchObject({
    messageId: 'BÉNÉ',
    debits: [{ endToEndId: 'A-1', code: 'AC04' }],
  })
  expect(read(`\ufeff${xml}`)).toMatchObject({ kind: 'REJECTS' })
})

test('what is not booked yet, or accepted, changes nothing', () => {
  expect(read(camt054([{ id: 'A-1' }]).replace('<Cd>BOOK</Cd>', '<Cd>PDNG</Cd>'))).toBe('NOTHING')
  expect(read(pain002([{ id: 'A-1' }]).replace('RJCT', 'ACSP'))).toBe('NOTHING')
})

const good = pain002([{ id: 'A-1', code: 'AM04' }])

const BAD: [what: string, xml: string, problem: string][] = [
  ['an empty file', '', 'EMPTY'],
  ['a text', 'bonjour', 'NOT_XML'],
  ['a file cut short', good.slice(0, -20), 'NOT_XML'],
  ['a page', '<html><body>Document</body></html>', 'NOT_XML'],
  [
    'a file with entities',
    good.replace('<Document', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Document'),
    'NOT_XML',
  ],
  ['a file with a null character', good.replace('BANQUE', 'BAN\0QUE'), 'NOT_XML'],
  ['an unknown encoding', good.replace('UTF-8', 'UTF-7'), 'NOT_XML'],
  ['a file of payments', good.replace('pain.002.001.03', 'pain.001.001.03'), 'OTHER_MESSAGE'],
  ['another message under the name', good.replaceAll('CstmrPmtStsRpt', 'Xx'), 'OTHER_MESSAGE'],
  ['an old version', good.replace('pain.002.001.03', 'pain.002.001.02'), 'OTHER_VERSION'],
  ['a version to come', camt054([{ id: 'A' }]).replace('001.08', '001.12'), 'OTHER_VERSION'],
  ['nothing rejected', pain002([]), 'NOTHING'],
]

for (const [what, xml, problem] of BAD)
  test(`${what} is refused: ${problem}`, () => {
    expect(read(xml)).toBe(problem)
  })

test('bytes that are not of the declared encoding are refused, and a file that is too large is not read', () => {
  expect(readBankFile(Buffer.from(good.replace('BANQUE', 'É'), 'latin1'))).toBe('NOT_XML')
  expect(readBankFile(Buffer.alloc(FILE_LIMIT + 1))).toBe('TOO_LARGE')
})

test('names of JavaScript, elements that come as texts and deep nesting break nothing', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
    expect(typeof read(`<Document><${name}>x</${name}></Document>`)).toBe('string')
  expect(read(good.replace('<GrpHdr>', '<GrpHdr>x</GrpHdr><GrpHdr>'))).toMatchObject({ kind: 'REJECTS' })
  expect(typeof read('<Document>' + '<a>'.repeat(100_000))).toBe('string')
})
