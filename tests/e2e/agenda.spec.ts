import type { Page } from '@playwright/test'
import ICAL from 'ical.js'
import { expect, test } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

// The planning in a parent's own calendar: the secret address is made, read over HTTP as a calendar does, changed and
// revoked in a browser.

const MOTHER = 'parent@demo.example'

const address = (page: Page) => page.getByLabel('Votre adresse')

/** Whom the events of a feed name, and what they hold; what a calendar would get. */
async function readFeed(url: string) {
  const response = await fetch(url)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  const text = await response.text()
  const events = new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map((one) => new ICAL.Event(one))
  const names = new Set(events.map(({ summary }) => summary.split(' : ')[0]!))
  return { text, events, names: [...names].sort() }
}

const statusOf = async (url: string) => (await fetch(url)).status

for (const width of [360, 1280])
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } })

    test('the address of the planning is made, read by a calendar, changed, and stopped', async ({
      app,
      page,
    }) => {
      await app.db.child.updateMany({
        where: { firstNames: 'Lina Jeanne' },
        data: { diet: 'NO_PORK' },
      })
      await app.signIn(MOTHER)
      await page.goto('/famille/planning')
      await page.getByRole('link', { name: 'Recevoir le planning dans mon agenda' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Planning dans mon agenda')
      await expect(page.getByRole('button', { name: 'Arrêter le partage' })).toBeHidden()
      await expectWhole(page)
      await page.getByRole('button', { name: 'Créer une adresse' }).click()
      await expect(address(page)).toBeVisible()
      await expect(page.getByText('Elle n’est montrée qu’à sa création')).toBeHidden()
      const first = await address(page).inputValue()
      expect(first).toMatch(/^http:\/\/localhost:\d+\/api\/calendrier\/[\w-]{32,}$/)
      await expect(page.getByRole('link', { name: 'Ouvrir dans mon agenda' })).toHaveAttribute(
        'href',
        first.replace('http:', 'webcal:'),
      )
      await expectWhole(page)

      const feed = await readFeed(first)
      expect(feed.names).toEqual(['Lina', 'Noé'])
      expect(feed.events.every(({ startDate, endDate }) => startDate.isDate && endDate.isDate)).toBe(true)
      for (const secret of ['porc', 'Delmas', 'rgie', 'PAI', '10087', MOTHER])
        expect(feed.text).not.toContain(secret)

      await page.reload()
      await expect(page.getByText('Elle n’est montrée qu’à sa création')).toBeVisible()
      await expect(address(page)).toBeHidden()
      await page.getByRole('button', { name: 'Changer d’adresse' }).click()
      await expect(address(page)).toBeVisible()
      const second = await address(page).inputValue()
      expect(await statusOf(first)).toBe(404)
      expect((await readFeed(second)).names).toEqual(['Lina', 'Noé'])

      await page.getByRole('button', { name: 'Arrêter le partage' }).click()
      await expect(page.getByText('Le partage est arrêté.')).toBeVisible()
      await expect(address(page)).toBeHidden()
      await expect(page.getByRole('button', { name: 'Créer une adresse' })).toBeVisible()
      await expectWhole(page)
      expect(await statusOf(second)).toBe(404)
      expect(await statusOf(`${app.url}/api/calendrier/nimporte`)).toBe(404)
    })
  })

test('each parent’s calendar holds their own children alone', async ({ app, page }) => {
  const others = await app.db.account.findMany({
    where: { email: { endsWith: '@demo.example', not: MOTHER }, subscriptions: { some: { endedAt: null } } },
    select: { email: true },
    take: 1,
    orderBy: { email: 'asc' },
  })
  const read = async (reader: Page) => {
    await reader.goto('/famille/planning/agenda')
    await reader.getByRole('button', { name: 'Créer une adresse' }).click()
    await expect(address(reader)).toBeVisible()
    return readFeed(await address(reader).inputValue())
  }
  await app.signIn(MOTHER)
  const mine = await read(page)
  const theirs = await read(await app.openAs(others[0]!.email))
  expect(mine.events.length).toBeGreaterThan(0)
  expect(theirs.events.length).toBeGreaterThan(0)
  expect(theirs.names.filter((name) => mine.names.includes(name))).toEqual([])
  expect(theirs.text).not.toContain('Lina')
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the address is made and shown', async ({ app, page }) => {
    await app.signIn(MOTHER)
    await page.goto('/famille/planning/agenda')
    await page.getByRole('button', { name: 'Créer une adresse' }).click()
    await expect(address(page)).toBeVisible()
    expect((await readFeed(await address(page).inputValue())).names).toEqual(['Lina', 'Noé'])
    await page.getByRole('button', { name: 'Arrêter le partage' }).click()
    await expect(page.getByRole('button', { name: 'Créer une adresse' })).toBeVisible()
  })
})
