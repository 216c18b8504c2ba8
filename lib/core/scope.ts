import 'server-only'
import type { Prisma } from '@/lib/generated/prisma/client.ts'
import type { Parent } from './actor'

/** The families that a parent's subscriptions open. */
export function familyIdsOf(parent: Parent): string[] {
  return [...new Set(parent.guardians.map(({ familyId }) => familyId))]
}

/** The rows that exist for a parent: every lookup of theirs goes through one of these. */
export function scopeOf(parent: Parent) {
  const guardianIds = parent.guardians.map(({ guardianId }) => guardianId)
  const familyIds = familyIdsOf(parent)
  return {
    family: { id: { in: familyIds } } satisfies Prisma.FamilyWhereInput,
    guardian: { familyId: { in: familyIds } } satisfies Prisma.GuardianWhereInput,
    child: { guardianships: { some: { guardianId: { in: guardianIds } } } } satisfies Prisma.ChildWhereInput,
    request: { familyId: { in: familyIds } } satisfies Prisma.BookingRequestWhereInput,
  }
}
