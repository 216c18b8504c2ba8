import { latestNews } from '@/lib/authority/queries'
import { expect, test } from '../fixtures/database'

const at = new Date('2026-11-24T08:00:00Z')
const minutes = (n: number) => new Date(at.getTime() + n * 60_000)

test('the home page shows what is published and not expired, the newest first, five at most', async ({
  db,
}) => {
  const news = [
    { title: 'À venir', publishedAt: minutes(1) },
    { title: 'À l’instant', publishedAt: at },
    { title: 'Expirée à l’instant', publishedAt: minutes(-10), expiresAt: at },
    { title: 'Expire bientôt', publishedAt: minutes(-5), expiresAt: minutes(1) },
    ...[20, 30, 40, 50].map((age) => ({ title: `Il y a ${age} minutes`, publishedAt: minutes(-age) })),
  ]
  await db.news.createMany({ data: news.map((one) => ({ body: 'Texte', ...one })) })
  expect((await latestNews(at)).map((one) => one.title)).toEqual([
    'À l’instant',
    'Expire bientôt',
    'Il y a 20 minutes',
    'Il y a 30 minutes',
    'Il y a 40 minutes',
  ])
})
