import { z } from 'zod'

/** « Afficher » of a child's health data. */
export const healthSchema = z.object({ familyId: z.uuid(), childId: z.uuid() })
