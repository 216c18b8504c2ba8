import 'server-only'
import type { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { brandPalette } from '@/lib/core/colour'
import { dayInParis, formatDay, formatInstant } from '@/lib/core/day'
import { log } from '@/lib/core/log'
import { Paper } from '@/lib/subscription/letters/paper'
import type { FamilyExport } from '../format'
import { listParts } from './list-parts'
import { addPage, drawPart, h1, paragraph, type Part, type Writer } from './page'
import { childPart, personPart } from './person-parts'

/** The copy of a family's data as one tagged PDF; it flows while it is drawn. */
export function exportPdf(copy: FamilyExport, brandColour: string): Readable {
  const at = new Date(copy.exportedAt)
  const paper = new Paper({
    title: `Données de la famille ${copy.family.name}`,
    author: copy.authority,
    createdAt: at,
  })
  const foot = `Famille ${copy.family.name}, copie du ${formatDay(dayInParis(at), 'long')}`
  const writer = { paper, palette: brandPalette(brandColour), y: 0, pages: 0, foot }
  addPage(writer)
  void drawAll(writer, copy).catch((error: unknown) => {
    log.error({ err: error }, 'family export could not be drawn')
    paper.stream.destroy(error instanceof Error ? error : new Error('family export could not be drawn'))
  })
  return paper.stream
}

async function drawAll(writer: Writer, copy: FamilyExport): Promise<void> {
  for (const { title, lines } of partsOf(writer, copy)) {
    // Other requests are answered between two parts; the person may have left.
    await setImmediate()
    if (writer.paper.stream.destroyed) return
    drawPart(writer, title, lines)
  }
  writer.paper.doc.end()
}

function partsOf(writer: Writer, copy: FamilyExport): Part[] {
  const { family } = copy
  const title = `Données de la famille ${family.name}`
  const intro = [
    `Copie faite le ${formatInstant(new Date(copy.exportedAt), 'long')} par le portail citoyen, ${copy.authority}.`,
    family.number ? `Numéro de famille : ${family.number}.` : '',
    'Elle contient ce que le portail conserve de votre famille et que vous pouvez y lire. Les documents que vous avez envoyés sont dans la copie complète (ZIP), et s’ouvrent dans « Documents ».',
    copy.leftOut.length > 0
      ? `Ne figurent pas ici, faute de droit de lecture de l’agent qui a fait cette copie : ${copy.leftOut.join(', ')}.`
      : '',
  ]
  return [
    { title, lines: [h1(writer, title), ...intro.filter(Boolean).map((text) => paragraph(writer, text))] },
    personPart(writer, copy.household),
    ...copy.guardians.map((guardian) => personPart(writer, guardian)),
    ...copy.children.map((child) => childPart(writer, child)),
    ...listParts(writer, copy),
  ].filter(({ lines }) => lines.length > 0)
}
