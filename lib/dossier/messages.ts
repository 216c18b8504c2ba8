/** French names of the codes that fields hold. Religion is never one (CNIL): « sans porc » is a diet. */
export const TITLE_LABELS = { MME: 'Madame', M: 'Monsieur' } as const

export const SEX_LABELS = { F: 'Fille', M: 'Garçon' } as const

export const GRADE_LABELS = {
  PS: 'Petite section',
  MS: 'Moyenne section',
  GS: 'Grande section',
  CP: 'CP',
  CE1: 'CE1',
  CE2: 'CE2',
  CM1: 'CM1',
  CM2: 'CM2',
  ULIS: 'ULIS',
} as const

export const DIET_LABELS = {
  STANDARD: 'Classique',
  NO_PORK: 'Sans porc',
  NO_MEAT: 'Sans viande',
  VEGETARIAN: 'Végétarien',
  OWN_MEAL: 'Panier repas fourni par la famille',
} as const

/** Reasons that an agent picks instead of typing them; the family reads them as they are. */
export const CANNED_REASONS = [
  'Merci de joindre un justificatif de domicile de moins de trois mois.',
  'Merci de joindre une pièce d’identité ou un acte de naissance.',
  'Cette information ne correspond pas aux documents que nous avons.',
  'Cette modification se fait au guichet du service famille, avec les deux responsables.',
] as const

export const CHANGE_MESSAGES = {
  movedMeanwhile: (labels: string) =>
    `Cette information a changé pendant que vous remplissiez le formulaire : ${labels}. Relisez la nouvelle valeur avant de la modifier.`,
  askedElsewhere: (labels: string) =>
    `L’autre foyer de l’enfant a déjà demandé une modification, qui attend la mairie : ${labels}.`,
  nothingAsked: 'Rien n’a changé : corrigez au moins un champ avant d’envoyer.',
  noLongerWaits: 'Cette modification n’est plus en attente : la mairie vient d’y répondre.',
  reasonMissing: 'Écrivez le motif du refus : la famille le lira.',
  reasonTooLong: 'Le motif est trop long : 500 signes au plus.',
  nothingDecided: 'Choisissez « Accepter » ou « Refuser » pour au moins un champ.',
} as const
