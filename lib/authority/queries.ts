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

/** How many news the home page shows. */
const NEWS_SHOWN = 5

/** A piece of news, as the home page shows it. */
export type PublishedNews = { id: string; title: string; body: string; publishedAt: Date }

/** The news published at an instant and not expired by then, the newest first: five at most. */
export async function latestNews(at: Date): Promise<PublishedNews[]> {
  return db.news.findMany({
    where: { publishedAt: { lte: at }, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] },
    orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
    take: NEWS_SHOWN,
    select: { id: true, title: true, body: true, publishedAt: true },
  })
}
