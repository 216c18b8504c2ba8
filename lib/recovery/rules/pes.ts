import type { Day } from '@/lib/core/day'
import type { Centimes } from '@/lib/core/money'
import type { PesSettings } from './settings'

// The PES v2 « recette » file of a rôle (ORMC), as REFERENCE §10.3 tells it (docs/decisions/pes.md).

/** An invoice of a bordereau, and who owes it. `number`: of the invoice, without sign (« 2026000042 »). */
export type PesPiece = {
  position: number
  number: string
  month: string
  amount: Centimes
  /** The debtor in the collectivité's books. */
  reference: string
  title: 'MME' | 'M'
  lastName: string
  firstName: string
  street: string
  postalCode: string
  city: string
}

export type PesBatch = { year: number; number: number; on: Day; pieces: readonly PesPiece[] }

/** The names of the settings that a file can't do without, in the words of their screen. */
export const PES_LABELS = {
  sigle: 'Sigle de l’émetteur',
  address: 'Adresse de l’émetteur',
  idPost: 'Code du poste comptable',
  siret: 'SIRET du budget',
  codCol: 'Code collectivité',
  codBud: 'Code budget',
  nature: 'Nature',
  codProdLoc: 'Code produit local',
} as const satisfies Partial<Record<keyof PesSettings, string>>

/** What is still to be set before a file can be written. */
export function missingForPes(settings: PesSettings): (keyof typeof PES_LABELS)[] {
  return (Object.keys(PES_LABELS) as (keyof typeof PES_LABELS)[]).filter((key) => settings[key] === '')
}

/** A text as the file takes it: capitals without accents, cut at a length; what it does not know becomes a space. */
export function pesText(text: string, most: number): string {
  return text
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'OE')
    .replaceAll('æ', 'ae')
    .replaceAll('Æ', 'AE')
    .replaceAll('’', "'")
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9 '()+,./:-]/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, most)
    .trim()
}

/** « 45.30 ». */
export const pesAmount = (amount: Centimes) => (amount / 100).toFixed(2)

/**
 * The key modulo 11 of a debt: weights 2 to 7 from the right over the figures (what is no figure counts 0), 11 less the
 * rest; above 9 it is 1.
 */
export function keyModulo11(parts: string): number {
  const sum = [...parts]
    .reverse()
    .reduce((all, sign, index) => all + (/\d/.test(sign) ? Number(sign) : 0) * (2 + (index % 6)), 0)
  const key = 11 - (sum % 11)
  return key > 9 ? 1 : key
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXY'

/** The key modulo 23 of a debt: the letter of the rest. */
export function keyModulo23(figures: string): string {
  return LETTERS[Number(BigInt(figures) % 23n)]!
}

const MONTH_SIGNS = '123456789ABC'

/** The keys of an invoice in a bordereau. */
export function keysOf(
  { codCol }: Pick<PesSettings, 'codCol'>,
  { number, year, on }: Pick<PesBatch, 'number' | 'year' | 'on'>,
  piece: Pick<PesPiece, 'number'>,
): { cle1: number; cle2: string } {
  const exercice = String(year).slice(-2)
  const month = on.slice(5, 7)
  const debt = piece.number.padStart(13, '0')
  return {
    cle1: keyModulo11(`${codCol}${number}${exercice}${month}${debt}`),
    cle2: keyModulo23(`${exercice}${month}00${debt}`),
  }
}

/** The name of the file of a bordereau. */
export function pesFileName({ siret }: Pick<PesSettings, 'siret'>, { year, number }: PesBatch): string {
  return `PESORMC_${siret}_${year}_${String(number).padStart(7, '0')}.xml`
}

/** An element of the file: with a value in its attribute V, or with others in it. */
const valued = (name: string, value: string | number) =>
  `<${name} V="${String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}"/>`
const holding = (name: string, ...inside: string[]) => `<${name}>${inside.join('')}</${name}>`

/**
 * The file of a bordereau: PESORMC, each value in an attribute V, to be written in ISO-8859-1. One piece for each invoice,
 * of one line.
 *
 * @param settings whole: `missingForPes` finds nothing
 */
export function pesFile(settings: PesSettings, batch: PesBatch): string {
  const { year, number, on, pieces } = batch
  const total = pieces.reduce((sum, { amount }) => sum + amount, 0)
  const envelope = holding(
    'Enveloppe',
    holding(
      'Parametres',
      valued('Version', 2),
      valued('TypFic', 'PESORMC'),
      valued('NomFic', pesFileName(settings, batch)),
    ),
    holding(
      'Emetteur',
      valued('Sigle', pesText(settings.sigle, 32)),
      valued('Adresse', pesText(settings.address, 100)),
    ),
  )
  const header = holding(
    'EnTetePES',
    valued('DteStr', on),
    valued('IdPost', settings.idPost),
    valued('IdColl', settings.siret),
    valued('CodCol', settings.codCol),
    valued('CodBud', settings.codBud),
    ...(settings.budgetLabel ? [valued('LibelleColBud', pesText(settings.budgetLabel, 100))] : []),
  )
  const block = holding(
    'BlocBordereau',
    valued('Exer', year),
    valued('IdBord', number),
    valued('DteBordEm', on),
    valued('TypBord', '06'),
    valued('NbrPce', pieces.length),
    valued('MtBordHt', pesAmount(total)),
    valued('DteAsp', on),
    valued('Objet', pesText(`Factures impayées, bordereau ${number}`, 160)),
  )
  return [
    '<?xml version="1.0" encoding="ISO-8859-1"?>\n',
    '<n:PES_Aller xmlns:n="http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller"',
    ' xmlns:reca="http://www.minefi.gouv.fr/cp/helios/pes_v2/recette/r0/aller"',
    ' xmlns:cm="http://www.minefi.gouv.fr/cp/helios/pes_v2/commun">',
    envelope,
    header,
    holding(
      'PES_RecetteAller',
      holding('EnTeteRecette', valued('IdVer', 2), valued('InfoDematerialisee', 0)),
      holding('Bordereau', block, ...pieces.map((piece) => pieceOf(settings, batch, piece))),
    ),
    '</n:PES_Aller>\n',
  ].join('')
}

function pieceOf(settings: PesSettings, batch: PesBatch, piece: PesPiece): string {
  const subject = pesText(`Facture ${piece.number} ${piece.month}`, 160)
  const { cle1, cle2 } = keysOf(settings, batch, piece)
  return holding(
    'Piece',
    holding(
      'BlocPiece',
      valued('IdPce', piece.position),
      valued('TypPce', '15'),
      valued('NatPce', '01'),
      valued('ObjPce', subject),
      valued('NumDette', piece.number),
      valued('Per', MONTH_SIGNS[Number(batch.on.slice(5, 7)) - 1]!),
      valued('Cle1', cle1),
      valued('Cle2', cle2),
      valued('NumeroFacture', piece.number),
    ),
    holding(
      'LigneDePiece',
      holding(
        'BlocLignePiece',
        holding(
          'InfoLignePiece',
          valued('IdLigne', 1),
          valued('ObjLignePce', subject),
          valued('CodProdLoc', settings.codProdLoc),
          valued('Nature', settings.nature),
          valued('Majo', 0),
          valued('TvaIntraCom', 0),
          valued('MtHT', pesAmount(piece.amount)),
        ),
      ),
      debtorOf(piece),
    ),
  )
}

function debtorOf({ reference, title, lastName, firstName, street, postalCode, city }: PesPiece): string {
  return holding(
    'Tiers',
    holding(
      'InfoTiers',
      valued('RefTiers', pesText(reference, 30)),
      valued('CatTiers', '01'),
      valued('NatJur', '01'),
      valued('TypTiers', '01'),
      valued('Civilite', title),
      valued('Nom', pesText(lastName, 38)),
      valued('Prenom', pesText(firstName, 38)),
    ),
    holding(
      'Adresse',
      valued('TypAdr', '1'),
      valued('Adr2', pesText(street, 38)),
      valued('CP', postalCode),
      valued('Ville', pesText(city, 38)),
      valued('CodRes', '0'),
    ),
  )
}
