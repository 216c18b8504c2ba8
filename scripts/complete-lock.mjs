/**
 * Adds to package-lock.json the optional platform packages that npm left out because the
 * package source did not carry them, so that `npm ci` accepts the lock everywhere.
 * Run after each `npm install`; `npm ci --dry-run` then says whether it worked.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32']

/** The system and processor that a platform package's name tells, as npm writes them. */
function platformOf(name) {
  const parts = name.split(/[-/]/)
  const os = systems.find((system) => parts.includes(system))
  const cpu = processors.find((processor) => parts.includes(processor)) ?? 'wasm32'
  return cpu === 'wasm32' ? { cpu: ['wasm32'] } : { os: [os], cpu: [cpu] }
}

let added = 0
for (const { optionalDependencies = {} } of Object.values(lock.packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    const path = `node_modules/${name}`
    if (lock.packages[path] || !/^\d/.test(range)) continue
    lock.packages[path] = { version: range, ...platformOf(name), optional: true }
    added += 1
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} paquets de plateforme ajoutés au verrou.`)
