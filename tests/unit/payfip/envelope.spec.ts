import { expect, test } from '@playwright/test'
import { readAnswer, writeRequest } from '@/lib/payfip/envelope'

const NAMESPACE =
  'http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService'

const answer = (content: string) =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${content}</soap:Body></soap:Envelope>`

const created = (content: string) =>
  answer(
    `<creerPaiementSecuriseResponse xmlns="${NAMESPACE}"><return>${content}</return></creerPaiementSecuriseResponse>`,
  )

const READ: [what: string, xml: string, fields: Record<string, string>][] = [
  ['as the service writes it', created('<idOp>x</idOp>'), { idop: 'x' }],
  ['in other capitals', created('<IDOP>x</IDOP><NumCli>000042</NumCli>'), { idop: 'x', numcli: '000042' }],
  ['with prefixes', created('<r:idOp xmlns:r="urn:r">x</r:idOp>'), { idop: 'x' }],
  ['with spaces and lines', `<?xml version="1.0"?>\n${created('\n  <idOp>\n x </idOp>\n')}\n`, { idop: 'x' }],
  ['after a mark of order', `\ufeff${created('<idOp>x</idOp>')}`, { idop: 'x' }],
  [
    'with entities and numbers of signs',
    created('<objet>&lt;&amp;&apos;&#233;&#xE9;&gt;</objet>'),
    { objet: "<&'éé>" },
  ],
  ['in CDATA', created('<objet><![CDATA[a & b]]></objet>'), { objet: 'a & b' }],
  ['empty', created('<numauto/><objet></objet>'), { numauto: '', objet: '' }],
  [
    'with figures that are texts',
    created('<montant>008420</montant><refdet>1e5</refdet>'),
    { montant: '008420', refdet: '1e5' },
  ],
  ['twice the same, which says nothing', created('<idOp>x</idOp><idOp>y</idOp>'), {}],
]
for (const [what, xml, fields] of READ)
  test(`an answer is read ${what}`, () => {
    expect(readAnswer('creerPaiementSecurise', xml)).toEqual({ fields })
  })

const UNREADABLE: [what: string, xml: string][] = [
  ['nothing', ''],
  ['a text', 'Service indisponible'],
  ['a page', '<!DOCTYPE html><html><body><h1>Maintenance</h1></body></html>'],
  ['a page that is XML', '<html><body><p>Maintenance</p></body></html>'],
  ['an answer cut', created('<idOp>x</idOp>').slice(0, -20)],
  ['an answer cut between two marks', created('<idOp>x</idOp>').replace('</soap:Body></soap:Envelope>', '')],
  ['marks that cross', created('<idOp>x</numCli>')],
  ['a page after the answer', `${created('<idOp>x</idOp>')}<br>Erreur`],
  ['an answer to something else', created('<idOp>x</idOp>').replaceAll('creerPaiement', 'autrePaiement')],
  ['an empty body', answer('')],
  ['an empty answer', created('')],
  ['entities of its own', `<!DOCTYPE a [<!ENTITY e "x">]>${created('<idOp>&e;</idOp>')}`],
]
for (const [what, xml] of UNREADABLE)
  test(`${what} is no answer`, () => {
    expect(readAnswer('creerPaiementSecurise', xml)).toBeNull()
  })

const detail = (name: string, code: string) =>
  `<detail><n:${name} xmlns:n="${NAMESPACE}"><code>${code}</code><descriptif/><libelle>x</libelle><severite>2</severite></n:${name}></detail>`

test('a fault is read by its detail, or else by its words', () => {
  const words = 'fr.gouv.finances.cp.tpa.webservice.exceptions.FonctionnelleErreur'
  const fault = (content: string) =>
    readAnswer(
      'creerPaiementSecurise',
      answer(`<soap:Fault><faultcode>soap:Server</faultcode>${content}</soap:Fault>`),
    )
  expect(fault(`<faultstring>${words}</faultstring>${detail('FonctionnelleErreur', 'P5')}`)).toEqual({
    fault: { name: 'fonctionnelleerreur', code: 'P5' },
  })
  expect(fault(detail('TechDysfonctionnementErreur', '999'))).toEqual({
    fault: { name: 'techdysfonctionnementerreur', code: '999' },
  })
  expect(fault(`<faultstring>${words}</faultstring>`)).toEqual({
    fault: { name: 'fonctionnelleerreur', code: '' },
  })
  expect(fault('')).toEqual({ fault: { name: '', code: '' } })
})

test('a request escapes the signs of XML and leaves out what XML cannot hold', () => {
  const xml = writeRequest('creerPaiementSecurise', { mel: `a&b<c>"d"'e'\u0000\u001f@x`, montant: '100' })
  expect(xml).toContain(
    '<arg0><mel>a&amp;b&lt;c&gt;&quot;d&quot;&apos;e&apos;@x</mel><montant>100</montant></arg0></pai:creerPaiementSecurise>',
  )
})
