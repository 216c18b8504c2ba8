import { expect, test } from '@playwright/test'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { day } from '@/lib/core/day'
import {
  keyModulo11,
  keyModulo23,
  keysOf,
  missingForPes,
  pesAmount,
  pesFile,
  pesFileName,
  pesText,
  type PesBatch,
} from '@/lib/recovery/rules/pes'
import { DEFAULT_SETTINGS, type PesSettings } from '@/lib/recovery/rules/settings'

const SETTINGS: PesSettings = {
  sigle: 'Vallombreuse',
  address: '1 place de la République, 45000 Vallombreuse',
  idPost: '045012',
  siret: '21450001300017',
  codCol: '123',
  codBud: '00',
  budgetLabel: 'Budget général',
  nature: '588',
  codProdLoc: 'CANT',
}

const BATCH: PesBatch = {
  ...{ year: 2026, number: 7, on: day('2026-11-24') },
  pieces: [
    {
      ...{ position: 1, number: '2026000042', month: 'août 2026', amount: 4_530, reference: '10087' },
      ...{ title: 'MME', lastName: 'Lefèvre-Brœgel', firstName: 'Chloé' },
      ...{ street: '12 rue de l’Églantine & du Pré', postalCode: '45110', city: 'Châteauneuf' },
    },
    {
      ...{ position: 2, number: '2026000043', month: 'août 2026', amount: 5, reference: 'f00' },
      ...{ title: 'M', lastName: 'x'.repeat(60), firstName: 'É' },
      ...{ street: '1 rue A', postalCode: '45000', city: 'B' },
    },
  ],
}

test('the key modulo 11: weights 2 to 7 from the right, 11 less the rest, above 9 it is 1, a letter counts 0', () => {
  // 3×2 + 2×3 + 1×4 = 16, rest 5.
  expect(keyModulo11('123')).toBe(6)
  // The seventh figure from the right has the weight 2 again: 1×2.
  expect(keyModulo11('1000000')).toBe(9)
  // Rest 0 gives 11, rest 1 gives 10: both 1.
  expect(keyModulo11('0')).toBe(1)
  expect(keyModulo11('6')).toBe(1)
  expect(keyModulo11('1A3')).toBe(keyModulo11('103'))
})

test('the key modulo 23 is the letter of the rest, without I, O and Z', () => {
  expect(keyModulo23('0')).toBe('A')
  expect(keyModulo23('8')).toBe('J')
  expect(keyModulo23('13')).toBe('P')
  expect(keyModulo23('22')).toBe('Y')
  expect(keyModulo23('23')).toBe('A')
  // 10^18 mod 23, by hand: 10^2 = 8, 10^4 = 18, 10^8 = 2, 10^16 = 4, 10^18 = 4×8 = 32, so 9.
  expect(keyModulo23('1000000000000000000')).toBe('K')
})

test('the keys of a debt: of the collectivité, the bordereau, the exercice, the month and the debt on 13 digits', () => {
  // By hand over « 123 7 26 11 0002026000042 », weights from the right:
  // 2×2 + 4×3 + 0… : 2,4,0,0,0,0 → 4+12 = 16; 6,2,0,2,0,0 → 12+6+0+10 = 28; 0,1,1,6,2,7 → 0+3+4+30+12+49 = 98; 3,2,1 → 6+6+4 = 16.
  // 16 + 28 + 98 + 16 = 158 = 14×11 + 4: 7.
  const keys = keysOf(SETTINGS, BATCH, { number: '2026000042' })
  expect(keys.cle1).toBe(7)
  // 26110000002026000042... worked out without BigInt, figure by figure.
  let rest = 0
  for (const figure of '2611000002026000042') rest = (rest * 10 + Number(figure)) % 23
  expect(keys.cle2).toBe('ABCDEFGHJKLMNPQRSTUVWXY'[rest])
})

test('texts are capitals without accents, cut at their length; amounts have two decimals', () => {
  expect(pesText('Élodie Brœgel, 3 rue de l’Hôtel « B »', 60)).toBe("ELODIE BROEGEL, 3 RUE DE L'HOTEL B")
  expect(pesText('Lefèvre-Durand', 8)).toBe('LEFEVRE-')
  expect([pesAmount(5), pesAmount(4_530), pesAmount(123_456)]).toEqual(['0.05', '45.30', '1234.56'])
})

test('what is missing is named, and the label of the budget is not needed', () => {
  expect(missingForPes(DEFAULT_SETTINGS)).toHaveLength(8)
  expect(missingForPes({ ...SETTINGS, budgetLabel: '' })).toEqual([])
  expect(missingForPes({ ...SETTINGS, idPost: '', codBud: '' })).toEqual(['idPost', 'codBud'])
})

/** Each element of the file with the value of its attribute V, in order: « Enveloppe/Parametres/Version=2 ». */
function elementsOf(xml: string): string[] {
  const parser = new XMLParser({ ignoreAttributes: false, preserveOrder: true, parseAttributeValue: false })
  type Node = Record<string, unknown>
  const walk = (nodes: Node[], path: string): string[] =>
    nodes.flatMap((node) => {
      const name = Object.keys(node).find((key) => key !== ':@')!
      if (name.startsWith('?')) return []
      const at = path ? `${path}/${name}` : name
      const value = (node[':@'] as Record<string, string> | undefined)?.['@_V']
      return [...(value === undefined ? [] : [`${at}=${value}`]), ...walk(node[name] as Node[], at)]
    })
  return walk(parser.parse(xml) as Node[], '').map((line) => line.replace('n:PES_Aller/', ''))
}

test('the file holds each element of a rôle, in its order, with its value', () => {
  const xml = pesFile(SETTINGS, BATCH)
  expect(XMLValidator.validate(xml)).toBe(true)
  expect(xml).toContain('<?xml version="1.0" encoding="ISO-8859-1"?>')
  expect(Buffer.from(xml, 'latin1').toString('latin1')).toBe(xml)
  const [first, second] = elementsOf(xml).reduce<string[][]>(
    (parts, line) => {
      if (line.includes('/Piece/BlocPiece/IdPce=2')) parts.push([])
      parts.at(-1)!.push(line)
      return parts
    },
    [[]],
  )
  const B = 'PES_RecetteAller/Bordereau'
  const P = `${B}/Piece`
  const L = `${P}/LigneDePiece/BlocLignePiece/InfoLignePiece`
  const T = `${P}/LigneDePiece/Tiers`
  expect(first).toEqual([
    'Enveloppe/Parametres/Version=2',
    'Enveloppe/Parametres/TypFic=PESORMC',
    'Enveloppe/Parametres/NomFic=PESORMC_21450001300017_2026_0000007.xml',
    'Enveloppe/Emetteur/Sigle=VALLOMBREUSE',
    'Enveloppe/Emetteur/Adresse=1 PLACE DE LA REPUBLIQUE, 45000 VALLOMBREUSE',
    'EnTetePES/DteStr=2026-11-24',
    'EnTetePES/IdPost=045012',
    'EnTetePES/IdColl=21450001300017',
    'EnTetePES/CodCol=123',
    'EnTetePES/CodBud=00',
    'EnTetePES/LibelleColBud=BUDGET GENERAL',
    'PES_RecetteAller/EnTeteRecette/IdVer=2',
    'PES_RecetteAller/EnTeteRecette/InfoDematerialisee=0',
    `${B}/BlocBordereau/Exer=2026`,
    `${B}/BlocBordereau/IdBord=7`,
    `${B}/BlocBordereau/DteBordEm=2026-11-24`,
    `${B}/BlocBordereau/TypBord=06`,
    `${B}/BlocBordereau/NbrPce=2`,
    `${B}/BlocBordereau/MtBordHt=45.35`,
    `${B}/BlocBordereau/DteAsp=2026-11-24`,
    `${B}/BlocBordereau/Objet=FACTURES IMPAYEES, BORDEREAU 7`,
    `${P}/BlocPiece/IdPce=1`,
    `${P}/BlocPiece/TypPce=15`,
    `${P}/BlocPiece/NatPce=01`,
    `${P}/BlocPiece/ObjPce=FACTURE 2026000042 AOUT 2026`,
    `${P}/BlocPiece/NumDette=2026000042`,
    `${P}/BlocPiece/Per=B`,
    `${P}/BlocPiece/Cle1=7`,
    expect.stringMatching(`${P}/BlocPiece/Cle2=[A-Y]$`),
    `${P}/BlocPiece/NumeroFacture=2026000042`,
    `${L}/IdLigne=1`,
    `${L}/ObjLignePce=FACTURE 2026000042 AOUT 2026`,
    `${L}/CodProdLoc=CANT`,
    `${L}/Nature=588`,
    `${L}/Majo=0`,
    `${L}/TvaIntraCom=0`,
    `${L}/MtHT=45.30`,
    `${T}/InfoTiers/RefTiers=10087`,
    `${T}/InfoTiers/CatTiers=01`,
    `${T}/InfoTiers/NatJur=01`,
    `${T}/InfoTiers/TypTiers=01`,
    `${T}/InfoTiers/Civilite=MME`,
    `${T}/InfoTiers/Nom=LEFEVRE-BROEGEL`,
    `${T}/InfoTiers/Prenom=CHLOE`,
    `${T}/Adresse/TypAdr=1`,
    `${T}/Adresse/Adr2=12 RUE DE L'EGLANTINE DU PRE`,
    `${T}/Adresse/CP=45110`,
    `${T}/Adresse/Ville=CHATEAUNEUF`,
    `${T}/Adresse/CodRes=0`,
  ])
  expect(second).toContain(`${T}/InfoTiers/Nom=${'X'.repeat(38)}`)
  expect(second).toContain(`${L}/MtHT=0.05`)
  expect(pesFileName(SETTINGS, BATCH).length).toBeLessThanOrEqual(100)
})
