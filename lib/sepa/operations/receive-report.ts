import 'server-only'
import { createHash } from 'node:crypto'
import type { AgentActor } from '@/lib/core/actor'
import { recordEvent } from '@/lib/core/audit'
import { db, runAgain, type Tx } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import type { Centimes } from '@/lib/core/money'
import { newId } from '@/lib/core/new-id'
import { requirePermission } from '@/lib/core/permissions'
import { Prisma } from '@/lib/generated/prisma/client.ts'
import { readBankFile, type BankFile } from '../bank-file'
import { lockDebits, endDebits, type EndedDebit } from '../end-debits'
import { mailAllDebits } from '../mails'
import { FILE_PROBLEMS } from '../messages'
import { refuseBatch } from '../refuse-batch'
import { outcomeOf } from '../rules/debit'

/** How many lines one insert writes. */
const ROWS = 1_000

type Line = Omit<Prisma.BankReportLineCreateManyInput, 'reportId' | 'position'>

/**
 * Takes in a file by which the bank tells of debits that did not succeed: each becomes rejected or returned, its payment is
 * reversed, its invoice is to be paid again and its family is told; a mandate that the bank does not know is revoked. What is
 * decided is decided on locked debits: the same file, or the same debit in another file, changes nothing more. Of the file
 * nothing is kept but what it says of each debit.
 *
 * @returns the report, made now or the first time that this file came
 * @throws NotFound when the agent may not; Refusal with a FileProblem as its code
 */
export async function receiveReport(
  agent: AgentActor,
  { fileName, bytes }: { fileName: string; bytes: Uint8Array },
  at: Date,
): Promise<string> {
  requirePermission(agent, 'billing.run')
  const file = readBankFile(bytes)
  if (typeof file === 'string') throw new Refusal(file, FILE_PROBLEMS[file])
  const digest = createHash('sha256').update(bytes).digest('hex')
  const id = newId(at)
  // Two files may each refuse a batch that the other tells of.
  return runAgain(() =>
    db.$transaction(
      async (tx) => {
        const { kind, messageId } = file
        const { count } = await tx.bankReport.createMany({
          data: [
            {
              ...{
                id,
                kind,
                digest,
                messageId: messageId.slice(0, 35),
                fileName: fileName.replaceAll('\0', '').slice(0, 200),
              },
              ...{ receivedAt: at, receivedById: agent.accountId },
            },
          ],
          skipDuplicates: true,
        })
        if (count === 0) return (await tx.bankReport.findUniqueOrThrow({ where: { digest } })).id
        const { lines, ended } = await judge(tx, file)
        await endDebits(tx, agent, ended, at)
        for (const { reference, code } of file.refused)
          lines.push(await refuseBatch(tx, agent, { reference, code }, at))
        for (let first = 0; first < lines.length; first += ROWS)
          await tx.bankReportLine.createMany({
            data: lines
              .slice(first, first + ROWS)
              .map((line, n) => ({ ...line, reportId: id, position: first + n })),
          })
        await recordEvent(tx, agent, at, {
          action: 'debit.report',
          subject: id,
          detail: { lines: lines.length, changed: ended.length },
        })
        const ids = ended.map((debit) => debit.id)
        await mailAllDebits(tx, 'sepa.fail', { key: id, which: Prisma.sql`d.id = ANY(${ids}::uuid[])` }, at)
        return id
      },
      { timeout: 300_000 },
    ),
  )
}

/** The largest amount of a column, in centimes. */
const LARGEST = 2 ** 31 - 1

/** What the line of a report shows of the amounts that a file tells; undefined where there is none, or one that no invoice has. */
function shownAmount([first]: readonly Centimes[]): Centimes | undefined {
  return first !== undefined && first > 0 && first <= LARGEST ? first : undefined
}

/** What follows from each debit that a file tells of; those that it tells of are locked. */
async function judge(tx: Tx, { kind, debits }: BankFile): Promise<{ lines: Line[]; ended: EndedDebit[] }> {
  const known = await lockDebits(
    tx,
    debits.map(({ endToEndId }) => endToEndId),
  )
  const lines: Line[] = []
  const ended: EndedDebit[] = []
  for (const told of debits) {
    const debit = known.get(told.endToEndId)
    const outcome = outcomeOf(kind, told, debit)
    lines.push({
      ...{ reference: told.endToEndId.slice(0, 35), code: told.code, outcome, debitId: debit?.id ?? null },
      amount: shownAmount(told.amounts) ?? debit?.amount ?? null,
    })
    if (!debit || (outcome !== 'REJECTED' && outcome !== 'RETURNED')) continue
    // Told of twice in one file, it ends once.
    debit.state = outcome
    ended.push({ ...debit, state: outcome, reason: told.code, on: told.on })
  }
  return { lines, ended }
}
