import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ended, freePort, isPortFree } from '@/scripts/platform/processes'
import { ROOT } from '@/scripts/platform/root'

// One after the other: each start takes a processor.
test.describe.configure({ mode: 'default', timeout: 120_000 })

type Portal = { process: ChildProcess; output(): string }

let dataDir: string
let port: number
test.beforeEach(async ({}, { testId }) => {
  dataDir = join(process.env.DATA_DIR!, `start-${testId}`)
  mkdirSync(dataDir, { recursive: true })
  // The build that the tests made is named by these secrets: a start finds it and need not build.
  copyFileSync(join(ROOT, '.data/secrets.json'), join(dataDir, 'secrets.json'))
  port = await freePort('0.0.0.0')
})

/** Runs npm start's script as an operator would: none of the settings of the tests, a group of its own. */
function start(settings: Record<string, string> = {}): Portal {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, DEMO: '0', DATA_DIR: dataDir, PORT: String(port), ...settings }
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: env as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { process: child, output: () => output }
}

/** Waits until a portal says that it is open; fails with what it said if it ends before. */
async function opened(portal: Portal): Promise<void> {
  const isOpen = () => portal.output().includes('Pour l’arrêter') || portal.process.exitCode !== null
  await expect.poll(isOpen, { timeout: 60_000 }).toBe(true)
  expect(portal.process.exitCode, portal.output()).toBeNull()
  expect((await fetch(`http://localhost:${port}/api/sante`)).status).toBe(200)
}

/** Expects a start to be refused in one clear sentence, without a stack trace. */
async function refused(portal: Portal, message: string | RegExp): Promise<void> {
  await ended(portal.process)
  await expect.poll(portal.output).toContain('✖')
  expect(portal.output()).toMatch(message)
  expect(portal.output()).not.toMatch(/^\s+at /m)
  expect(portal.process.exitCode).toBe(1)
}

const commandsOf = (directory: string) =>
  spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.includes(directory))

test('a portal opens, refuses a second one, comes back after a crash, and Ctrl-C leaves nothing', async () => {
  const first = start()
  await opened(first)
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
  await refused(start(), `Le portail est déjà démarré avec ce dossier de données`)

  const { pid } = JSON.parse(readFileSync(join(dataDir, 'portal.lock'), 'utf8')) as { pid: number }
  process.kill(pid, 'SIGKILL')
  await ended(first.process)
  expect(first.process.exitCode).toBe(1)
  await expect.poll(() => isPortFree(port, '0.0.0.0'), { timeout: 15_000 }).toBe(true)
  expect(existsSync(join(dataDir, 'portal.lock')), 'what the crash left').toBe(true)

  const second = start()
  await opened(second)
  process.kill(-second.process.pid!, 'SIGINT')
  await ended(second.process)
  expect(second.process.exitCode, second.output()).toBe(0)
  expect(second.output()).toContain('Tout est arrêté.')
  expect(commandsOf(dataDir)).toEqual([])
  expect(await isPortFree(port, '0.0.0.0')).toBe(true)
  expect(existsSync(join(dataDir, 'portal.lock'))).toBe(false)
})

test('a port in use is named, with another one to take', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(port, '0.0.0.0', resolve))
  await refused(start(), new RegExp(`Le port ${port} est déjà utilisé .* « PORT=${port + 1} npm start »`))
  await new Promise((resolve) => other.close(resolve))
  expect(existsSync(join(dataDir, 'portal.lock'))).toBe(false)
  expect(commandsOf(dataDir)).toEqual([])
})

test('a database that does not answer is named, its password is not', async () => {
  const closed = await freePort()
  const portal = start({ DATABASE_URL: `postgres://mairie:tres-secret@127.0.0.1:${closed}/portail` })
  await refused(portal, `La base de données de 127.0.0.1:${closed} ne répond pas.`)
  expect(portal.output()).not.toContain('tres-secret')
})

const SOUND = 'kQ8v1Zr3-Tn5Yx7Lm9Pw2Bd4Fg6Hj0Sa'
const REFUSED = [
  ['APP_SECRET is missing', {}, 'APP_SECRET manque'],
  ['APP_SECRET can be guessed', { APP_SECRET: 'a'.repeat(40) }, 'APP_SECRET est trop faible'],
  ['the key is missing', { APP_SECRET: SOUND }, 'ENCRYPTION_KEYS manque'],
  [
    'the key is too short',
    { APP_SECRET: SOUND, ENCRYPTION_KEYS: 'k1:c2hvcnQ=' },
    'ENCRYPTION_KEYS est mal formé ou trop faible',
  ],
] as const
for (const [why, secrets, message] of REFUSED)
  test(`production does not start when ${why}`, async () => {
    const settings = { NODE_ENV: 'production', DATABASE_URL: 'postgres://mairie@127.0.0.1:1/portail' }
    await refused(start({ ...settings, ...secrets }), message)
  })
