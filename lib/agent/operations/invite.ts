import 'server-only'
import { randomToken, tokenHash } from '@/lib/core/crypto'
import type { Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { queueMail } from '@/lib/core/mail'

/** Milliseconds that the link of an invitation works: a week, over a holiday or a sick leave. */
const INVITATION_LIFETIME = 7 * 86_400_000

/**
 * Mails an agent the link on which they choose their password; the links sent before stop working. Without a first
 * name, as for the administrator of a first start, the greeting names nobody.
 */
export async function mailInvitation(
  tx: Tx,
  account: { id: string; email: string; firstName: string | null },
  at: Date,
): Promise<void> {
  const token = randomToken()
  await tx.passwordReset.updateMany({
    where: { accountId: account.id, usedAt: null, expiresAt: { gt: at } },
    data: { expiresAt: at },
  })
  const { id } = await tx.passwordReset.create({
    data: {
      accountId: account.id,
      tokenHash: tokenHash(token),
      createdAt: at,
      expiresAt: new Date(at.getTime() + INVITATION_LIFETIME),
    },
    select: { id: true },
  })
  await queueMail(
    tx,
    {
      kind: 'agent.invite',
      to: account.email,
      idempotencyKey: `agent.invite/${id}`,
      content: {
        subject: 'Votre compte d’agent est prêt',
        greeting: account.firstName ? `Bonjour ${account.firstName},` : 'Bonjour,',
        paragraphs: [
          'Un compte vous a été ouvert pour travailler sur le portail des familles. Choisissez votre mot de passe pour vous connecter : ce lien est valable 7 jours et ne sert qu’une fois.',
        ],
        button: { label: 'Choisir mon mot de passe', url: `${env.appUrl}/mot-de-passe/${token}` },
      },
    },
    at,
  )
}
