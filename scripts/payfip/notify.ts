import type { Payment } from './book.ts'
import type { Settings } from './settings.ts'

/** A notification that left: its status, or null when nobody answered. */
export type Delivery = { idOp: string; url: string; status: number | null }

const TIMEOUT_MS = 10_000

/** Tells the portal of results, as the settings say. */
export function notifier(settings: () => Settings) {
  const sent: Delivery[] = []
  const delayed: Payment[] = []
  const leaving = new Set<Promise<void>>()

  async function send({ idOp, fields }: Payment): Promise<void> {
    const url = fields.urlnotif!
    const delivery: Delivery = { idOp, url, status: null }
    sent.push(delivery)
    try {
      const response = await fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ [settings().notificationName]: idOp }),
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      delivery.status = response.status
      await response.body?.cancel()
    } catch {
      // Nobody there: it is not sent again, as it seems of the real one (REFERENCE §1.9).
    }
  }

  function leave(payment: Payment): void {
    const going = send(payment).finally(() => leaving.delete(going))
    leaving.add(going)
  }

  return {
    sent,
    delayed,

    /** A payment has got a result. Resolves when the browser may be sent back. */
    async tell(payment: Payment): Promise<void> {
      const { notification } = settings()
      if (notification === 'before') await send(payment)
      if (notification === 'delayed') delayed.push(payment)
      if (notification === 'once' || notification === 'twice') leave(payment)
      if (notification === 'twice') leave(payment)
    },

    /** Sends what was delayed, and waits until all that left has arrived. */
    async release(): Promise<Delivery[]> {
      for (const payment of delayed.splice(0)) leave(payment)
      await Promise.all(leaving)
      return sent
    },

    clear(): void {
      sent.length = 0
      delayed.length = 0
    },
  }
}

export type Notifier = ReturnType<typeof notifier>
