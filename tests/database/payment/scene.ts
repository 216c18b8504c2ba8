import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dayToDb, dayInParis } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { resolveAttempt } from '@/lib/payment/operations/resolve-attempt'
import { createAccount, parentActor } from '../../factories/accounts'
import { createAuthority } from '../../factories/authority'
import { createFamily, subscribe } from '../../factories/families'
import { createInvoice } from '../../factories/invoices'
import { test as base } from '../../fixtures/database'
import { startPayfip, type Payfip } from '../../fixtures/payfip'

/** Thursday 10 December 2026, 9:32 in Paris. */
export const NOW = new Date('2026-12-10T08:32:00Z')

export const later = (minutes: number, from = NOW) => new Date(from.getTime() + minutes * 60_000)

/** A portal that hears PayFiP: its notifications are resolved as the route does. */
type Portal = { payfip: Payfip; heard: { at: Date; isDeaf: boolean } }

export const test = base.extend<{ portal: Portal }>({
  portal: async ({ db: _ }, use) => {
    const heard = { at: NOW, isDeaf: false }
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (piece: Buffer) => (body += piece.toString()))
      request.on('end', () => {
        const idOp = new URLSearchParams(body).get('idop') ?? ''
        if (heard.isDeaf) return response.writeHead(503).end()
        void resolveAttempt({ idOp }, heard.at).then(() => response.end())
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    process.env.APP_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const payfip = await startPayfip()
    process.env.PAYFIP_URL = payfip.url
    await payfip.moveTo(NOW)
    await use({ payfip, heard })
    await payfip.stop()
    server.closeAllConnections()
    server.close()
  },
})

export { expect } from '../../fixtures/database'

/** Sofia's family with an invoice of 84,20 € to pay, the Moreau beside, and PayFiP set in test mode. */
export async function setScene(db: Tx) {
  await createAuthority(db, { payfipClient: '100001', payfipMode: 'T' })
  const family = await createFamily(db)
  const account = await createAccount(db, { email: 'sofia@exemple.example' })
  await subscribe(db, account, family.guardians[0]!)
  const other = await createFamily(db, { name: 'Moreau' })
  const stranger = await createAccount(db, { email: 'moreau@exemple.example' })
  await subscribe(db, stranger, other.guardians[0]!)
  return {
    family,
    other,
    sofia: await parentActor(db, account),
    moreau: await parentActor(db, stranger),
    invoice: await createInvoice(db, family, { total: 8_420 }),
  }
}

/** The attempts and the payments, the oldest first. */
export async function written(db: Tx) {
  const [attempts, payments, receipts] = await Promise.all([
    db.paymentAttempt.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
    db.payment.findMany({ orderBy: { recordedAt: 'asc' } }),
    db.outgoingMail.findMany({ where: { kind: 'payment.receipt' } }),
  ])
  return { attempts, payments, receipts }
}

/** Money that came otherwise. */
export const payAtCounter = (db: Tx, invoice: { id: string; familyId: string | null }, amount: number) =>
  db.payment.create({
    data: {
      ...{ familyId: invoice.familyId, invoiceId: invoice.id, amount, method: 'CASH' },
      ...{ receivedOn: dayToDb(dayInParis(NOW)), recordedAt: NOW },
    },
  })

export const idOpOf = (address: string) => new URL(address).searchParams.get('idop')!
