/**
 * What npm start and npm test do first, on whatever Node.js the machine has: install the dependencies if
 * they are not those of the lock file, then go on with the Node.js that they bring.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const bin = join(root, 'node_modules/.bin')

/** Ends with a message, without a stack trace. @returns {never} */
function refuse(message) {
  console.error(`\n✖ ${message}\n`)
  process.exit(1)
}

/** Whether node_modules holds the versions of the lock file; what npm may leave out is not looked at. */
function isInstalled() {
  try {
    const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages
    const installed = packagesOf('node_modules/.package-lock.json')
    return Object.entries(packagesOf('package-lock.json')).every(
      ([path, { version, optional, devOptional }]) =>
        path === '' ||
        optional ||
        devOptional ||
        (installed[path]?.version === version && existsSync(join(root, path, 'package.json'))),
    )
  } catch {
    return false
  }
}

function install() {
  console.log('Installation des dépendances (une minute environ la première fois)…')
  const npm = process.env.npm_execpath
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  // The build needs the development packages, which npm leaves out under NODE_ENV=production.
  const { status, error } = spawnSync(command, [...args, 'ci', '--include=dev', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0)
    refuse(`Les dépendances n’ont pas pu être installées${error ? ` (${error.message})` : ''}.`)
}

/**
 * Runs a script of the repository on the Node.js of node_modules, passes signals on to it, and ends as it ends.
 * The script sees this process's death as the end of its message channel, so that it never outlives it.
 * @param {string} script path from the root
 * @param {string[]} args
 */
export function runInstalled(script, args) {
  if (Number.parseInt(process.versions.node, 10) < 20)
    refuse(`Node.js ${process.versions.node} est trop ancien : il faut la version 20 ou une plus récente.`)
  if (!isInstalled()) install()
  const node = join(bin, 'node')
  if (!existsSync(node))
    refuse(
      'Le paquet « node » n’a pas posé son programme : relancez « npm ci » sans l’option ignore-scripts, puis recommencez.',
    )
  const child = spawn(node, [join(root, script), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}
