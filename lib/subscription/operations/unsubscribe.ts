import 'server-only'
import type { Parent } from '../../core/actor'
import { recordEvent } from '../../core/audit'
import { db } from '../../core/db'
import { env } from '../../core/env'
import { NotFound } from '../../core/errors'
import { queueMail } from '../../core/mail'

/**
 * Ends one of the parent's own subscriptions. The family's dossier stays with the collectivité; to come back
 * takes a new code. Returns the family's name. @throws NotFound when it is another's, or ended already.
 */
export async function unsubscribe(
  parent: Parent,
  { subscriptionId }: { subscriptionId: string },
  at: Date,
): Promise<{ familyName: string }> {
  return db.$transaction(async (tx) => {
    const where = { id: subscriptionId, accountId: parent.accountId, endedAt: null }
    const subscription = await tx.subscription.findFirst({
      where,
      select: {
        guardianId: true,
        guardian: { select: { familyId: true, family: { select: { name: true } } } },
      },
    })
    if (!subscription) throw new NotFound()
    const { count } = await tx.subscription.updateMany({ where, data: { endedAt: at } })
    if (count === 0) throw new NotFound()

    const { guardianId, guardian } = subscription
    await recordEvent(tx, parent, at, {
      action: 'subscription.end',
      familyId: guardian.familyId,
      guardianId,
      subject: subscriptionId,
    })
    await queueMail(
      tx,
      {
        kind: 'subscription.ended',
        to: parent.email,
        idempotencyKey: `subscription:${subscriptionId}:ended`,
        content: {
          subject: `Votre compte n’est plus abonné à la famille ${guardian.family.name}`,
          paragraphs: [
            `Comme vous l’avez demandé, votre compte citoyen n’est plus relié à la famille ${guardian.family.name}. Les réservations faites restent en place.`,
            'Pour vous abonner de nouveau, demandez un nouveau code abonné au service famille.',
          ],
          button: { label: 'Voir mes abonnements', url: `${env.appUrl}/mon-espace/abonnements` },
        },
      },
      at,
    )
    return { familyName: guardian.family.name }
  })
}
