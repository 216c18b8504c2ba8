import type { Random } from './random'

/** First names that go together, for the adults and the children of an invented family. */
type Names = { women: string[]; men: string[]; girls: string[]; boys: string[] }

const NAMES = {
  french: {
    women: [
      'Camille',
      'Élodie',
      'Aurélie',
      'Céline',
      'Marine',
      'Hélène',
      'Claire',
      'Mathilde',
      'Agnès',
      'Solène',
    ],
    men: [
      'Julien',
      'Thomas',
      'Benoît',
      'Mathieu',
      'Rémi',
      'Étienne',
      'Guillaume',
      'François',
      'Loïc',
      'Jérôme',
    ],
    girls: ['Louise', 'Jade', 'Alice', 'Manon', 'Rose', 'Zoé', 'Léonie', 'Margaux', 'Capucine', 'Inès'],
    boys: ['Gabriel', 'Louis', 'Arthur', 'Jules', 'Hugo', 'Maël', 'Timéo', 'Anatole', 'Gaspard', 'Raphaël'],
  },
  maghreb: {
    women: ['Samira', 'Leïla', 'Nawel', 'Yasmina', 'Houda', 'Karima'],
    men: ['Mehdi', 'Rachid', 'Sofiane', 'Youssef', 'Nabil', 'Walid'],
    girls: ['Lina', 'Nour', 'Aya', 'Sirine', 'Maïssa', 'Assia'],
    boys: ['Adam', 'Ilyès', 'Rayan', 'Naïm', 'Amine', 'Yanis'],
  },
  africa: {
    women: ['Aminata', 'Fatou', 'Awa', 'Grâce', 'Mariam', 'Nadège'],
    men: ['Moussa', 'Ibrahima', 'Cheikh', 'Serge', 'Boubacar', 'Patrice'],
    girls: ['Aïssatou', 'Kadiatou', 'Naomi', 'Oumou', 'Salomé', 'Divine'],
    boys: ['Ismaël', 'Abdou', 'Noah', 'Souleymane', 'Isaac', 'Malik'],
  },
  asia: {
    women: ['Linh', 'Mei', 'Thuy', 'Priya', 'Sophea', 'Anjali'],
    men: ['Minh', 'Wei', 'Duc', 'Arun', 'Vuthy', 'Rajiv'],
    girls: ['Mai', 'Lina', 'Emma', 'Maya', 'Chloé', 'Anh'],
    boys: ['Léo', 'Kim', 'Nathan', 'Ravi', 'Hugo', 'Tao'],
  },
  south: {
    women: ['Chiara', 'Ana', 'Carla', 'Inês', 'Lucía', 'Paola'],
    men: ['Marco', 'Paulo', 'Diego', 'Rui', 'Sandro', 'Miguel'],
    girls: ['Mila', 'Giulia', 'Lola', 'Clara', 'Alba', 'Luna'],
    boys: ['Enzo', 'Mateo', 'Tiago', 'Luca', 'Pablo', 'Nino'],
  },
  east: {
    women: ['Irina', 'Elif', 'Magdalena', 'Oksana', 'Zeynep', 'Andreea'],
    men: ['Piotr', 'Emre', 'Andrei', 'Dmytro', 'Kerem', 'Mihai'],
    girls: ['Ela', 'Sofia', 'Daria', 'Anna', 'Defne', 'Zofia'],
    boys: ['Milan', 'Deniz', 'Ivan', 'Oskar', 'Luka', 'Efe'],
  },
} satisfies Record<string, Names>

const SURNAMES: Record<keyof typeof NAMES, string[]> = {
  french: [
    'Fontaine',
    'Garnier',
    'Chevalier',
    'Marchand',
    'Lemoine',
    'Barbier',
    'Perrot',
    'Gauthier',
    'Kerbrat',
    'Etcheverry',
    'Schneider',
    'Vandamme',
    'Bonnefoy',
    'Delaunay',
    'Poirier',
    'Lacroix',
    'Thévenot',
    'Baptiste',
    'Hoarau',
  ],
  maghreb: ['Haddad', 'Bouzid', 'Mansouri', 'El Amrani', 'Ouali', 'Cherif', 'Belkacem'],
  africa: ['Diallo', 'Ndiaye', 'Koné', 'Mbemba', 'Okafor', 'Rakotomalala', 'Sarr'],
  asia: ['Tran', 'Chen', 'Sok', 'Sivakumar', 'Pham', 'Singh'],
  south: ['Fernandes', 'Rossi', 'Da Silva', 'Lopez', 'Moretti', 'Carvalho'],
  east: ['Kowalski', 'Yılmaz', 'Popescu', 'Kovalenko', 'Demir', 'Petrov'],
}

/** The surnames of the families without a story, with the names that go with each, in a fixed order. */
export const SURNAMES_WITH_NAMES: { surname: string; names: Names }[] = Object.entries(SURNAMES).flatMap(
  ([origin, surnames]) =>
    surnames.map((surname) => ({ surname, names: NAMES[origin as keyof typeof NAMES] })),
)

const STREETS = [
  'rue des Tilleuls',
  'rue de la Fontaine',
  'avenue Jean-Jaurès',
  'rue du Moulin',
  'impasse des Lilas',
  'rue Simone-de-Beauvoir',
  'allée des Châtaigniers',
  'rue de l’Église',
  'chemin des Vignes',
  'rue Pasteur',
  'place du Marché',
  'rue Louise-Michel',
  'rue des Écoles',
  'résidence du Parc',
  'quai de la Loire',
]
const PROFESSIONS = [
  'Infirmière',
  'Enseignant',
  'Conducteur de bus',
  'Comptable',
  'Aide-soignante',
  'Menuisier',
  'Développeuse',
  'Restaurateur',
  'Assistante maternelle',
  'Agent de sécurité',
  'Pharmacienne',
  'Mécanicien',
  'Ingénieur',
  'Vendeuse',
  'Jardinier',
  'Cadre administratif',
  'Électricienne',
  'Étudiante',
  'Boulanger',
  'Architecte',
]

/** A street and number of Vallombreuse. */
export function inventAddress(random: Random) {
  return {
    addressLine: `${1 + random.below(90)} ${random.pick(STREETS)}`,
    addressComplement: random.chance(0.2)
      ? `Bâtiment ${random.pick(['A', 'B', 'C'])}, ${1 + random.below(4)}e étage`
      : null,
    postalCode: '45990',
    city: 'Vallombreuse',
  }
}

/** A mobile number of the range that ARCEP keeps for fiction (06 39 98 00 00 to 06 39 98 99 99). */
export function inventMobile(random: Random): string {
  return `063998${String(random.below(10_000)).padStart(4, '0')}`
}

export const inventProfession = (random: Random): string => random.pick(PROFESSIONS)

/** A dossier's e-mail address: the names without accents or signs. */
export function inventEmail(firstNames: string, lastName: string): string {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/ı/g, 'i')
      .replace(/[^a-z]/gi, '')
      .toLowerCase()
  return `${plain(firstNames)}.${plain(lastName)}@exemple.example`
}
