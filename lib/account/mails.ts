import 'server-only'
import { env } from '@/lib/core/env'
import type { Mail } from '@/lib/core/mail'

const NOT_YOU = 'Si vous n’êtes pas à l’origine de cette demande, ne faites rien : rien ne changera.'

/** Asks to confirm a sign-up. */
export function confirmSignUpMail(
  signUp: { id: string; email: string; firstName: string },
  token: string,
): Mail {
  return {
    kind: 'account.confirm',
    to: signUp.email,
    idempotencyKey: `account.confirm/${signUp.id}`,
    content: {
      subject: 'Confirmez la création de votre compte',
      greeting: `Bonjour ${signUp.firstName},`,
      paragraphs: [
        'Vous avez demandé à créer un compte sur le portail citoyen. Pour le finaliser, ouvrez ce lien. Il est valable 24 heures et ne sert qu’une fois.',
      ],
      button: { label: 'Confirmer mon adresse e-mail', url: `${env.appUrl}/confirmation/${token}` },
      after: [NOT_YOU],
    },
  }
}

/** Tells the owner of an account that someone, perhaps they, wanted to sign up with their address. */
export function accountExistsMail(signUp: { id: string; email: string }): Mail {
  return {
    kind: 'account.exists',
    to: signUp.email,
    idempotencyKey: `account.exists/${signUp.id}`,
    content: {
      subject: 'Vous avez déjà un compte',
      paragraphs: [
        'Une création de compte vient d’être demandée avec votre adresse e-mail. Or vous avez déjà un compte sur le portail citoyen : connectez-vous avec votre mot de passe habituel.',
        'Si vous l’avez oublié, choisissez « Mot de passe oublié ? » sur la page de connexion.',
      ],
      button: { label: 'Se connecter', url: `${env.appUrl}/connexion` },
      after: [NOT_YOU],
    },
  }
}

/** The link to choose a new password. */
export function resetPasswordMail(reset: { id: string }, to: string, token: string): Mail {
  return {
    kind: 'account.reset',
    to,
    idempotencyKey: `account.reset/${reset.id}`,
    content: {
      subject: 'Choisissez un nouveau mot de passe',
      paragraphs: [
        'Un nouveau mot de passe a été demandé pour votre compte. Ce lien est valable une heure et ne sert qu’une fois.',
      ],
      button: { label: 'Choisir un nouveau mot de passe', url: `${env.appUrl}/mot-de-passe/${token}` },
      after: [NOT_YOU],
    },
  }
}

/** Tells that the password has changed. `event` makes the mail unique. */
export function passwordChangedMail(to: string, event: string): Mail {
  return {
    kind: 'account.password-changed',
    to,
    idempotencyKey: `account.password-changed/${event}`,
    content: {
      subject: 'Votre mot de passe a changé',
      paragraphs: [
        'Le mot de passe de votre compte vient de changer. Les autres appareils ont été déconnectés.',
        'Si ce n’est pas vous, choisissez tout de suite un nouveau mot de passe, puis prévenez-nous.',
      ],
      button: { label: 'Choisir un nouveau mot de passe', url: `${env.appUrl}/mot-de-passe` },
    },
  }
}

/** Asks the present address to confirm that the account moves to another. */
export function leaveEmailMail(change: { id: string; newEmail: string }, to: string, token: string): Mail {
  return {
    kind: 'account.email-leave',
    to,
    idempotencyKey: `account.email-leave/${change.id}`,
    content: {
      subject: 'Confirmez le changement de votre adresse e-mail',
      paragraphs: [
        `Vous avez demandé que votre compte utilise désormais l’adresse ${change.newEmail}. Confirmez-le ici, puis ouvrez aussi le lien envoyé à la nouvelle adresse. Ces liens sont valables 24 heures.`,
      ],
      button: { label: 'Confirmer le changement', url: `${env.appUrl}/confirmation/adresse/${token}` },
      after: [
        'Si ce n’est pas vous, ne confirmez pas, et changez votre mot de passe : quelqu’un le connaît.',
      ],
    },
  }
}

/** Asks the new address to confirm that it belongs to the account. */
export function joinEmailMail(change: { id: string; newEmail: string }, token: string): Mail {
  return {
    kind: 'account.email-join',
    to: change.newEmail,
    idempotencyKey: `account.email-join/${change.id}`,
    content: {
      subject: 'Confirmez votre nouvelle adresse e-mail',
      paragraphs: [
        'Un compte du portail citoyen doit désormais utiliser cette adresse. Confirmez qu’elle est la vôtre, puis ouvrez aussi le lien envoyé à l’ancienne adresse. Ces liens sont valables 24 heures.',
      ],
      button: { label: 'Confirmer cette adresse', url: `${env.appUrl}/confirmation/adresse/${token}` },
      after: [NOT_YOU],
    },
  }
}

/** Tells the owner of an account that another account wanted to take their address. */
export function emailTakenMail(change: { id: string; newEmail: string }): Mail {
  return {
    kind: 'account.email-taken',
    to: change.newEmail,
    idempotencyKey: `account.email-taken/${change.id}`,
    content: {
      subject: 'Votre adresse est déjà celle d’un compte',
      paragraphs: [
        'Quelqu’un, peut-être vous, a demandé qu’un autre compte du portail citoyen utilise votre adresse. Elle est déjà celle de votre compte : rien n’a changé.',
      ],
      button: { label: 'Se connecter', url: `${env.appUrl}/connexion` },
    },
  }
}

/** Tells both addresses that the change is done. */
export function emailChangedMails(change: { id: string; oldEmail: string; newEmail: string }): Mail[] {
  return [change.oldEmail, change.newEmail].map((to, index) => ({
    kind: 'account.email-changed',
    to,
    idempotencyKey: `account.email-changed/${change.id}/${index}`,
    content: {
      subject: 'L’adresse e-mail de votre compte a changé',
      paragraphs: [
        `Votre compte utilise désormais l’adresse ${change.newEmail}, pour vous connecter comme pour recevoir nos messages.`,
        'Si ce n’est pas vous, prévenez-nous tout de suite.',
      ],
    },
  }))
}

/** Tells that the account is deleted. */
export function accountDeletedMail(account: { id: string; email: string }): Mail {
  return {
    kind: 'account.deleted',
    to: account.email,
    idempotencyKey: `account.deleted/${account.id}`,
    content: {
      subject: 'Votre compte est supprimé',
      paragraphs: [
        'Votre compte citoyen et ses abonnements sont supprimés. Le dossier de votre famille reste auprès de nos services, qui en ont besoin pour accueillir vos enfants.',
        'Si ce n’est pas vous, prévenez-nous tout de suite.',
      ],
    },
  }
}
