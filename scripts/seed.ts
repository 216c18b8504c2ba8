import { now } from '@/lib/core/clock'
import { disconnectDb } from '@/lib/core/db'
import { seedDemonstration } from '@/prisma/seed/demonstration'

// Run as: node --import tsx --import ./scripts/platform/server-imports.mjs --conditions=react-server scripts/seed.ts
const written = await seedDemonstration(now())
process.stdout.write(
  written ? 'demonstration data written\n' : 'the database has data already: nothing written\n',
)
await disconnectDb()
