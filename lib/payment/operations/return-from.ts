import 'server-only'
import { db } from '@/lib/core/db'
import { mayAsk } from './hear-notification'
import { resolveAttempt } from './resolve-attempt'

/** Milliseconds that a parent who comes back waits for PayFiP: past them the page says that the result is to come. */
const PATIENCE = 8_000

/** A browser comes back from the page of a payment: what became of it is asked. Returns its invoice; null when it names none. */
export async function returnFrom(idOp: string, address: string, at: Date): Promise<string | null> {
  if (await mayAsk(idOp, address, at))
    return (await resolveAttempt({ idOp }, at, { timeout: PATIENCE }))?.invoiceId ?? null
  const attempt = await db.paymentAttempt.findUnique({ where: { idOp }, select: { invoiceId: true } })
  return attempt?.invoiceId ?? null
}
