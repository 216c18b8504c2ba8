import type { PayfipFault } from './rules/attempt'

/** What the parent reads of a fault, and what an agent or the operator has to do, for the log. */
type FaultWords = { parent: string; agent: string }

const NOT_OPEN =
  'Le paiement en ligne n’est pas ouvert pour le moment. Rien n’a été débité. Payez d’une autre façon, ou réessayez plus tard.'

const TO_REPORT =
  'Le service de paiement n’accepte pas cette facture. Rien n’a été débité. Signalez-le à la collectivité, qui vous dira comment la payer.'

/** The codes of functional faults (REFERENCE §1.7). T3, E1 and O1 are from memory: the DGFiP's annex was not read. */
const FUNCTIONAL: Record<string, FaultWords> = {
  S1: {
    parent: NOT_OPEN,
    agent:
      'PayFiP refuse le mode de saisie : vérifiez que le réglage est T (test), X (activation) ou W (production).',
  },
  T1: {
    parent: NOT_OPEN,
    agent: 'Le numéro client PayFiP est mal formé : il a six chiffres. Corrigez-le dans les réglages.',
  },
  T2: {
    parent: NOT_OPEN,
    agent: 'PayFiP ne connaît pas ce numéro client : comparez-le à celui que la DGFiP a donné à la régie.',
  },
  T3: {
    parent: NOT_OPEN,
    agent: 'Le contrat PayFiP de ce numéro client semble fermé ou pas encore actif : demandez à la DGFiP.',
  },
  T4: {
    parent: NOT_OPEN,
    agent: 'Ce numéro client n’a pas accès au service web de PayFiP : demandez-le à la DGFiP pour la régie.',
  },
  R3: {
    parent: TO_REPORT,
    agent:
      'PayFiP refuse la référence : il faut 6 à 30 lettres ou chiffres. Vérifiez la numérotation des factures.',
  },
  E1: {
    parent: TO_REPORT,
    agent: 'PayFiP refuse l’exercice : il faut une année en quatre chiffres.',
  },
  O1: {
    parent: TO_REPORT,
    agent: 'PayFiP refuse l’objet : il faut moins de 100 lettres sans accent, chiffres ou espaces.',
  },
  M1: {
    parent: TO_REPORT,
    agent: 'PayFiP refuse le montant : il faut un nombre entier de centimes.',
  },
  M3: {
    parent:
      'Le paiement en ligne commence à 1 €. Rien n’a été débité. Payez cette somme à la régie, ou avec la prochaine facture.',
    agent: 'Le montant est sous le minimum de 1 € de PayFiP : il se paie à la régie.',
  },
  M5: {
    parent:
      'Cette somme dépasse ce qui peut être payé en ligne en une fois. Rien n’a été débité. Demandez à la collectivité comment la payer.',
    agent:
      'Le montant dépasse le plafond du contrat PayFiP : la famille paie autrement, ou la DGFiP relève le plafond.',
  },
  A1: {
    parent:
      'Il faut une adresse e-mail pour payer en ligne : le reçu y est envoyé. Ajoutez-la à votre compte, puis recommencez.',
    agent: 'L’adresse e-mail de la personne qui paie manque.',
  },
  A2: {
    parent:
      'Le service de paiement n’accepte pas votre adresse e-mail (6 à 80 caractères). Changez-la dans votre compte, puis recommencez.',
    agent: 'PayFiP refuse l’adresse e-mail de la personne qui paie.',
  },
  N1: {
    parent: NOT_OPEN,
    agent:
      'PayFiP refuse l’adresse de notification : vérifiez APP_URL (moins de 250 caractères, domaine déclaré à la DGFiP).',
  },
  D1: {
    parent: NOT_OPEN,
    agent:
      'PayFiP refuse l’adresse de retour : vérifiez APP_URL (moins de 250 caractères, adresse complète).',
  },
  P1: {
    parent:
      'Le service de paiement ne connaît plus cette demande de paiement. Vous pouvez en faire une autre.',
    agent:
      'L’idOp est inconnu de PayFiP, ou effacé parce que le paiement n’a pas été commencé : rien à faire.',
  },
  P3: {
    parent:
      'La page de paiement a déjà été ouverte : elle ne sert qu’une fois. Si vous n’avez pas payé, revenez à la facture pour recommencer.',
    agent: 'L’idOp a déjà servi : le parent recommence depuis la facture.',
  },
  P4: {
    parent:
      'La page de paiement devait être ouverte dans les 15 minutes. Rien n’a été débité. Revenez à la facture pour recommencer.',
    agent: 'L’idOp a plus de 15 minutes : le parent recommence depuis la facture.',
  },
  P5: {
    parent:
      'Le résultat du paiement n’est pas encore connu. Ne payez pas une seconde fois : cette page le dira dès qu’il arrive.',
    agent: 'Le résultat n’est pas encore connu de PayFiP : le portail le redemande tout seul.',
  },
}

const UNKNOWN: FaultWords = {
  parent: TO_REPORT,
  agent: 'PayFiP refuse avec un code que le portail ne connaît pas : cherchez-le dans le guide de la DGFiP.',
}

const TECHNICAL: FaultWords = {
  parent:
    'Le service de paiement ne répond pas. Si vous n’avez pas encore payé, réessayez dans une demi-heure ; sinon, ne payez pas une seconde fois : le portail redemandera le résultat.',
  agent:
    'PayFiP n’a pas pu répondre : le portail redemande dans 30 minutes. Si cela dure, regardez l’état du service et la sortie vers internet.',
}

/** What a parent reads of a fault, in French. */
export function faultForParent(fault: PayfipFault): string {
  return wordsOf(fault).parent
}

/** What an agent or the operator reads of it in the log, with its code. */
export function faultForAgent(fault: PayfipFault): string {
  return `${wordsOf(fault).agent} (${fault.code})`
}

function wordsOf({ kind, code }: PayfipFault): FaultWords {
  if (kind === 'TECHNICAL') return TECHNICAL
  return Object.hasOwn(FUNCTIONAL, code) ? FUNCTIONAL[code]! : UNKNOWN
}
