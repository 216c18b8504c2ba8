import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Problem } from './problem.ts'
import { processBirth } from './processes.ts'

type Holder = { pid: number; birth?: string; appUrl: string }

/**
 * Holds a data directory for this process: two PostgreSQL on one cluster would ruin it. The file of a process
 * that died is taken over. Returns the function that releases it.
 * @throws Problem when a living portal holds it.
 */
export async function lockDataDir(dataDir: string, appUrl: string): Promise<() => void> {
  const file = join(dataDir, 'portal.lock')
  const own: Holder = { pid: process.pid, birth: processBirth(process.pid), appUrl }
  const take = () => writeFileSync(file, JSON.stringify(own), { flag: 'wx' })
  try {
    take()
  } catch {
    refuseIfAlive(readHolder(file))
    rmSync(file, { force: true })
    try {
      take()
      // Two processes may have found the same dead holder: the last to write is the one that stays.
      await delay(50)
    } catch {
      // The other one was quicker: what it wrote is read now.
    }
    const holder = readHolder(file)
    if (holder?.pid !== own.pid) refuseIfAlive(holder)
  }
  return () => {
    if (readHolder(file)?.pid === own.pid) rmSync(file, { force: true })
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

function refuseIfAlive(holder: Holder | undefined): void {
  if (holder && processBirth(holder.pid) === holder.birth)
    throw new Problem(
      `Le portail est déjà démarré avec ce dossier de données (processus ${holder.pid}) : ${holder.appUrl}. ` +
        'Pour en lancer un second, donnez-lui d’autres DATA_DIR et PORT.',
    )
}
