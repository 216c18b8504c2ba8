import 'server-only'
import type { Parent } from '../../core/actor'
import { recordEvent } from '../../core/audit'
import { keyedDigest } from '../../core/crypto'
import { db, type Tx } from '../../core/db'
import { env } from '../../core/env'
import { Refusal } from '../../core/errors'
import { queueMails, type Mail } from '../../core/mail'
import { Prisma } from '../../generated/prisma/client.ts'
import { beginAttempt } from '../attempts'
import { CODE_REFUSALS, expiredMessage, guardianName } from '../messages'
import { type Code } from '../rules/code'
import { codeState, formatExpiry, type CodeFacts } from '../rules/validity'

const CODE = {
  id: true,
  guardianId: true,
  usedAt: true,
  revokedAt: true,
  expiresAt: true,
  guardian: {
    select: {
      title: true,
      firstNames: true,
      lastName: true,
      familyId: true,
      family: { select: { name: true } },
    },
  },
} as const satisfies Prisma.SubscriberCodeSelect

type FoundCode = Prisma.SubscriberCodeGetPayload<{ select: typeof CODE }>

/** What the parent is told of the subscription just made. */
export type MadeSubscription = { id: string; familyName: string }

/**
 * Links the parent's account to the guardian whose code this is; it takes effect at the next request.
 * Unknown codes are counted per account and address; other refusals are told to who holds a real code,
 * and are not counted. @throws Refusal TOO_MANY_CODES, CODE_UNKNOWN, CODE_USED, CODE_REVOKED, CODE_EXPIRED,
 * ALREADY_SUBSCRIBED; none of them uses the code.
 */
export async function subscribe(
  parent: Parent,
  { code, address }: { code: Code; address: string },
  at: Date,
): Promise<MadeSubscription> {
  const attempt = await beginAttempt(parent.accountId, address, at)
  try {
    const made = await db.$transaction((tx) => useCode(tx, parent, code, at))
    await attempt.giveBack()
    return made
  } catch (error) {
    const refusal = isDuplicate(error) ? refuse('ALREADY_SUBSCRIBED') : error
    if (!(refusal instanceof Refusal && refusal.code === 'CODE_UNKNOWN')) await attempt.giveBack()
    throw refusal
  }
}

async function useCode(tx: Tx, parent: Parent, code: Code, at: Date): Promise<MadeSubscription> {
  const found = await tx.subscriberCode.findUnique({
    where: { codeHmac: keyedDigest('subscriber-code', code) },
    select: CODE,
  })
  if (!found) throw refuse('CODE_UNKNOWN')
  const { accountId } = parent
  const { guardianId } = found
  const active = await tx.subscription.count({ where: { accountId, guardianId, endedAt: null } })
  if (active > 0) throw refuse('ALREADY_SUBSCRIBED')
  refuseUnlessUsable(found, at)

  const { count } = await tx.subscriberCode.updateMany({
    where: { id: found.id, usedAt: null, revokedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at, usedByAccountId: accountId },
  })
  // Somebody used or revoked it since it was read: say which.
  if (count === 0)
    refuseUnlessUsable(
      await tx.subscriberCode.findUniqueOrThrow({ where: { id: found.id }, select: CODE }),
      at,
    )
  const { id } = await tx.subscription.create({
    data: { accountId, guardianId, codeId: found.id, createdAt: at },
    select: { id: true },
  })

  const { familyId, family } = found.guardian
  await recordEvent(tx, parent, at, { action: 'code.use', familyId, guardianId, subject: found.id })
  await queueMails(tx, [ownMail(parent, found, id), ...(await noticesToFamily(tx, parent, found, id))], at)
  return { id, familyName: family.name }
}

function refuse(code: keyof typeof CODE_REFUSALS): Refusal {
  return new Refusal(code, CODE_REFUSALS[code], { code: CODE_REFUSALS[code] })
}

function refuseUnlessUsable(facts: CodeFacts, at: Date): void {
  const state = codeState(facts, at)
  if (state === 'USED') throw refuse('CODE_USED')
  if (state === 'REVOKED') throw refuse('CODE_REVOKED')
  if (state === 'EXPIRED') {
    const message = expiredMessage(formatExpiry(facts.expiresAt))
    throw new Refusal('CODE_EXPIRED', message, { code: message })
  }
}

/** The constraint that an account has one active subscription per guardian, met by two codes at once. */
function isDuplicate(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

function ownMail(parent: Parent, { guardian }: FoundCode, subscriptionId: string): Mail {
  return {
    kind: 'subscription.made',
    to: parent.email,
    idempotencyKey: `subscription:${subscriptionId}:made`,
    content: {
      subject: `Votre compte est relié à l’Espace Famille : famille ${guardian.family.name}`,
      paragraphs: [
        `Votre compte citoyen est maintenant relié à la famille ${guardian.family.name}. Vous pouvez consulter le planning et le dossier de la famille, et faire vos demandes en ligne.`,
        'Le code abonné de votre courrier ne peut plus servir : vous pouvez le détruire.',
      ],
      button: { label: 'Voir l’espace famille', url: `${env.appUrl}/famille` },
      after: [
        'Si vous n’êtes pas à l’origine de cet abonnement, changez votre mot de passe et prévenez le service famille.',
      ],
    },
  }
}

/** Told to the other accounts of the family, so that an intruder does not go unseen. Names the guardian only. */
async function noticesToFamily(tx: Tx, parent: Parent, code: FoundCode, id: string): Promise<Mail[]> {
  const { guardian } = code
  const others = await tx.account.findMany({
    where: {
      id: { not: parent.accountId },
      disabledAt: null,
      subscriptions: { some: { endedAt: null, guardian: { familyId: guardian.familyId } } },
    },
    select: { id: true, email: true },
  })
  return others.map((account) => ({
    kind: 'subscription.notice',
    to: account.email,
    idempotencyKey: `subscription:${id}:notice:${account.id}`,
    content: {
      subject: `Un nouveau compte est relié à la famille ${guardian.family.name}`,
      paragraphs: [
        `Un compte citoyen vient d’être relié à la famille ${guardian.family.name} avec le code abonné envoyé à ${guardianName(guardian, 'short')}.`,
        'C’est le cas, par exemple, quand l’autre parent crée son compte : vous n’avez alors rien à faire.',
        'Si cela vous surprend, prévenez le service famille.',
      ],
    },
  }))
}
