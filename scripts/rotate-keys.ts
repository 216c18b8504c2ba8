import { now } from '@/lib/core/clock'
import { disconnectDb } from '@/lib/core/db'
import { rotateKeys } from '@/lib/dossier/operations/rotate-keys'

// Run as scripts/seed.ts is. Ends with 1 while something is left under a former key.
const { turned, left, unreadable } = await rotateKeys(({ table, done, total }) => {
  process.stdout.write(`  ${table} : ${done} sur ${total}\n`)
}, now())
await disconnectDb()
process.stdout.write(`Lignes rechiffrées : ${turned}.\n`)
for (const row of unreadable) process.stdout.write(`✖ Illisible avec les clés données : ${row}\n`)
if (left > 0) {
  process.stdout.write(
    `✖ Lignes encore sous une ancienne clé : ${left}. Gardez cette clé, donnez les nouvelles clés à tous les processus, puis recommencez.\n`,
  )
  process.exitCode = 1
} else process.stdout.write('Plus rien ne dépend d’une ancienne clé.\n')
