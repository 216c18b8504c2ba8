import { spawn } from 'node:child_process'
import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Problem } from './problem.ts'
import { ended } from './processes.ts'
import { ROOT } from './root.ts'

/** Where the portal of the demonstration shows the simulator's payment page: who reaches the one reaches the other. */
const PAGE = '/simulateur-payfip'

/**
 * Starts the simulator of PayFiP (docs/decisions/payfip.md) on a port of this machine alone. Returns what the
 * application is told of it.
 * @throws Problem when it does not start
 */
export async function startPayfip(
  appUrl: string,
): Promise<{ env: { PAYFIP_URL: string; PAYFIP_PAGE_URL: string }; stop(): Promise<void> }> {
  const simulator = spawn(process.execPath, [join(ROOT, 'scripts/payfip-simulator.ts')], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // A session of its own: Ctrl-C reaches the portal, which stops it.
    detached: true,
  })
  const url = await Promise.race([
    new Promise<string>((resolve) => simulator.once('message', (message) => resolve(String(message)))),
    ended(simulator).then(() => {
      throw new Problem('Le simulateur de paiement ne démarre pas.')
    }),
  ])
  return {
    env: { PAYFIP_URL: url, PAYFIP_PAGE_URL: appUrl + PAGE },
    stop: async () => {
      simulator.kill('SIGTERM')
      await ended(simulator)
    },
  }
}

/** Whether a request is for the simulator's payment page, and that page is shown here. */
export function isSimulatedPage({ url = '' }: IncomingMessage, env: NodeJS.ProcessEnv): boolean {
  return env.PAYFIP_PAGE_URL === `${env.APP_URL}${PAGE}` && url.split('?')[0] === PAGE
}

/**
 * Shows the simulator's payment page; without the cookies of the portal, which are none of its business. Next looks ahead,
 * for itself, at an address of the same host that an action leads to: that must not use up a page that opens once.
 */
export function showSimulatedPage(
  request: IncomingMessage,
  response: ServerResponse,
  env: NodeJS.ProcessEnv,
): void {
  if (request.headers.rsc) return void response.writeHead(204).end()
  const page = new URL(`${env.PAYFIP_URL}/paiementws.web`)
  page.search = new URL(request.url!, page).search
  const type = request.headers['content-type']
  const asked = ask(
    page,
    { method: request.method, headers: type ? { 'content-type': type } : {} },
    (answer) => {
      const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...headers } = answer.headers
      response.writeHead(answer.statusCode!, headers)
      answer.pipe(response)
    },
  )
  asked.on('error', () => {
    if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' })
    response.end('Le simulateur de paiement ne répond pas.')
  })
  request.pipe(asked)
}
