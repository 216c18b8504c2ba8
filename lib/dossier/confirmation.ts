import { addDays, dayInParis, instantInParis, type WallTime } from '@/lib/core/day'

/** How long « Tout est à jour » stands (PRODUCT §4, yearly re-confirmation), in days. */
const STANDS_DAYS = 365

/** The instant before which a confirmation no longer stands: midnight in Paris, 365 days before tomorrow. */
export function confirmationsStandSince(at: Date): Date {
  return instantInParis(addDays(dayInParis(at), 1 - STANDS_DAYS), '00:00' as WallTime)
}

/** Whether a family is to read its dossier again and say that it is up to date. */
export function isConfirmationDue(confirmedAt: Date | null, at: Date): boolean {
  return confirmedAt === null || confirmedAt < confirmationsStandSince(at)
}
