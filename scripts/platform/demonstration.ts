import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Problem } from './problem.ts'
import { ROOT } from './root.ts'

/** Arguments with which Node.js runs a TypeScript script that uses the application's server modules. */
export const SERVER_MODULES = [
  '--conditions=react-server',
  `--import=tsx`,
  `--import=${join(ROOT, 'scripts/platform/server-imports.mjs')}`,
]

/** Fills an empty, migrated database with the town of the demonstration. */
export async function loadDemonstration(env: NodeJS.ProcessEnv): Promise<void> {
  await runScript('scripts/seed.ts', env, 'La démonstration n’a pas pu être chargée.')
}

/** A new subscriber code for the newcomer of the demonstration; the former one no longer works. */
export async function freshSubscriberCode(env: NodeJS.ProcessEnv): Promise<string> {
  const output = await runScript('scripts/demonstration-code.ts', env, 'Le code abonné n’a pas pu être émis.')
  return output.trim()
}

/** Opens the portal of a collectivité in an empty database. Returns whether somebody can administer it. */
export async function openForAuthority(env: NodeJS.ProcessEnv): Promise<boolean> {
  const output = await runScript('scripts/first-start.ts', env, 'Le portail n’a pas pu être préparé.')
  return output.trim() === 'agent'
}

async function runScript(script: string, env: NodeJS.ProcessEnv, failure: string): Promise<string> {
  const child = spawn(process.execPath, [...SERVER_MODULES, join(ROOT, script)], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk))
  await once(child, 'close')
  if (child.exitCode !== 0) throw new Problem(`${failure}\n${errors}`)
  return output
}

/** Runs a script that uses the application's server modules, before the eyes of who started it. Returns whether it succeeded. */
export async function runVisibly(script: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const child = spawn(process.execPath, [...SERVER_MODULES, join(ROOT, script)], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await once(child, 'close')
  return child.exitCode === 0
}

/** What the start message says of the demonstration. */
export function welcomeToDemonstration(code: string): string {
  return `  Démonstration : une ville imaginaire, Vallombreuse. Mot de passe de tous les comptes : Espace-famille-2026
    parent@demo.example    un parent abonné
    nouveau@demo.example   un parent à abonner, avec le code abonné ${code}
    agent@demo.example     un agent du service famille
    admin@demo.example     l’administration
    regie@demo.example     la régie
    terrain@demo.example   un agent de terrain
`
}
