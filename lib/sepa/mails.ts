import 'server-only'
import { invoiceAddress } from '@/lib/billing/addresses'
import { invoiceNumber } from '@/lib/billing/messages'
import { formatDay } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { env } from '@/lib/core/env'
import { queueMails } from '@/lib/core/mail'
import type { MailContent } from '@/lib/core/mail-layout'
import { formatEuros } from '@/lib/core/money'
import type { Prisma } from '@/lib/generated/prisma/client.ts'
import { adviceOf } from './messages'
import { readDebitsToTell, type ToldOfDebit } from './sql'

/** How many accounts are written to at once. */
const BATCH = 500

/** The mails about debits: announced, taken back before their day, not succeeded. */
export type DebitMail = 'sepa.announce' | 'sepa.cancel' | 'sepa.fail'

/**
 * Writes to the next accounts that follow families with debits: one mail about all of theirs. Nobody has two of one key.
 *
 * @param which a condition on the table "Debit" d
 * @param after the last account written to, null at the beginning
 * @returns the last account written to, null when none is left
 */
export async function mailDebits(
  tx: Tx,
  kind: DebitMail,
  { key, which, after = null }: { key: string; which: Prisma.Sql; after?: string | null },
  at: Date,
): Promise<string | null> {
  const accounts = await readDebitsToTell(tx, which, after, BATCH)
  await queueMails(
    tx,
    accounts.map(({ accountId, email, debits }) => ({
      ...{ kind, to: email, idempotencyKey: `${kind}:${key}:${accountId}` },
      content: CONTENTS[kind](debits),
    })),
    at,
  )
  return accounts.length < BATCH ? null : accounts.at(-1)!.accountId
}

/** Writes to all of them. */
export async function mailAllDebits(
  tx: Tx,
  kind: DebitMail,
  what: { key: string; which: Prisma.Sql },
  at: Date,
): Promise<void> {
  let after: string | null = null
  do after = await mailDebits(tx, kind, { ...what, after }, at)
  while (after !== null)
}

type Debits = readonly [ToldOfDebit, ...ToldOfDebit[]]

const CONTENTS: Record<DebitMail, (debits: Debits) => MailContent> = {
  'sepa.announce': announcedMail,
  'sepa.cancel': cancelledMail,
  'sepa.fail': failedMail,
}

const sumOf = (debits: Debits) => debits.reduce((sum, { amount }) => sum + amount, 0)

const factureOf = ({ familyName, year, number }: ToldOfDebit, isOne: boolean) =>
  `facture n° ${invoiceNumber({ year, number })}${isOne ? '' : `, famille ${familyName}`}`

const button = (debits: Debits): MailContent['button'] =>
  debits.length === 1
    ? { label: 'Voir ma facture', url: env.appUrl + invoiceAddress(debits[0].invoiceId) }
    : { label: 'Voir mes factures', url: `${env.appUrl}/famille/factures` }

/** The notice that the rulebook asks for: how much, when, with which mandate. */
function announcedMail(debits: Debits): MailContent {
  const isOne = debits.length === 1
  const day = formatDay(debits[0].collectedOn)
  return {
    subject: `${formatEuros(sumOf(debits))} seront prélevés le ${formatDay(debits[0].collectedOn, 'long')}`,
    paragraphs: [
      ...debits.map(
        (debit) =>
          `${formatEuros(debit.amount)} seront prélevés sur votre compte le ${day} : ${factureOf(debit, isOne)}, mandat ${debit.rum}, créancier ${debit.creditorName} (${debit.ics}).`,
      ),
      'Vous n’avez rien à faire. Si vous n’êtes pas d’accord, ou si ce jour vous met en difficulté, appelez-nous avant : nous trouverons une solution.',
    ],
    button: button(debits),
  }
}

function cancelledMail(debits: Debits): MailContent {
  const day = formatDay(debits[0].collectedOn)
  const isPaid = debits.every(({ reason }) => reason === 'PAID')
  return {
    subject: `Le prélèvement du ${formatDay(debits[0].collectedOn, 'long')} n’aura pas lieu`,
    paragraphs: [
      `Nous avions annoncé un prélèvement de ${formatEuros(sumOf(debits))} le ${day} (${debits.map((debit) => factureOf(debit, debits.length === 1)).join(' ; ')}). Il n’aura pas lieu.`,
      isPaid
        ? 'Ce qui était dû a changé depuis : votre facture montre ce qui reste à payer.'
        : 'Ce qui reste à payer de votre facture peut se payer autrement ; votre facture dit comment.',
    ],
    button: button(debits),
  }
}

function failedMail(debits: Debits): MailContent {
  const isOne = debits.length === 1
  const dayOf = ({ collectedOn }: ToldOfDebit) => formatDay(collectedOn, 'long')
  const advice = [...new Set(debits.map(({ reason }) => adviceOf(reason)))].filter((one) => one !== null)
  // A file of the bank may tell of several days.
  const told = debits
    .map((debit) => `${formatEuros(debit.amount)} du ${dayOf(debit)} (${factureOf(debit, isOne)})`)
    .join(' ; ')
  return {
    subject: isOne
      ? `Le prélèvement du ${dayOf(debits[0])} n’a pas abouti`
      : `${debits.length} prélèvements n’ont pas abouti`,
    paragraphs: [
      isOne
        ? `Votre banque nous a signalé que le prélèvement de ${told} n’a pas abouti. Cela arrive.`
        : `Votre banque nous a signalé que ces prélèvements n’ont pas abouti : ${told}. Cela arrive.`,
      isOne
        ? 'La somme est de nouveau à payer ; votre facture dit comment. Elle ne sera pas prélevée une seconde fois.'
        : 'Ces sommes sont de nouveau à payer ; vos factures disent comment. Elles ne seront pas prélevées une seconde fois.',
      ...advice,
      'Si vous avez besoin de temps, appelez-nous : nous trouverons une solution.',
    ],
    button: button(debits),
  }
}
