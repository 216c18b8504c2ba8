import 'server-only'
import type { BrandPalette } from '../../core/colour'
import { dayInParis, formatDay } from '../../core/day'
import { COLOURS } from '../../core/tokens'
import { guardianName } from '../messages'
import type { IssuedCode } from '../operations/issue-codes'
import { formatCode } from '../rules/code'
import { formatExpiry } from '../rules/validity'
import { mm, type Element, type Paper } from './paper'

/** Who writes, and what every letter of a printing has in common. */
export type LetterHead = {
  name: string
  shortName: string
  phone: string
  email: string
  openingHours: string
  postalAddress: string
  palette: BrandPalette
  /** The portal's address without « https:// », as it is typed. */
  portal: string
  at: Date
}

// Millimetres.
const BODY = { x: 20, width: 170 }
/** Where a DL envelope « fenêtre à droite » shows the folded sheet (NF Z 11-001): 100 to 200, 45 to 80. */
const WINDOW = { x: 108, y: 50, width: 84 }
const FOLDS = [99, 198]
const TITLE_Y = 98
const CODE_BOX = { y: 138, height: 36 }
const STEPS_Y = 184
const STEP = 18
const STEP_TEXT = { x: BODY.x + 14, width: BODY.width - 14 }
const FOOT_Y = 264

/** Draws the letter of one guardian on a page of its own. */
export function drawLetter(paper: Paper, letter: IssuedCode, head: LetterHead): void {
  paper.doc.addPage()
  paper.decorate((doc) => drawGround(doc, head.palette))
  paper.section(guardianName(letter), [
    { tag: 'P', draw: () => writeSender(paper, head) },
    { tag: 'P', draw: () => writeAddress(paper, letter) },
    { tag: 'P', draw: () => writeDate(paper, head) },
    { tag: 'H1', draw: () => writeTitle(paper) },
    { tag: 'P', draw: () => writeOpening(paper, letter) },
    { tag: 'P', draw: () => writeCode(paper, letter, head.palette) },
    ...stepsOf(head.portal).map((step, i): Element => ({
      tag: 'LI',
      draw: () => writeStep(paper, i, step, head.palette),
    })),
    { tag: 'P', draw: () => writeWarning(paper) },
    { tag: 'P', draw: () => writeContact(paper, head) },
  ])
}

function writeSender(paper: Paper, head: LetterHead): void {
  const place = { x: BODY.x + 15, width: 90 }
  paper.write(head.name, { ...place, y: 16.5, face: 'heading', size: 14 })
  paper.write('Service famille', { ...place, size: 10, colour: COLOURS.muted })
}

function writeAddress(paper: Paper, letter: IssuedCode): void {
  for (const [i, line] of addressLines(letter).entries())
    paper.write(line, { ...WINDOW, y: i === 0 ? WINDOW.y : undefined, size: 11.5 })
}

/** The address as the post wants it, the town last; without a whole one, how the letter reaches its reader. */
function addressLines(letter: IssuedCode): string[] {
  const { addressLine, addressComplement, postalCode, city } = letter
  const name = guardianName(letter, 'short')
  if (!addressLine || !postalCode || !city) return [name, 'À remettre en main propre']
  const complement = addressComplement ? [addressComplement] : []
  return [name, ...complement, addressLine, `${postalCode} ${city.toLocaleUpperCase('fr-FR')}`]
}

function writeDate(paper: Paper, { shortName, at }: LetterHead): void {
  const text = `${shortName}, le ${formatDay(dayInParis(at), 'long')}`
  paper.write(text, { ...BODY, y: TITLE_Y - 12, align: 'right', size: 10.5, colour: COLOURS.muted })
}

function writeTitle(paper: Paper): void {
  paper.write('Votre code abonné à l’Espace Famille', { ...BODY, y: TITLE_Y, face: 'heading', size: 20 })
}

function writeOpening(paper: Paper, letter: IssuedCode): void {
  paper.write(`${guardianName(letter, 'long')},`, { ...BODY, y: TITLE_Y + 13 })
  paper.write(
    `Avec l’Espace Famille, vous réservez la cantine et les accueils, vous signalez une absence et vous mettez à jour votre dossier en ligne. Ce code relie votre compte à la famille ${letter.familyName} :`,
    { ...BODY, y: TITLE_Y + 21 },
  )
}

function writeCode(paper: Paper, letter: IssuedCode, palette: BrandPalette): void {
  const centred = { ...BODY, align: 'center' } as const
  paper.write(formatCode(letter.code), {
    ...centred,
    y: CODE_BOX.y + 7,
    face: 'code',
    size: 32,
    spacing: 1.5,
    colour: palette.brandText,
  })
  const until = `À utiliser jusqu’au ${formatExpiry(letter.expiresAt)} inclus`
  paper.write(until, { ...centred, y: CODE_BOX.y + 24, face: 'bold' })
}

type Step = { title: string; text: string }

const stepsOf = (portal: string): Step[] => [
  {
    title: `Créez votre compte sur ${portal}`,
    text: 'Nom, e-mail, mot de passe ; vous recevez un e-mail pour confirmer.',
  },
  {
    title: 'Abonnez-vous avec votre code',
    text: '« Mon espace citoyen », puis « Mes abonnements », puis « M’abonner ».',
  },
  {
    title: 'C’est prêt',
    text: 'Le planning, le dossier et les demandes de la famille sont dans « Espace Famille ».',
  },
]

function writeStep(paper: Paper, i: number, { title, text }: Step, palette: BrandPalette): void {
  const y = STEPS_Y + i * STEP
  const number = { face: 'heading', size: 12, colour: palette.brandInk, align: 'center' } as const
  paper.write(String(i + 1), { ...number, x: BODY.x, y: y + 2.1, width: 9 })
  paper.write(title, { ...STEP_TEXT, y, face: 'bold', size: 12 })
  paper.write(text, { ...STEP_TEXT, colour: COLOURS.muted })
}

function writeWarning(paper: Paper): void {
  paper.write(
    'Ce code est personnel et ne sert qu’une fois : ne le donnez à personne. Il remplace celui des courriers précédents.',
    { ...BODY, y: FOOT_Y - 18, size: 10.5 },
  )
}

function writeContact(paper: Paper, head: LetterHead): void {
  const contact = [head.phone, head.email].filter(Boolean).join(' · ')
  paper.write(`Besoin d’aide ? ${contact}`, { ...BODY, y: FOOT_Y + 4, face: 'bold', size: 10 })
  for (const line of [head.openingHours, head.postalAddress])
    paper.write(line, { ...BODY, size: 10, colour: COLOURS.muted })
}

/** The shield, the box of the code, the discs of the steps, the line of the foot, the marks of the folds. */
function drawGround(doc: PDFKit.PDFDocument, palette: BrandPalette): void {
  // The portal's shield (components/layout/authority-mark.tsx), drawn on 38 by 42.
  doc
    .save()
    .translate(mm(BODY.x), mm(15))
    .scale(mm(11) / 38)
  doc.path('M0 0h38v26.5L19 42 0 26.5z').fill(palette.brandText)
  doc.path('M0 25.6 9.5 21 19 25.6 28.5 21 38 25.6v.9L34.1 30H3.9L0 26.5z').fill(COLOURS.sun)
  doc.restore()

  doc.roundedRect(mm(BODY.x), mm(CODE_BOX.y), mm(BODY.width), mm(CODE_BOX.height), 14).fill(palette.brandSoft)
  for (let i = 0; i < 3; i++)
    doc.circle(mm(BODY.x + 4.5), mm(STEPS_Y + i * STEP + 4.5), mm(4.5)).fill(palette.brand)
  drawLine(doc, BODY.x, BODY.x + BODY.width, FOOT_Y, COLOURS.line)
  for (const fold of FOLDS) drawLine(doc, 4, 8, fold, COLOURS.control)
}

function drawLine(doc: PDFKit.PDFDocument, from: number, to: number, y: number, colour: string): void {
  doc.lineWidth(0.6).moveTo(mm(from), mm(y)).lineTo(mm(to), mm(y)).stroke(colour)
}
