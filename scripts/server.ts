/**
 * The web server: Next's application behind node:http, so that the addresses of clients can be believed and
 * a stop loses nothing. Started by scripts/portal.ts and by the tests, with the application's environment.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import compression from 'compression'
import next from 'next'
import { isSimulatedPage, showSimulatedPage } from './platform/payfip.ts'
import { ROOT } from './platform/root.ts'

/** How long a stop waits for what is in hand. */
const STOP_LIMIT_MS = 10_000

const port = Number(process.env.PORT)
const trustsProxy = process.env.TRUST_PROXY === '1'
const inHand = new Set<ServerResponse>()
let isStopping = false

/**
 * Sets X-Forwarded-For to the one address that is known: the last one, which the operator's proxy added, or that of
 * the socket. What a client claims of itself goes no further, or limits by address would be a wish.
 */
function setClientAddress(request: IncomingMessage): void {
  const { headers, socket } = request
  const forwarded = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)!
    .trim()
  const own = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  headers['x-forwarded-for'] = trustsProxy && isIP(forwarded) ? forwarded : own
  delete headers.forwarded
  delete headers['x-real-ip']
  if (trustsProxy) return
  delete headers['x-forwarded-host']
  delete headers['x-forwarded-proto']
  delete headers['x-forwarded-port']
}

/** What Next would answer with a page in English: an address that can't be read, a method that tells headers back. */
function problemOf({ url = '', method }: IncomingMessage): { status: number; text: string } | null {
  if (method === 'TRACE') return { status: 405, text: 'Cette façon de demander n’est pas acceptée.' }
  try {
    decodeURIComponent(url.split('?')[0]!)
    return null
  } catch {
    return { status: 400, text: 'Cette adresse est mal écrite : recopiez-la, ou revenez à l’accueil.' }
  }
}

function refuse(response: ServerResponse, { status, text }: { status: number; text: string }): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    ...(status === 405 && { allow: 'GET, HEAD, POST' }),
  })
  response.end(
    `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>Adresse refusée</title><main><h1>Cette page ne peut pas s’ouvrir</h1><p>${text}</p>` +
      `<p><a href="/">Revenir à l’accueil</a></p></main></html>`,
  )
}

process.env.NEXT_MANUAL_SIG_HANDLE = '1'
const app = next({ dev: false, dir: ROOT, port })
await app.prepare()
const handle = app.getRequestHandler()
const compress = compression()

/** Answers with what the application makes, compressed as a whole: no page of it is shown piece by piece. */
function answer(request: IncomingMessage, response: ServerResponse & { flush?: () => void }): void {
  compress(request, response, () => {
    // Next would call it after each piece of a page.
    delete response.flush
    void handle(request, response)
  })
}

const server = createServer((request, response) => {
  setClientAddress(request)
  inHand.add(response)
  response.once('close', () => inHand.delete(response))
  if (isStopping) response.shouldKeepAlive = false
  const problem = problemOf(request)
  if (problem) refuse(response, problem)
  else if (isSimulatedPage(request, process.env)) showSimulatedPage(request, response, process.env)
  else answer(request, response)
})
// Longer than a proxy keeps its connections, so that it never sends on one that is being closed.
server.keepAliveTimeout = 75_000

/** Takes no more requests, ends those in hand, then stops the jobs and closes the connections to the database. */
async function stop(): Promise<void> {
  if (isStopping) return
  isStopping = true
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
  for (const response of inHand) response.shouldKeepAlive = false
  const closed = new Promise((resolve) => server.close(resolve))
  const idle = setInterval(() => server.closeIdleConnections(), 20)
  await closed
  clearInterval(idle)
  await app.close()
  // Registered by instrumentation.ts, which runs inside Next's own module graph.
  await (globalThis as { espaceFamilleShutdown?: () => Promise<void> }).espaceFamilleShutdown?.()
  process.exit(0)
}

for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(event, () => void stop())

server.once('error', (error) => {
  // The application has made a log of the console (instrumentation.ts); this is for who starts it.
  process.stderr.write(`✖ Le port ${port} ne peut pas être écouté : ${error.message}\n`)
  process.exit(1)
})
server.listen(port, '0.0.0.0', () => process.send?.('ready'))
