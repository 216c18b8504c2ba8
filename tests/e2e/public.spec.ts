import { expectAccessible } from '../fixtures/axe'
import { expect, test } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

const PAGES = [
  { path: '/', title: 'La cantine, l’accueil, les mercredis : tout se règle ici.' },
  { path: '/aide', title: 'Aide et contact' },
  { path: '/mentions-legales', title: 'Mentions légales' },
  { path: '/donnees-personnelles', title: 'Données personnelles' },
  { path: '/accessibilite', title: 'Déclaration d’accessibilité' },
  { path: '/plan-du-site', title: 'Plan du site' },
  { path: '/messagerie-de-demonstration', title: 'Messagerie de démonstration' },
  { path: '/nulle-part', title: 'Cette page n’existe pas' },
]

for (const { path, title } of PAGES)
  test(`${path} is whole and accessible from 320 to 1280 px`, async ({ page }) => {
    const response = await page.goto(path)
    expect(response?.status()).toBe(path === '/nulle-part' ? 404 : 200)
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    for (const width of [320, 360, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      await expectWhole(page)
    }
  })

test('every link of the footer leads to a page', async ({ page }) => {
  await page.goto('/')
  const links = page.getByRole('contentinfo').getByRole('link')
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!))
  expect(addresses).toEqual([
    '/mentions-legales',
    '/donnees-personnelles',
    '/accessibilite',
    '/plan-du-site',
    '/messagerie-de-demonstration',
  ])
  for (const address of addresses) expect((await page.request.get(address)).status(), address).toBe(200)
})

test('outside a demonstration nobody reads the mails', async ({ page, app }) => {
  await app.db.authority.update({ where: { id: 1 }, data: { isDemonstration: false } })
  expect((await page.goto('/messagerie-de-demonstration'))?.status()).toBe(404)
  await expect(page.getByRole('link', { name: 'Messagerie de démonstration' })).toHaveCount(0)
})

test('a parent without a family has one thing to do: subscribe', async ({ page, app }) => {
  await app.signIn('nouveau@demo.example')
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Bonjour Camille' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'S’abonner à l’espace famille' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Mes abonnements' })).toBeVisible()
})

test('a parent finds their family on the home page, and their account in their space', async ({
  page,
  app,
}) => {
  await app.signIn('parent@demo.example')
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'Bonjour Sofia' })).toBeVisible()
  for (const name of ['Planning', 'Dossier Famille', 'Mes demandes'])
    await expect(page.getByRole('main').getByRole('link', { name, exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/mon-espace')
  for (const name of ['Mes abonnements', 'Mon compte'])
    await expect(page.getByRole('main').getByRole('link', { name, exact: true })).toBeVisible()
  await expectAccessible(page)
})

test('the home page of an agent is what waits', async ({ page, app }) => {
  await app.signIn('agent@demo.example')
  await page.goto('/')
  await expect(page).toHaveURL(/\/admin$/)
})
