import { now } from '@/lib/core/clock'
import { disconnectDb } from '@/lib/core/db'
import { freshDemonstrationCode } from '@/prisma/seed/demonstration-code'

// Run as scripts/seed.ts is. Prints the code alone.
process.stdout.write(`${await freshDemonstrationCode(now())}\n`)
await disconnectDb()
