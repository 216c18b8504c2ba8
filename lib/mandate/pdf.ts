import 'server-only'
import type { Readable } from 'node:stream'
import { dayInParis, formatDay, formatInstant } from '@/lib/core/day'
import { formatIban } from '@/lib/core/iban'
import { COLOURS } from '@/lib/core/tokens'
import { mm, Paper, type Element, type TextStyle } from '@/lib/subscription/letters/paper'
import { MANDATE_MESSAGES, MANDATE_TITLE, mandateText } from './messages'
import type { SignedMandate } from './sealed'

// Millimetres.
const BODY = { x: 20, width: 170 }
const VALUE = { x: 72, width: 118 }

/** Where the next line goes, in millimetres: texts of the collectivité and of families have any length. */
type Page = { paper: Paper; y: number }

/** A signed mandate as one tagged A4 page, with the mentions that the rulebook imposes (REFERENCE §6.2); the IBAN is whole. */
export function mandatePdf(mandate: SignedMandate): Readable {
  const { creditor, debtor, signedAt, revokedAt } = mandate
  const paper = new Paper({
    title: `${MANDATE_TITLE} ${mandate.rum}`,
    author: creditor.name,
    createdAt: signedAt,
  })
  const page = { paper, y: 18 }
  paper.doc.addPage()
  paper.section(MANDATE_TITLE, [
    text(page, 'P', creditor.name, { face: 'heading', size: 12 }),
    text(page, 'H1', MANDATE_TITLE, { face: 'heading', size: 22 }),
    ...(revokedAt
      ? [
          text(
            page,
            'P',
            `Révoqué le ${formatInstant(revokedAt, 'long')} : plus rien ne peut être prélevé.`,
            {
              face: 'bold',
              colour: COLOURS.danger,
            },
          ),
        ]
      : []),
    row(page, 'Référence unique du mandat', mandate.rum),
    row(page, 'Type de paiement', MANDATE_MESSAGES.recurrent),
    heading(page, 'Créancier'),
    row(page, 'Nom', creditor.name),
    row(page, 'Adresse', creditor.address),
    row(page, 'Identifiant (ICS)', creditor.ics),
    heading(page, 'Débiteur'),
    row(page, 'Titulaire du compte', debtor.holder),
    row(page, 'Adresse', debtor.address),
    row(page, 'IBAN', formatIban(debtor.iban)),
    row(page, 'BIC', debtor.bic ?? 'Non communiqué'),
    heading(page, 'Ce que vous signez'),
    ...mandateText(mandate.textVersion, creditor).map((paragraph) =>
      text(page, 'P', paragraph, { size: 10 }),
    ),
    heading(page, 'Signature'),
    row(page, 'Fait', `à ${mandate.place}, le ${formatDay(dayInParis(signedAt), 'long')}`),
    row(page, 'Signé par', mandate.signerName),
    row(page, 'Signature en ligne', `mot de passe redemandé, ${formatInstant(signedAt, 'long')}`),
  ])
  paper.doc.end()
  return paper.stream
}

/** Writes at the page's place, and moves it under what was written. */
function write(page: Page, words: string, style: Partial<TextStyle> & { x: number; width: number }): number {
  page.paper.write(words, { y: page.y, ...style })
  return page.paper.doc.y / mm(1)
}

function text(page: Page, tag: Element['tag'], words: string, style: Partial<TextStyle>): Element {
  return { tag, draw: () => (page.y = write(page, words, { ...BODY, ...style }) + 3) }
}

function heading(page: Page, words: string): Element {
  return {
    tag: 'P',
    draw: () => {
      page.y += 4
      page.y = write(page, words, { ...BODY, face: 'heading', size: 13 }) + 2
    },
  }
}

function row(page: Page, label: string, value: string): Element {
  return {
    tag: 'P',
    draw: () => {
      const under = write(page, label, { x: BODY.x, width: 50, size: 10, colour: COLOURS.muted })
      page.y = Math.max(under, write(page, value, VALUE)) + 1.5
    },
  }
}
