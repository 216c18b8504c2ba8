import { formatDay, type Day } from '@/lib/core/day'
import type { MailContent } from '@/lib/core/mail-layout'
import type { AgentRole } from '@/lib/generated/prisma/enums.ts'

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

export const BENEFIT_LABELS = { CAF: 'CAF', MSA: 'MSA' } as const

export const YES_NO = { true: 'Oui', false: 'Non' } as const

export const ALLERGY_KINDS = { FOOD: 'Alimentaire', DRUG: 'Médicamenteuse', OTHER: 'Autre' } as const

export const ALLERGY_SEVERITIES = {
  MILD: 'Légère',
  MODERATE: 'Modérée',
  SEVERE: 'Sévère (urgence vitale)',
  UNKNOWN: 'Je ne sais pas',
} as const

export const CONTACT_LINKS = {
  GRANDPARENT: 'Grand-parent',
  STEP_PARENT: 'Beau-parent',
  SIBLING: 'Frère ou sœur',
  FAMILY: 'Autre membre de la famille',
  CHILDMINDER: 'Assistant maternel ou garde',
  NEIGHBOUR: 'Voisin ou ami',
  OTHER: 'Autre',
} as const

/** An agent, by role, as parents read who consulted their data: never by name. */
export const READERS = {
  ADMINISTRATOR: 'un agent de l’administration',
  FAMILY_SERVICE: 'un agent du service famille',
  BILLING: 'un agent de la régie',
  ON_SITE: 'un agent de l’équipe sur place',
} as const satisfies Record<AgentRole, string>

/** Reasons that an agent picks instead of typing them; the family reads them as they are. */
export const CANNED_REASONS = [
  'Merci de joindre un justificatif de domicile de moins de trois mois.',
  'Merci de joindre une pièce d’identité ou un acte de naissance.',
  'Cette information ne correspond pas aux documents que nous avons.',
  'Cette modification se fait au guichet du service famille, avec les deux responsables.',
] as const

export const CHANGE_MESSAGES = {
  waits: (askedBy: string, askedOn: string) =>
    `En attente de validation · demandé par ${askedBy} le ${askedOn}`,
  refused: (reason: string, decidedOn: string) => `Refusé le ${decidedOn}. Motif : ${reason}`,
  checkedWithin: (delay: string) => `toute modification est vérifiée par la mairie, en général sous ${delay}`,
  movedMeanwhile: (labels: string) =>
    `Cette information a changé pendant que vous remplissiez le formulaire : ${labels}. Relisez la nouvelle valeur avant de la modifier.`,
  standsNow: (value: string) =>
    `Cette information a changé entre-temps. Valeur actuelle : ${value}. Envoyez à nouveau pour la remplacer.`,
  askedElsewhere: (labels: string) =>
    `L’autre foyer de l’enfant a déjà demandé une modification, qui attend la mairie : ${labels}.`,
  notYet: 'Pas encore au dossier',
  removalAsked: 'Retrait demandé',
  added: 'Ajout',
  removed: 'Retrait',
  erased: 'Effacé : un an après la décision',
  nothingAsked: 'Rien n’a changé : corrigez au moins un champ avant d’envoyer.',
  noLongerWaits:
    'Cette modification n’est plus en attente : elle a été retirée, ou la mairie y a répondu. Rechargez la page.',
  reasonMissing: 'Écrivez le motif du refus : la famille le lira.',
  reasonTooLong: 'Le motif est trop long : 500 signes au plus.',
  alreadyDecided: (accepted: boolean, who: string, when: string) =>
    `déjà ${accepted ? 'accepté' : 'refusé'} par ${who}, ${when}.`,
  withdrawnMeanwhile: 'la famille a retiré sa demande.',
  readAgain:
    'la demande ou la valeur en vigueur a changé pendant que vous décidiez : relisez avant de décider.',
  toRead:
    'Une des modifications cochées est à lire avant de décider : rien n’a été accepté. Ouvrez ce dossier.',
  nothingTicked: 'Cochez au moins un dossier.',
  nothingDecided: 'Choisissez « Accepter » ou « Refuser » pour au moins un champ.',
} as const

type MailedDecision = { person: string; label: string; accepted: boolean }

/** The mail that tells decisions: names of fields and verdicts. Values and reasons are read in the dossier only. */
export function decisionMail(decisions: MailedDecision[], url: string): MailContent {
  const accepted = decisions.filter((decision) => decision.accepted)
  const refused = decisions.filter((decision) => !decision.accepted)
  const list = (some: MailedDecision[]) =>
    [...new Set(some.map(({ person, label }) => `${person} : ${inSentence(label)}`))].join(' ; ')
  const counts = [
    accepted.length > 0 && plural(accepted.length, 'modification acceptée', 'modifications acceptées'),
    refused.length > 0 && plural(refused.length, 'refusée', 'refusées'),
  ].filter(Boolean)
  return {
    subject: `Votre dossier : ${accepted.length > 0 ? counts.join(', ') : plural(refused.length, 'modification refusée', 'modifications refusées')}`,
    paragraphs: [
      'La mairie a répondu aux modifications demandées dans votre dossier famille.',
      ...(accepted.length > 0 ? [`Accepté : ${list(accepted)}.`] : []),
      ...(refused.length > 0
        ? [
            `Refusé : ${list(refused)}. Le motif est écrit dans votre dossier ; vous pouvez y corriger votre demande.`,
          ]
        : []),
    ],
    button: { label: 'Voir mon dossier', url },
  }
}

/** Tells a parent that the child's other family changed what both share: the sections alone. */
export function sharedChangeMail(firstName: string, sections: string[], url: string): MailContent {
  return {
    subject: `Le dossier de ${firstName} a changé`,
    paragraphs: [
      `Le dossier de ${firstName}, que vous partagez avec son autre parent, a changé : ${sections.map(inSentence).join(', ')}.`,
      'Le détail se lit dans le dossier. Si quelque chose vous semble inexact, vous pouvez y demander une correction.',
    ],
    button: { label: `Voir le dossier de ${firstName}`, url },
  }
}

/** « 1 modification envoyée », « 2 modifications envoyées ». */
export function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString('fr-FR')}\u00a0${count > 1 ? many : one}`
}

/** A label inside a sentence: « Régime alimentaire » gives « régime alimentaire », « PAI » stays. */
export function inSentence(label: string): string {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLocaleLowerCase('fr-FR') + label.slice(1)
}

/** What accepting another diet changes for the kitchen. `from` is the first meal: « lundi 30 novembre ». */
export function dietEffect(meals: number, firstName: string, diet: string, from: string): string {
  const what =
    meals > 1 ? `${meals} repas réservés de ${firstName} passent` : `1 repas réservé de ${firstName} passe`
  return `Effet : ${what} en « ${diet} » à partir du ${from}.`
}

/** What became of a section just saved, in one sentence; null when nothing was. */
export function savedMessage(counts: { sent: number; settled: number; withdrawn: number }): string | null {
  const { sent, settled, withdrawn } = counts
  const parts = [
    sent > 0 && `${plural(sent, 'modification envoyée', 'modifications envoyées')} à la mairie`,
    settled > 0 && plural(settled, 'modification enregistrée', 'modifications enregistrées'),
    withdrawn > 0 && plural(withdrawn, 'demande retirée', 'demandes retirées'),
  ].filter(Boolean)
  return parts.length > 0 ? `${parts.join(', ')}.` : null
}

/** What became of the agent's decisions, in one sentence; null when none was taken. */
export function decidedMessage({ accepted, refused }: { accepted: number; refused: number }): string | null {
  const parts = [
    accepted > 0 && plural(accepted, 'modification acceptée', 'modifications acceptées'),
    refused > 0 && plural(refused, 'modification refusée', 'modifications refusées'),
  ].filter(Boolean)
  return parts.length > 0 ? `${parts.join(', ')}. La famille est prévenue par e-mail.` : null
}

/** What a mode is called, and what it means for families. */
export const MODE_LABELS = {
  HIDDEN: 'Masqué',
  READ_ONLY: 'Lecture seule',
  VALIDATED: 'À valider',
  FREE: 'Libre',
} as const

export const MODE_MEANINGS = {
  HIDDEN: 'les familles ne le voient plus, nulle part ; les agents continuent de le voir',
  READ_ONLY: 'les familles le lisent ; seuls les agents le changent',
  VALIDATED: 'les familles demandent un changement ; un agent l’accepte ou le refuse',
  FREE: 'ce que les familles écrivent prend effet aussitôt, sans validation',
} as const

export const SETTING_MESSAGES = {
  nothing: 'Rien n’a changé : ces réglages sont déjà ceux en vigueur.',
  moved: 'Un autre administrateur vient de changer ces réglages. Relisez-les, puis recommencez.',
  modeUnknown: 'Choisissez un des modes proposés.',
  labelTaken: 'Une autre autorisation porte déjà ce nom.',
  diseaseUnknown: 'Choisissez une des maladies proposées.',
  overlap:
    'Des enfants nés dans cette période ont déjà une règle pour cette maladie : changez-la, ou les dates de celle-ci.',
} as const

/** What a changed setting of a unit means for families from now on, in sentences. */
export function settingEffects(
  label: string,
  effect: { mode: keyof typeof MODE_MEANINGS | null; asked: string[]; freed: string[]; waiting: number },
): string[] {
  const { mode, asked, freed, waiting } = effect
  const fields = (names: string[]) =>
    names.length === 1 && names[0] === label ? '' : ` (${names.map(inSentence).join(', ')})`
  return [
    ...(mode ? [`${label} : ${MODE_MEANINGS[mode]}.`] : []),
    ...(asked.length > 0 ? [`${label} : désormais obligatoire${fields(asked)}.`] : []),
    ...(freed.length > 0 ? [`${label} : désormais facultatif${fields(freed)}.`] : []),
    ...(mode && waiting > 0
      ? [
          `${label} : ${plural(waiting, 'modification demandée avant attend', 'modifications demandées avant attendent')} toujours votre décision.`,
        ]
      : []),
  ]
}

/** The diseases of the vaccine schedule, by the code that vaccines cover. */
export const DISEASES = {
  DTP: 'Diphtérie, tétanos, poliomyélite',
  PERTUSSIS: 'Coqueluche',
  HIB: 'Haemophilus influenzae b',
  HEPATITIS_B: 'Hépatite B',
  PNEUMOCOCCUS: 'Pneumocoque',
  MENINGOCOCCUS_ACWY: 'Méningocoques ACWY',
  MENINGOCOCCUS_B: 'Méningocoque B',
  MENINGOCOCCUS_C: 'Méningocoque C',
  MMR: 'Rougeole, oreillons, rubéole',
} as const

/** « Enfants nés du 1er janvier 2018 au 31 décembre 2024 ». */
export function bornInWords({ bornFrom, bornUntil }: { bornFrom: Day; bornUntil: Day | null }): string {
  const from = formatDay(bornFrom, 'long')
  return bornUntil
    ? `enfants nés du ${from} au ${formatDay(bornUntil, 'long')}`
    : `enfants nés depuis le ${from}`
}

/** « 3 injections, à 2, 4 et 11 mois ». */
export function dosesInWords(months: readonly number[]): string {
  return `${plural(months.length, 'injection', 'injections')}, à ${new Intl.ListFormat('fr-FR').format(months.map(String))} mois`
}
