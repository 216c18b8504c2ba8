import { loadSchoolHolidays } from '@/lib/activity/operations/load-school-holidays'
import { openPortal } from '@/lib/agent/operations/open-portal'
import { now } from '@/lib/core/clock'
import { db, disconnectDb } from '@/lib/core/db'

// Run as scripts/seed.ts is. Prints « agent » when the portal has one.
const { AUTHORITY_NAME, SCHOOL_ZONE, ADMIN_EMAIL } = process.env
const schoolZone = (['A', 'B', 'C'] as const).find((zone) => zone === SCHOOL_ZONE) ?? 'C'
await db.$transaction((tx) => loadSchoolHolidays(tx))
const { hasAgent } = await openPortal(
  { name: AUTHORITY_NAME || 'Votre collectivité', schoolZone, administratorEmail: ADMIN_EMAIL || null },
  now(),
)
process.stdout.write(hasAgent ? 'agent' : 'nobody')
await disconnectDb()
