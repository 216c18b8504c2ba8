import 'server-only'
import { db } from '@/lib/core/db'
import { countAttempt } from '@/lib/core/throttle'
import { resolveAttempt } from './resolve-attempt'

/** Of one payment, PayFiP tells a few times at most; of one address, a town's payments of a rush hour. */
const PER_PAYMENT = { max: 10, seconds: 600 }
const PER_ADDRESS = { max: 600, seconds: 60 }

/** Follows a notification of PayFiP: asks what became of the payment it names. What names none of ours is nothing. */
export async function hearNotification(idOp: string, address: string, at: Date): Promise<void> {
  if (!(await mayAsk(idOp, address, at))) return
  await resolveAttempt({ idOp }, at)
}

/** Whether PayFiP may be asked about a payment because somebody, who may be anyone, names it. */
export async function mayAsk(idOp: string, address: string, at: Date): Promise<boolean> {
  if (!(await countAttempt(`payment:address:${address}`, PER_ADDRESS, at)).allowed) return false
  if ((await db.paymentAttempt.count({ where: { idOp } })) === 0) return false
  return (await countAttempt(`payment:idop:${idOp}`, PER_PAYMENT, at)).allowed
}
