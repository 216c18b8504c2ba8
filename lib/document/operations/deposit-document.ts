import 'server-only'
import type { Parent } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db, type Tx } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { checkFile, type CheckedFile, type ReceivedFile } from '../check-file'
import { DEPOSIT_PROBLEMS, FILE_PROBLEMS, type DepositProblem } from '../messages'
import { pageRow } from '../pages'
import { PAGES_MAX, QUOTA } from '../rules/format'
import { ownSlot, type OwnSlot, type SlotKey } from '../scope'

export type Deposit = SlotKey & {
  files: ReceivedFile[]
  /** Adds pages to the document that waits, instead of taking its place. */
  add: boolean
}

const refusal = (problem: DepositProblem) => new Refusal(problem, DEPOSIT_PROBLEMS[problem])

/**
 * Hands in a document, or the next pages of one that waits. One that waited for the same place is replaced; the
 * files of one that was refused are erased.
 *
 * @returns the new document's identifier
 * @throws NotFound when the place is not the parent's; Refusal with the problem of the first file that is not
 * taken (`fields.file`: its number, from 0) or of the whole. Then nothing is stored.
 */
export async function depositDocument(
  parent: Parent,
  { files, add, ...key }: Deposit,
  at: Date,
): Promise<string> {
  await ownSlot(db, parent, key)
  if (files.length === 0) throw refusal('NO_FILE')
  if (files.length > PAGES_MAX) throw refusal('TOO_MANY')
  const checked = await checkAll(files)
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Family" WHERE id = ${key.familyId}::uuid FOR NO KEY UPDATE`
    const slot = await ownSlot(tx, parent, key)
    const replaced = await takePlace(tx, slot)
    if (add && !replaced) throw refusal('GONE')
    const kept = add && replaced ? await tx.documentPage.count({ where: { documentId: replaced } }) : 0
    if (kept + checked.length > PAGES_MAX) throw refusal('TOO_MANY')
    const { type, ...owner } = slot
    const { id } = await tx.document.create({
      data: { typeId: type.id, ...owner, depositedAt: at, authorId: parent.accountId },
      select: { id: true },
    })
    if (kept > 0)
      await tx.documentPage.updateMany({ where: { documentId: replaced! }, data: { documentId: id } })
    await eraseUnused(tx, slot)
    await tx.documentPage.createMany({
      data: checked.map((file, n) => ({ ...pageRow(file, kept + n, at), documentId: id })),
    })
    await requireRoom(tx, key.familyId)
    await recordEvent(tx, parent, at, {
      action: replaced ? 'document.replace' : 'document.deposit',
      subject: id,
      familyId: key.familyId,
      guardianId: slot.guardianId ?? undefined,
      childId: slot.childId ?? undefined,
    })
    return id
  })
}

async function checkAll(files: readonly ReceivedFile[]): Promise<CheckedFile[]> {
  const checked: CheckedFile[] = []
  // One after the other: each may take the memory of a whole photo.
  for (const [n, file] of files.entries()) {
    const outcome = await checkFile(file)
    if (typeof outcome === 'string') throw new Refusal(outcome, FILE_PROBLEMS[outcome], { file: String(n) })
    checked.push(outcome)
  }
  return checked
}

const placeOf = ({ type, familyId, guardianId, childId }: OwnSlot) => ({
  typeId: type.id,
  familyId,
  guardianId,
  childId,
})

/** Takes the place of the document that waits. Returns its identifier, null when none waits. */
async function takePlace(tx: Tx, slot: OwnSlot): Promise<string | null> {
  const [waiting] = await tx.document.updateManyAndReturn({
    where: { ...placeOf(slot), state: 'PENDING' },
    data: { state: 'WITHDRAWN' },
    select: { id: true },
  })
  return waiting?.id ?? null
}

/** Erases the files that serve no more: of what was replaced or refused. */
async function eraseUnused(tx: Tx, slot: OwnSlot): Promise<void> {
  await tx.documentPage.deleteMany({
    where: { document: { ...placeOf(slot), state: { in: ['WITHDRAWN', 'REFUSED'] } } },
  })
}

async function requireRoom(tx: Tx, familyId: string): Promise<void> {
  const [stored] = await tx.$queryRaw<{ bytes: bigint; documents: bigint }[]>`
    SELECT COALESCE(sum(p.size), 0) AS bytes, count(DISTINCT d.id) AS documents
    FROM "Document" d JOIN "DocumentPage" p ON p."documentId" = d.id WHERE d."familyId" = ${familyId}::uuid`
  if (Number(stored!.bytes) > QUOTA.bytes || Number(stored!.documents) > QUOTA.documents)
    throw refusal('QUOTA')
}
