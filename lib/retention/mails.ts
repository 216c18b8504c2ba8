import 'server-only'
import { formatDay, type Day } from '@/lib/core/day'
import { env } from '@/lib/core/env'
import type { Mail } from '@/lib/core/mail'

/** Tells who has not come for two years that their account is about to go. */
export function inactiveAccountMail(
  account: { id: string; email: string; firstName: string },
  { lastActive, endsOn }: { lastActive: Day; endsOn: Day },
): Mail {
  return {
    kind: 'retention.inactive',
    to: account.email,
    idempotencyKey: `retention.inactive/${account.id}/${lastActive}`,
    content: {
      subject: `Votre compte sera supprimé le ${formatDay(endsOn, 'long')} si vous ne vous en servez plus`,
      greeting: `Bonjour ${account.firstName},`,
      paragraphs: [
        `Vous n’avez pas utilisé votre compte du portail citoyen depuis le ${formatDay(lastActive, 'long')}. Nous ne gardons pas les comptes qui ne servent plus.`,
        `Pour le garder, connectez-vous une fois avant le ${formatDay(endsOn, 'long')}. Sinon il sera supprimé. Le dossier de votre famille reste à la mairie.`,
      ],
      button: { label: 'Me connecter', url: `${env.appUrl}/connexion` },
    },
  }
}
