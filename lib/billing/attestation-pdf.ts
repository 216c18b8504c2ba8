import 'server-only'
import type { Readable } from 'node:stream'
import { formatDay } from '@/lib/core/day'
import { formatEuros } from '@/lib/core/money'
import { drawPart, h1, paragraph } from '@/lib/export/pdf/page'
import { attestationPeriod, ATTESTATION_LAW, ATTESTATION_RULE } from './messages'
import type { AttestationDocument } from './operations/read-attestation'
import { amountLine, beginPaper, openPaper, type Issuer } from './pdf-parties'
import { drawTable, type Column } from './pdf-table'

const COLUMNS: Column[] = [
  { title: 'Enfant', x: 20, width: 80, align: 'left' },
  { title: 'Date de naissance', x: 102, width: 50, align: 'left' },
  { title: 'Sommes payées', x: 154, width: 36, align: 'right' },
]

/** What a family paid for childcare in a year as a tagged A4 document. */
export function attestationPdf(attestation: AttestationDocument, issuer: Issuer): Readable {
  const { year, children, total, familyName, madeAt, madeOn } = attestation
  const title = `Attestation fiscale ${year}`
  const writer = openPaper(issuer, { title: `${title}, famille ${familyName}`, at: madeAt })
  beginPaper(writer, issuer, attestation, title)
  drawPart(writer, title, [
    h1(writer, title),
    paragraph(
      writer,
      `${issuer.name} atteste avoir reçu de la famille ${familyName}, ${attestationPeriod(year, madeOn)}, pour la garde de ses enfants âgés de moins de six ans au 1er janvier ${year} :`,
    ),
  ])
  if (children.length > 0)
    drawTable(
      writer,
      'Sommes payées',
      COLUMNS,
      children.map(({ name, birthDate, amount }) => [
        [{ text: name, face: 'bold', size: 10 }],
        [{ text: formatDay(birthDate, 'long'), size: 10 }],
        [{ text: formatEuros(amount), face: 'bold', size: 10 }],
      ]),
    )
  drawPart(writer, 'Total', [
    amountLine(writer, `Total : ${formatEuros(total)}`),
    paragraph(writer, ATTESTATION_RULE),
    paragraph(writer, ATTESTATION_LAW),
    paragraph(writer, `Établie le ${formatDay(madeOn, 'long')}.`),
  ])
  writer.paper.doc.end()
  return writer.paper.stream
}
