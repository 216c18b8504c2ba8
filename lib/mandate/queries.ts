import 'server-only'
import type { AgentActor, Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { dayInParis, formatDay, formatInstant } from '@/lib/core/day'
import { db } from '@/lib/core/db'
import { maskIban } from '@/lib/core/iban'
import { isIdentifier } from '@/lib/core/identifier'
import { requirePermission } from '@/lib/core/permissions'
import type { Dossier } from '@/lib/dossier/sections'
import { ownAccount, readCreditor } from './account'
import { isOfAccount, type Creditor } from './rules'
import { openDebtor, SEALED_COLUMNS } from './sealed'

/** A mandate as a list tells it. */
export type MandateView = {
  id: string
  rum: string
  signerName: string
  /** « 24 novembre 2026 ». */
  signedOn: string
  place: string
  /** « •••• 0189 ». */
  iban: string
  /** Whether it is of the account in force. */
  isCurrent: boolean
  revoked: string | null
}

/** What a parent may sign: the account masked, and who they are. */
export type ToSign = { creditor: Creditor; holder: string; address: string; iban: string; bic: string | null }

/** The mandate of a parent's family. */
export type FamilyMandate = {
  familyId: string
  familyName: string
  active: MandateView | null
  /** The mandates that stand no more, the latest first. */
  past: MandateView[]
  /** What there is to sign; null when there is nothing: `why` says it, unless a current mandate stands. */
  toSign: ToSign | null
  why: 'NO_CREDITOR' | 'NO_ACCOUNT' | 'ACCOUNT_WAITS' | 'NO_ADDRESS' | null
}

const COLUMNS = {
  ...SEALED_COLUMNS,
  rum: true,
  signerName: true,
  signedAt: true,
  place: true,
  revokedAt: true,
} as const

/** The mandate of a parent's family, and what there is to sign; null when the family is not theirs. */
export async function familyMandate(
  parent: Parent,
  dossier: Dossier,
  familyId: string,
): Promise<FamilyMandate | null> {
  if (!isIdentifier(familyId)) return null
  const own = await ownAccount(db, parent, dossier, familyId, 'READ')
  if (!own) return null
  const [creditor, rows] = await Promise.all([
    readCreditor(db),
    db.sepaMandate.findMany({
      where: { familyId },
      orderBy: [{ signedAt: 'desc' }, { id: 'desc' }],
      select: COLUMNS,
    }),
  ])
  const { debtor } = own
  const views = rows.map((row) => viewOf(row, debtor?.iban ?? null))
  const noAccount = own.accountWaits ? 'ACCOUNT_WAITS' : 'NO_ACCOUNT'
  const active = views.find(({ revoked }) => revoked === null) ?? null
  const why = !creditor ? 'NO_CREDITOR' : !debtor ? noAccount : !own.hasAddress ? 'NO_ADDRESS' : null
  const maySign = why === null && !active?.isCurrent
  return {
    familyId,
    familyName: own.familyName,
    active,
    past: views.filter(({ revoked }) => revoked !== null),
    toSign: maySign && creditor && debtor ? { ...debtor, creditor, iban: maskIban(debtor.iban) } : null,
    why,
  }
}

/** The page of a family's mandate: what there is to sign shows the account, and that it was read is journalled. */
export async function mandateScreen(
  parent: Parent,
  dossier: Dossier,
  familyId: string,
  at: Date,
): Promise<FamilyMandate | null> {
  const mandate = await familyMandate(parent, dossier, familyId)
  if (mandate?.toSign)
    await recordEvent(db, parent, at, {
      action: 'dossier.read',
      familyId,
      fields: ['bankHolder', 'iban', 'bic'],
    })
  return mandate
}

type Row = Parameters<typeof openDebtor>[0] & {
  rum: string
  signerName: string
  signedAt: Date
  place: string
  revokedAt: Date | null
}

function viewOf(row: Row, ibanInForce: string | null): MandateView {
  const { iban } = openDebtor(row)
  return {
    id: row.id,
    rum: row.rum,
    signerName: row.signerName,
    signedOn: formatDay(dayInParis(row.signedAt), 'long'),
    place: row.place,
    iban: maskIban(iban),
    isCurrent: isOfAccount({ iban }, ibanInForce),
    revoked: row.revokedAt && formatInstant(row.revokedAt, 'long'),
  }
}

/** The mandates of a family as agents read them, without the account, the latest first. @throws NotFound without the permission */
export async function mandatesOfFamily(
  agent: AgentActor,
  familyId: string,
): Promise<Pick<MandateView, 'id' | 'rum' | 'signerName' | 'signedOn' | 'revoked'>[]> {
  requirePermission(agent, 'mandate.revoke')
  const rows = await db.sepaMandate.findMany({
    where: { familyId },
    orderBy: [{ signedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, rum: true, signerName: true, signedAt: true, revokedAt: true },
  })
  return rows.map(({ signedAt, revokedAt, ...row }) => ({
    ...row,
    signedOn: formatDay(dayInParis(signedAt), 'long'),
    revoked: revokedAt && formatInstant(revokedAt, 'long'),
  }))
}

/** The creditor as the settings show it. @throws NotFound without the permission */
export async function creditorSetting(
  agent: AgentActor,
): Promise<{ creditor: Creditor | null; active: number }> {
  requirePermission(agent, 'authority.configure')
  const [creditor, active] = await Promise.all([
    readCreditor(db),
    db.sepaMandate.count({ where: { revokedAt: null } }),
  ])
  return { creditor, active }
}
