import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openBook, RESULTS, type Result } from './book.ts'
import { notifier as openNotifier } from './notify.ts'
import { aboutPage, closedPage, paymentPage, refusedPage } from './pages.ts'
import { pilot, type Cockpit } from './pilot.ts'
import { usualSettings } from './settings.ts'
import { answerSoap, type Call } from './soap-door.ts'

export type Simulator = {
  /** Where the portal finds it: what PAYFIP_URL is to be. */
  url: string
  /** Where it is piloted. */
  pilotUrl: string
  stop(): Promise<void>
}

/** No request comes near to it, in bytes. */
const BODY_LIMIT = 64_000

type Exchange = { request: IncomingMessage; response: ServerResponse; body: string; url: URL }

/**
 * Starts a stand-in for PayFiP (REFERENCE §1), with a state in memory. Port 0 takes any that is free.
 * @throws when the port can't be listened on
 */
export async function startSimulator({ port = 0, host = '127.0.0.1' } = {}): Promise<Simulator> {
  const settings = usualSettings()
  const calls: Call[] = []
  const cockpit: Cockpit = { book: openBook(), settings, notifier: openNotifier(() => settings), calls }
  const server = createServer((request, response) => {
    handle(request, response, cockpit).catch(() => {
      if (!response.headersSent) html(response, 400, aboutPage())
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `${base}/tpa`,
    pilotUrl: `${base}/pilote`,
    stop: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

async function handle(request: IncomingMessage, response: ServerResponse, cockpit: Cockpit): Promise<void> {
  const url = new URL(request.url!, 'http://simulateur')
  const body = await bodyOf(request)
  if (body === null) return html(response, 413, aboutPage())
  const exchange = { request, response, body, url }
  if (url.pathname === '/pilote' || url.pathname.startsWith('/pilote/')) return pilot(exchange, cockpit)
  if (url.pathname === '/tpa/services/securite' && request.method === 'POST')
    return answerSoap(exchange, cockpit)
  if (url.pathname === '/tpa/paiementws.web') return answerPage(exchange, cockpit)
  html(response, url.pathname === '/' ? 200 : 404, aboutPage())
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_LIMIT) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The page of a payment, and what its buttons do. */
async function answerPage(
  { request, response, body, url }: Exchange,
  { book, notifier }: Cockpit,
): Promise<void> {
  const idOp = url.searchParams.get('idop') ?? ''
  if (request.method === 'GET') {
    const opened = book.openPage(idOp)
    if ('code' in opened) return html(response, 400, refusedPage(opened.code))
    return html(response, 200, paymentPage(opened.value, book.clients.get(opened.value.fields.numcli!)))
  }
  if (request.method !== 'POST') return html(response, 405, aboutPage())
  const form = new URLSearchParams(body)
  const page = book.openedPage(idOp, form.get('jeton') ?? '')
  if ('code' in page) return html(response, 400, refusedPage(page.code))
  const issue = form.get('issue')
  if (issue === 'close') return html(response, 200, closedPage())
  if (!isResult(issue)) return html(response, 400, aboutPage())
  // Sent twice, a form is one payment.
  if (!book.isOver(page.value)) {
    book.settle(page.value, issue)
    await notifier.tell(page.value)
  }
  const back = new URL(page.value.fields.urlredirect!)
  back.searchParams.set('idop', idOp)
  response.writeHead(303, { location: back.href, 'cache-control': 'no-store' })
  response.end()
}

function isResult(text: string | null): text is Result {
  return (RESULTS as readonly (string | null)[]).includes(text)
}

function html(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
  response.end(text)
}
