import 'server-only'
import { cache } from 'react'
import { db } from '@/lib/core/db'

/** What the collectivité publishes of itself, as every page shows it. Read once per request. */
export const getAuthority = cache(async () =>
  db.authority.findUniqueOrThrow({
    where: { id: 1 },
    select: {
      name: true,
      shortName: true,
      schoolZone: true,
      brandColour: true,
      welcomeTitle: true,
      welcomeText: true,
      openingHours: true,
      phone: true,
      email: true,
      postalAddress: true,
      dossierDelay: true,
      legalNotice: true,
      privacyNotice: true,
      accessibilityStatus: true,
      isDemonstration: true,
    },
  }),
)

export type PublishedAuthority = Awaited<ReturnType<typeof getAuthority>>
