import { KEPT, type OpenReason, type RuleId } from './rules'

/** A rule as agents read it: of what, how long, then what, and by which text. */
export type RuleWords = {
  data: string
  kept: string
  then: string
  source: string
  /** What is counted: « 3 comptes ». */
  one: string
  many: string
}

const GUIDE = 'RGPD, article 5 ; proposition du portail, à valider'

const years = (months: number) => `${months / 12} ans`

export const RULE_WORDS: Record<RuleId, RuleWords> = {
  change: {
    data: 'Valeurs protégées d’une modification décidée (santé, banque, revenus)',
    kept: 'Un an après la décision',
    then: 'Les valeurs avant et après sont effacées ; la ligne d’historique reste',
    source: 'RGPD, article 5 (minimisation)',
    one: 'modification',
    many: 'modifications',
  },
  health: {
    data: 'Données de santé d’un enfant : allergies, vaccins, traitements, PAI et ses documents',
    kept: 'L’année scolaire de la dernière inscription ou mise à jour, plus un mois pour les réinscriptions de septembre',
    then: 'Effacées',
    source: GUIDE,
    one: 'enfant',
    many: 'enfants',
  },
  careplan: {
    data: 'PAI terminé d’un enfant toujours inscrit',
    kept: 'L’année scolaire de sa fin, plus un mois',
    then: 'Consignes et date effacées',
    source: GUIDE,
    one: 'PAI',
    many: 'PAI',
  },
  healthDocument: {
    data: 'Documents de santé expirés',
    kept: 'L’année scolaire de leur fin, plus un mois',
    then: 'Effacés',
    source: GUIDE,
    one: 'document',
    many: 'documents',
  },
  mandate: {
    data: 'Mandats de prélèvement qui ont pris fin',
    kept: `${KEPT.mandate} mois après leur révocation, ou après ${KEPT.mandateLapse} mois sans inscription ni réservation de la famille`,
    then: 'Effacés ; celui d’une famille effacée reste jusque-là, comme preuve',
    source:
      'Délai de contestation d’un prélèvement : code monétaire et financier, article L133-24 ; règles SEPA (caducité à 36 mois)',
    one: 'mandat',
    many: 'mandats',
  },
  bank: {
    data: 'Coordonnées bancaires d’une famille qui n’est plus inscrite',
    kept: `${KEPT.bank} mois après la dernière inscription ou mise à jour, et tant qu’un mandat de prélèvement est gardé`,
    then: 'Effacées',
    source: 'Délai de contestation d’un prélèvement : code monétaire et financier, article L133-24',
    one: 'famille',
    many: 'familles',
  },
  code: {
    data: 'Codes abonné jamais utilisés',
    kept: 'Un an après leur fin',
    then: 'Effacés',
    source: GUIDE,
    one: 'code',
    many: 'codes',
  },
  mail: {
    data: 'E-mails envoyés par le portail',
    kept: `${KEPT.mail} mois`,
    then: 'Effacés',
    source: GUIDE,
    one: 'e-mail',
    many: 'e-mails',
  },
  importRun: {
    data: 'Reprises de données et leurs comptes rendus',
    kept: 'Un an',
    then: 'Effacés ; les fichiers le sont dès la fin de la reprise',
    source: GUIDE,
    one: 'reprise',
    many: 'reprises',
  },
  invoice: {
    data: 'Factures émises, avoirs et paiements',
    kept: `${KEPT.invoiceYears} ans après leur année, et tant qu’une facture d’une famille encore présente n’est pas soldée`,
    then: 'Effacés ; ceux d’une famille effacée restent jusque-là, sans son dossier',
    source: 'Code de commerce, article L123-22 (pièces comptables)',
    one: 'facture',
    many: 'factures',
  },
  payment: {
    data: 'Avances d’une famille effacée',
    kept: `${KEPT.invoiceYears} ans après leur année`,
    then: 'Effacées',
    source: 'Code de commerce, article L123-22 (pièces comptables)',
    one: 'paiement',
    many: 'paiements',
  },
  access: {
    data: 'Journal des connexions et des lectures',
    kept: 'Douze mois',
    then: 'Effacé',
    source: 'CNIL, délibération 2021-122 (journalisation)',
    one: 'ligne',
    many: 'lignes',
  },
  journal: {
    data: 'Journal de ce qui a été fait (dossiers, demandes, réglages)',
    kept: 'Quatre ans',
    then: 'Effacé',
    source: 'Prescription quadriennale : loi n° 68-1250 du 31 décembre 1968',
    one: 'ligne',
    many: 'lignes',
  },
  accountWarning: {
    data: 'Comptes de citoyens sans activité',
    kept: `${years(KEPT.inactiveAccount)} moins ${KEPT.accountWarningDays} jours`,
    then: 'Un e-mail prévient',
    source: GUIDE,
    one: 'compte à prévenir',
    many: 'comptes à prévenir',
  },
  account: {
    data: 'Comptes de citoyens sans activité, prévenus',
    kept: `${years(KEPT.inactiveAccount)}, et ${KEPT.accountWarningDays} jours après l’e-mail`,
    then: 'Effacés ; le dossier de la famille reste',
    source: GUIDE,
    one: 'compte',
    many: 'comptes',
  },
  family: {
    data: 'Familles : dossier, enfants, réservations, demandes, documents',
    kept: `${years(KEPT.family)} après la dernière inscription ou démarche d’un parent, jamais tant que quelque chose est en cours`,
    then: 'Effacées ; le journal reste, sans les noms, et les factures pour leur temps',
    source: GUIDE,
    one: 'famille',
    many: 'familles',
  },
}

/** What ends by itself within days, and what another text holds. */
export const OTHER_RULES = [
  {
    data: 'Sessions, liens de confirmation et de mot de passe, compteurs d’essais',
    kept: 'Jusqu’à leur fin, puis sept jours au plus',
    then: 'Effacés, chaque heure',
    source: 'CNIL, délibération 2022-100 (mots de passe)',
  },
  {
    data: 'Avis d’imposition et autres documents à ne lire qu’une fois',
    kept: 'Jusqu’à leur acceptation',
    then: 'Le fichier est effacé aussitôt, la décision reste',
    source: GUIDE,
  },
] as const

/** « 3 comptes », « 1 famille », « rien ». */
export function countWords(id: RuleId, count: number): string {
  const { one, many } = RULE_WORDS[id]
  return count === 0 ? 'rien' : `${count.toLocaleString('fr-FR')} ${count > 1 ? many : one}`
}

export const OPEN_WORDS = {
  ENROLLMENT: 'un enfant est encore inscrit à une activité',
  BOOKING: 'une réservation est à venir',
  REQUEST: 'une demande attend une réponse',
  CHANGE: 'une modification du dossier attend une décision',
  DOCUMENT: 'un document ou une photo attend une décision',
  MANDATE: 'un mandat de prélèvement est en vigueur : révoquez-le sur la page de la famille, à sa demande',
  BALANCE: 'son compte n’est pas soldé : une facture reste à payer, ou la mairie lui doit une somme',
} as const satisfies Record<OpenReason, string>

/** Why a family can't be erased now, in a sentence. */
export function openSentence(reasons: readonly OpenReason[]): string {
  return `Rien n’est effacé : ${reasons.map((reason) => OPEN_WORDS[reason]).join(' ; ')}. Terminez-le d’abord.`
}

export const WRONG_NAME = 'Ce n’est pas le nom de cette famille. Recopiez-le tel qu’il est écrit au-dessus.'
