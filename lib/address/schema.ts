import { z } from 'zod'
import { ADDRESS_QUERY, type FoundAddress } from './rules'

/** Lengths are those of the fields that a choice fills (lib/dossier/guardian-sections.ts). */
const featureSchema = z.object({
  properties: z.object({
    label: z.string().min(1).max(200),
    name: z.string().min(1).max(120),
    postcode: z.string().regex(/^\d{5}$/),
    city: z.string().min(1).max(80),
    // A town alone is no address.
    type: z.enum(['housenumber', 'street', 'locality']),
  }),
})

const answerSchema = z.object({ features: z.array(z.unknown()) })

/** The addresses of an answer of the service (GeoJSON); null when it is no such answer. What is no address is left out. */
export function addressesOf(answer: unknown): FoundAddress[] | null {
  const parsed = answerSchema.safeParse(answer)
  if (!parsed.success) return null
  return parsed.data.features
    .flatMap((feature) => featureSchema.safeParse(feature).data ?? [])
    .slice(0, ADDRESS_QUERY.proposals)
    .map(({ properties: { label, name, postcode, city } }) => ({
      label,
      addressLine: name,
      postalCode: postcode,
      city,
    }))
}
