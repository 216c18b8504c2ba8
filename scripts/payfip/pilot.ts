import type { IncomingMessage, ServerResponse } from 'node:http'
import { RESULTS, type Book, type Result } from './book.ts'
import type { Notifier } from './notify.ts'
import { usualSettings, type Settings } from './settings.ts'
import type { Call } from './soap-door.ts'
import type { Client } from './validation.ts'

/** What the pilot holds of the simulator. */
export type Cockpit = { book: Book; settings: Settings; notifier: Notifier; calls: Call[] }

type Order = {
  '/pilote/reglages': Partial<Settings>
  '/pilote/heure': { at: string } | { minutes: number }
  '/pilote/clients': Client & { numcli: string }
  '/pilote/resultat': { idOp: string; result: Result }
  '/pilote/notifications': object
  '/pilote/remise-a-zero': object
}

const LOOPBACK = /^(::1|(::ffff:)?127\.)/
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * Whether a request may pilot: from this machine, and from a program. A page of a browser can send no JSON to another
 * origin without asking, and names another host when its own was rebound to this machine.
 */
export function mayPilot({ socket, headers, method }: IncomingMessage): boolean {
  const isJson = /^application\/json\b/.test(headers['content-type'] ?? '')
  return (
    LOOPBACK.test(socket.remoteAddress ?? '') &&
    LOCAL_HOST.test(headers.host ?? '') &&
    headers.origin === undefined &&
    (method === 'GET' || isJson)
  )
}

/** The door of who pilots: `GET /pilote` tells everything, `POST /pilote/…` orders, in JSON. */
export async function pilot(
  { request, response, body }: { request: IncomingMessage; response: ServerResponse; body: string },
  cockpit: Cockpit,
): Promise<void> {
  const json = (status: number, value: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
    response.end(JSON.stringify(value))
  }
  if (!mayPilot(request)) return json(403, { error: 'Le pilotage se fait depuis cette machine, en JSON.' })
  const path = new URL(request.url!, 'http://pilote').pathname
  if (request.method === 'GET')
    return path === '/pilote' ? json(200, stateOf(cockpit)) : json(404, { error: path })
  try {
    const known = await obey(path, JSON.parse(body || '{}'), cockpit)
    return known ? json(200, stateOf(cockpit)) : json(404, { error: path })
  } catch (error) {
    return json(400, { error: (error as Error).message })
  }
}

function stateOf({ book, settings, notifier, calls }: Cockpit) {
  return {
    now: book.now(),
    settings,
    calls,
    payments: [...book.payments.values()].map(({ token: _, ...payment }) => payment),
    notifications: { sent: notifier.sent, delayed: notifier.delayed.map(({ idOp }) => idOp) },
  }
}

async function obey(path: string, order: unknown, cockpit: Cockpit): Promise<boolean> {
  const { book, settings, notifier, calls } = cockpit
  if (path === '/pilote/reglages') Object.assign(settings, checked(order as Order[typeof path]))
  else if (path === '/pilote/heure') book.moveTo(instantOf(order as Order[typeof path], book.now()))
  else if (path === '/pilote/clients') {
    const { numcli, ...client } = order as Order[typeof path]
    book.clients.set(numcli, client)
  } else if (path === '/pilote/resultat') await settle(order as Order[typeof path], cockpit)
  else if (path === '/pilote/notifications') await notifier.release()
  else if (path === '/pilote/remise-a-zero') {
    await notifier.release()
    book.clear()
    notifier.clear()
    calls.length = 0
    Object.assign(settings, usualSettings())
  } else return false
  return true
}

function checked(change: Partial<Settings>): Partial<Settings> {
  const unknown = Object.keys(change).find((key) => !(key in usualSettings()))
  if (unknown) throw new Error(`Réglage inconnu : ${unknown}`)
  return change
}

function instantOf(order: Order['/pilote/heure'], now: Date): Date {
  const at = 'at' in order ? new Date(order.at) : new Date(now.getTime() + order.minutes * 60_000)
  if (Number.isNaN(at.getTime())) throw new Error('Heure illisible')
  return at
}

/** Ends a payment as a button of its page would, without a browser, whether it was opened, deleted or over. */
async function settle(
  { idOp, result }: Order['/pilote/resultat'],
  { book, notifier }: Cockpit,
): Promise<void> {
  const payment = book.payments.get(idOp)
  if (!payment || !RESULTS.includes(result)) throw new Error('Paiement ou résultat inconnu')
  book.settle(payment, result)
  await notifier.tell(payment)
}
