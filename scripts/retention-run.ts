import { now } from '@/lib/core/clock'
import { db, disconnectDb } from '@/lib/core/db'
import { countWords, RULE_WORDS } from '@/lib/retention/messages'
import { runRetention } from '@/lib/retention/operations/run-retention'
import { RULE_IDS } from '@/lib/retention/rules'
import { countAllDue } from '@/lib/retention/statements'

// Run as scripts/seed.ts is.
const isDry = process.env.RETENTION_DRY_RUN === '1'
const counts = isDry ? await countAllDue(db, now()) : await runRetention(now())
await disconnectDb()
process.stdout.write(isDry ? 'Ce qui serait effacé (rien ne l’est) :\n' : 'Effacé :\n')
for (const id of RULE_IDS)
  process.stdout.write(`  ${countWords(id, counts[id]).padStart(24)}   ${RULE_WORDS[id].data}\n`)
