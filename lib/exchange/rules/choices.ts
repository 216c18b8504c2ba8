import { quoted, value, wrong, type FieldParser, type FieldProblem } from './parsed'
import { fold } from './text'

// The cells that hold one of a closed list, as the exports spell it.

type Choices = { code: FieldProblem; thing: string; known: Record<string, string | null>; allowed: string }

/** One of a closed list, whatever the spelling. */
const oneOf =
  ({ code, thing, known, allowed }: Choices): FieldParser =>
  (text) => {
    const key = fold(text)
    return Object.hasOwn(known, key)
      ? value(known[key] ?? null)
      : wrong(code, `${thing} inconnu : ${quoted(text)}. Valeurs admises : ${allowed}.`)
  }

const spelt = (choices: Record<string, string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(choices).flatMap(([key, spellings]) => spellings.map((spelling) => [spelling, key])),
  )

export const title = oneOf({
  code: 'TITLE',
  thing: 'Titre',
  known: spelt({
    MME: ['mme', 'madame', 'mlle', 'mademoiselle', 'm me', 'f', 'feminin', 'femme'],
    M: ['m', 'mr', 'monsieur', 'masculin', 'homme', 'h'],
  }),
  allowed: 'Mme, M.',
})

export const relation = oneOf({
  code: 'RELATION',
  thing: 'Lien',
  known: spelt({
    MOTHER: ['mere', 'maman'],
    FATHER: ['pere', 'papa'],
    GUARDIAN: [
      'tuteur',
      'tutrice',
      'autre',
      'grand parent',
      'grand mere',
      'grand pere',
      'beau parent',
      'beau pere',
      'belle mere',
      'famille d accueil',
      'assistant familial',
    ],
  }),
  allowed: 'mère, père, tuteur',
})

export const sex = oneOf({
  code: 'SEX',
  thing: 'Sexe',
  known: spelt({
    F: ['f', 'fille', 'feminin', 'femme', 'mme', 'mlle', 'mademoiselle', 'madame', '2'],
    M: ['m', 'g', 'h', 'garcon', 'masculin', 'homme', 'mr', 'monsieur', '1'],
  }),
  allowed: 'F, M',
})

export const organism = oneOf({
  code: 'ORGANISM',
  thing: 'Régime',
  known: {
    ...spelt({
      CAF: [
        'caf',
        'c a f',
        'caisse d allocations familiales',
        'allocations familiales',
        'general',
        'regime general',
      ],
      MSA: ['msa', 'm s a', 'mutualite sociale agricole', 'agricole', 'regime agricole'],
    }),
    aucun: null,
    autre: null,
    neant: null,
  },
  allowed: 'CAF, MSA',
})

export const diet = oneOf({
  code: 'DIET',
  thing: 'Régime alimentaire',
  known: spelt({
    STANDARD: [
      'classique',
      'standard',
      'normal',
      'ordinaire',
      'sans restriction',
      'aucun',
      'non',
      'neant',
      'tout',
    ],
    NO_PORK: ['sans porc', 's p', 'sp', 'substitut porc', 'pas de porc'],
    NO_MEAT: ['sans viande', 's v', 'sv', 'pas de viande'],
    VEGETARIAN: ['vegetarien', 'vegetarienne', 'menu vegetarien', 'repas vegetarien'],
    OWN_MEAL: ['panier repas pai', 'panier repas', 'panier', 'pai panier', 'repas fourni', 'panier pai'],
  }),
  allowed: 'Classique, Sans porc, Sans viande, Végétarien, Panier repas PAI',
})

const YES = ['oui', 'o', 'x', '1', 'vrai', 'true']
const NO = ['non', 'n', '0', 'faux', 'false']

/** Whether a family lives in the commune: « true » or « false ». */
export const residence = oneOf({
  code: 'RESIDENCE',
  thing: 'Domicile',
  known: spelt({
    true: [...YES, 'commune', 'dans la commune', 'resident', 'habitant', 'domicilie', 'interieur'],
    false: [
      ...NO,
      'hors commune',
      'hors de la commune',
      'exterieur',
      'exterieure',
      'non resident',
      'extra muros',
      'extra communal',
    ],
  }),
  allowed: 'Commune, Hors commune',
})

/** Whether an enrolled child comes now and then: « true » or « false ». */
export const occasional = oneOf({
  code: 'FREQUENCY',
  thing: 'Rythme de venue',
  known: spelt({
    true: [
      ...YES,
      'occasionnel',
      'occasionnelle',
      'ponctuel',
      'ponctuelle',
      'exceptionnel',
      'exceptionnelle',
    ],
    false: [...NO, 'regulier', 'reguliere', 'permanent', 'permanente', 'annuel', 'annuelle'],
  }),
  allowed: 'Régulière, Occasionnelle',
})

const GRADES = ['PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2', 'ULIS']
const GRADE_NAMES: Record<string, string> = {
  'petite section': 'PS',
  'moyenne section': 'MS',
  'grande section': 'GS',
  'cours preparatoire': 'CP',
}

/** A level, alone or at the head of a class's name (« CP A », « CE1 de Mme Roux »); two levels are no level. */
export const grade: FieldParser = (text) => {
  const folded = fold(text)
  const long = Object.keys(GRADE_NAMES).find((name) => folded.startsWith(name))
  const words = folded.toUpperCase().split(' ')
  const found = long ? [GRADE_NAMES[long]!] : GRADES.filter((level) => words.includes(level))
  if (found.length === 1 && (long || words[0] === found[0])) return value(found[0]!)
  return found.length > 1
    ? wrong('GRADE', `${quoted(text)} nomme plusieurs niveaux : donnez celui de l’enfant.`)
    : wrong('GRADE', `Classe inconnue : ${quoted(text)}. Valeurs admises : ${GRADES.join(', ')}.`)
}
