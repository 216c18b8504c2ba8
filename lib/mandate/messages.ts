import { formatDay, type Day } from '@/lib/core/day'
import type { MailContent } from '@/lib/core/mail-layout'
import type { Creditor } from './rules'

/** The version of the text that is signed: a mandate keeps the one it was signed with. */
export const TEXT_VERSION = 1

/** The title that the rulebook imposes. */
export const MANDATE_TITLE = 'Mandat de prélèvement SEPA'

/** What is signed, by version, in the words of the SEPA Core rulebook (REFERENCE §6.2), paragraph by paragraph. */
export function mandateText(version: number, creditor: Pick<Creditor, 'name'>): string[] {
  if (version !== TEXT_VERSION) throw new Error(`no text of version ${version}`)
  return [
    `En signant ce formulaire de mandat, vous autorisez ${creditor.name} à envoyer des instructions à votre banque pour débiter votre compte, et votre banque à débiter votre compte conformément aux instructions de ${creditor.name}.`,
    'Vous bénéficiez du droit d’être remboursé par votre banque selon les conditions décrites dans la convention que vous avez passée avec elle. Une demande de remboursement doit être présentée dans les 8 semaines suivant la date de débit de votre compte pour un prélèvement autorisé, et au plus tard dans les 13 mois pour un prélèvement non autorisé.',
    'Vos droits concernant le présent mandat sont expliqués dans un document que vous pouvez obtenir auprès de votre banque.',
  ]
}

export const MANDATE_MESSAGES = {
  recurrent: 'Récurrent (plusieurs prélèvements)',
  noCreditor: 'La collectivité ne propose pas le prélèvement automatique pour le moment.',
  noAccount:
    'Pour payer par prélèvement, indiquez d’abord votre IBAN dans vos données bancaires : le mandat se signe dès que la mairie l’a validé.',
  accountWaits:
    'Votre compte bancaire attend la validation de la mairie : vous pourrez signer le mandat dès qu’il sera validé.',
  noAddress:
    'Le mandat porte l’adresse du titulaire : renseignez d’abord votre adresse dans votre dossier, puis revenez ici.',
  moved: 'Le compte bancaire de votre dossier vient de changer. Relisez le mandat, puis signez-le.',
  already: 'Ce mandat est déjà signé pour ce compte. Rechargez la page pour le voir.',
  revokedMeanwhile: 'Ce mandat était déjà révoqué. Rechargez la page pour le voir.',
  consentMissing: 'Cochez cette case pour signer.',
  placeMissing: 'Écrivez la commune où vous signez.',
  otherAccount: (iban: string) =>
    `Il porte sur un ancien compte (${iban}) : signez-en un nouveau pour le compte de votre dossier. L’ancien sera révoqué.`,
} as const

/** The mail that tells that a mandate was signed: its reference, never the account. */
export function signedMail(rum: string, signer: string, url: string): MailContent {
  return {
    subject: 'Votre mandat de prélèvement est signé',
    paragraphs: [
      `${signer} a signé le mandat de prélèvement ${rum} pour votre famille.`,
      'Vous serez prévenu avant chaque prélèvement. Si vous n’êtes pas d’accord, révoquez-le dans votre dossier ou appelez-nous.',
    ],
    button: { label: 'Voir le mandat', url },
  }
}

/**
 * The mail that tells that a mandate was revoked. `who`: the guardian, null for the collectivité on a guardian's request;
 * `debitedOn`: the day of a debit that the bank was already asked for.
 */
export function revokedMail(
  rum: string,
  { who, debitedOn }: { who: string | null; debitedOn: Day | null },
  url: string,
): MailContent {
  return {
    subject: 'Votre mandat de prélèvement est révoqué',
    paragraphs: [
      who
        ? `${who} a révoqué le mandat de prélèvement ${rum} de votre famille : plus rien ne sera prélevé avec lui.`
        : `La mairie a révoqué, à la demande de votre famille, le mandat de prélèvement ${rum} : plus rien ne sera prélevé avec lui. Si vous n’avez rien demandé, appelez-nous.`,
      ...(debitedOn
        ? [
            `Le prélèvement du ${formatDay(debitedOn)} était déjà demandé : il peut encore avoir lieu. Si vous n’en voulez pas, dites-le à votre banque, elle le refuse ou vous rembourse.`,
          ]
        : []),
      'Vos factures restent à payer par un autre moyen.',
    ],
    button: { label: 'Voir mon dossier', url },
  }
}
