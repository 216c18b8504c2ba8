import type { APIResponse, Page } from '@playwright/test'
import { PAGE_EXPIRED } from '@/lib/core/action-state'
import { SHOWN_FIELD } from '@/lib/dossier/schema'
import { expect, test } from '../fixtures/app'
import { openSection, sendTo } from '../fixtures/dossier'

/** Addresses that someone altered by hand, once answered with an error. */
const ALTERED = [
  ['', '/connexion?motif=constructor'],
  ['', '/connexion?motif=__proto__'],
  ['admin@demo.example', '/admin/import?refus=constructor'],
  ['admin@demo.example', '/admin/import?FAMILIES=__proto__'],
  ['admin@demo.example', '/admin/familles?q=%00'],
  ['admin@demo.example', '/admin/dossiers?famille=%00'],
  ['admin@demo.example', '/admin/journal?au=9999-12-31'],
  ['admin@demo.example', '/admin/import/------------------------------------/rapport'],
  ['admin@demo.example', '/admin/evenements?q=%00'],
  ['admin@demo.example', '/admin/activites/1/inscrits?q=%00'],
  ['admin@demo.example', '/admin/activites/1/inscrits/inscrire?q=a%00'],
  ['admin@demo.example', '/admin/feuilles/1?ajouter=a%00b'],
  ['parent@demo.example', '/famille/planning?vue=x&date=9999-99-99&enfants=zzz'],
  ['parent@demo.example', '/famille/planning?date=0000-01-01'],
] as const

for (const [email, address] of ALTERED)
  test(`an altered address is answered: ${address}`, async ({ app, page }) => {
    if (email) await app.signIn(email)
    expect((await page.request.get(address)).status()).toBeLessThan(500)
  })

const expectGuarded = (response: APIResponse) => {
  expect(response.headers()['x-content-type-options']).toBe('nosniff')
  expect(response.headers()['content-security-policy']).toContain("default-src 'none'")
}

for (const address of ['/confirmation/%', '/%E0%A4%A/x', '/admin/familles/%zz'])
  test(`an address that can’t be read is answered in French: ${address}`, async ({ page }) => {
    const response = await page.request.get(address)
    expect(response.status()).toBe(400)
    expect(await response.text()).toContain('Cette adresse est mal écrite')
    expectGuarded(response)
  })

test('TRACE, which tells headers back, is refused', async ({ page }) => {
  const response = await page.request.fetch('/', { method: 'TRACE' })
  expect(response.status()).toBe(405)
  expect(response.headers().allow).toBe('GET, HEAD, POST')
  expectGuarded(response)
})

test('the door of the files refuses another site, and a form that is none of ours, each in its words', async ({
  app,
  page,
}) => {
  await app.signIn('agent@demo.example')
  const foreign = await page.request.post('/admin/import/fichiers', {
    headers: { origin: 'https://autre.example' },
  })
  expect(foreign.status()).toBe(403)
  expectGuarded(foreign)
  const post = (options: object, headers: Record<string, string> = {}) =>
    page.request.post('/admin/import/fichiers', {
      ...options,
      headers: { ...headers, origin: app.url },
      maxRedirects: 0,
    })
  const withoutFiles = await post({ form: { a: 'b' } })
  expect(withoutFiles.headers().location).toBe('/admin/import?refus=NO_FILE')
  const broken = await post({ data: 'rien' }, { 'content-type': 'multipart/form-data' })
  expect(broken.status()).toBe(400)
  expect(await broken.text()).toBe(PAGE_EXPIRED)
  expectGuarded(broken)
})

test('a hidden field that was altered is told as a page that has expired, without a word of English', async ({
  app,
  page,
}) => {
  await app.signIn('admin@demo.example')
  await page.goto('/admin/agents')
  await page.locator('summary').first().click()
  await page.locator('input[name="accountId"]').evaluateAll((fields) => {
    for (const field of fields as HTMLInputElement[]) field.value = 'x'
  })
  await page.getByRole('button', { name: 'Enregistrer le rôle' }).first().click()
  const alert = page.getByRole('alert').filter({ hasText: PAGE_EXPIRED })
  await expect(alert).toHaveText(PAGE_EXPIRED)
  await page.getByRole('button', { name: 'Renvoyer un lien de mot de passe' }).first().click()
  await expect(page.getByRole('alert').filter({ hasText: PAGE_EXPIRED })).toHaveCount(2)
})

test('an entry of the year 0000 does not exist', async ({ app, page }) => {
  await app.signIn('parent@demo.example')
  const child = await app.db.child.findFirstOrThrow({ where: { lastName: 'Delmas' } })
  const response = await page.request.get(
    `/famille/planning/entree?enfant=${child.id}&activite=1&jour=0000-01-01`,
  )
  expect(response.status()).toBe(404)
})

const openIdentity = (page: Page) => openSection(page, 'Sofia Delmas', 'Informations de base')

test('two tabs: what the other one asked is told, then replaced, and nothing else with it', async ({
  app,
  page,
  context,
}) => {
  await app.signIn('parent@demo.example')
  const other = await context.newPage()
  await openIdentity(page)
  await openIdentity(other)
  await page.getByLabel('Profession').fill('Libraire')
  await page.getByLabel('Employeur').fill('Librairie du Pont')
  await sendTo(page)
  await expect(page.getByText('2 modifications envoyées à la mairie.')).toBeVisible()

  await other.getByLabel('Profession').fill('Autrice')
  await sendTo(other)
  await expect(other.getByText('Valeur actuelle : Libraire.').first()).toBeVisible()
  await expect(other.getByLabel('Profession')).toHaveValue('Autrice')
  await expect(other.locator(`input[name="${SHOWN_FIELD}"]`)).toHaveValue(/Libraire/)
  await sendTo(other)
  await expect(other.getByText('1 modification envoyée à la mairie.')).toBeVisible()
  const changes = await app.db.pendingChange.findMany({
    where: { state: 'PENDING', unit: { in: ['profession', 'employer'] }, guardian: { lastName: 'Delmas' } },
  })
  expect(changes.map(({ after }) => after)).toEqual(
    expect.arrayContaining([{ profession: 'Autrice' }, { employer: 'Librairie du Pont' }]),
  )
})

test('a cut connection keeps the form and says so', async ({ app, page, context }) => {
  await app.signIn('parent@demo.example')
  await openIdentity(page)
  await page.getByLabel('Profession').fill('Libraire')
  await context.setOffline(true)
  await sendTo(page)
  await expect(page.getByText('La connexion est coupée')).toBeVisible()
  await expect(page.getByLabel('Profession')).toHaveValue('Libraire')
  await context.setOffline(false)
  await sendTo(page)
  await expect(page.getByText('1 modification envoyée à la mairie.')).toBeVisible()
})

/** Forms of every kind whose answer is lost: the page stays, says so, and keeps what was typed. */
const UNANSWERED_FORMS = [
  ['a section of the dossier', 'parent@demo.example', openIdentity, 'Libraire', sendTo],
  [
    'a subscription',
    'nouveau@demo.example',
    (page: Page) => page.goto('/mon-espace/abonnements/nouveau'),
    'ABCD-EFGH-JKLM',
    (page: Page) => page.getByRole('button', { name: 'Rechercher' }).click(),
  ],
  [
    'a new agent',
    'admin@demo.example',
    (page: Page) => page.goto('/admin/agents'),
    'Zoé',
    (page: Page) => page.getByRole('button', { name: 'Créer le compte' }).click(),
  ],
] as const
const TYPED_IN = { Libraire: 'Profession', 'ABCD-EFGH-JKLM': 'Code abonné', Zoé: 'Prénom' } as const

for (const [form, email, open, typed, send] of UNANSWERED_FORMS)
  test(`a form whose answer is lost stays, with what was typed: ${form}`, async ({ app, page }) => {
    await app.signIn(email)
    await open(page)
    const field = page.getByLabel(TYPED_IN[typed])
    await field.fill(typed)
    await page.route('**', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await send(page)
    await expect(page.getByText('Le portail n’a pas répondu.').first()).toBeVisible()
    await expect(field).toHaveValue(typed)
  })

test('a request that could not be withdrawn stays in its list, and the page says why', async ({
  app,
  page,
}) => {
  await app.signIn('parent@demo.example')
  await page.goto('/famille/demandes')
  const button = page.getByRole('button', { name: /^Annuler/ }).first()
  await page.route('**', (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await button.click()
  await expect(page.getByText('Le portail n’a pas répondu.').first()).toBeVisible()
  await expect(button).toBeVisible()
})

test('agents who tick nothing are told so in French', async ({ app, page }) => {
  await app.signIn('agent@demo.example')
  await page.goto('/admin/demandes')
  await page.getByRole('button', { name: 'Accepter', exact: true }).click()
  await expect(page.getByText('Cochez au moins une demande.').first()).toBeVisible()
})

test('a null character in a text is left out', async ({ app, page }) => {
  await app.signIn('parent@demo.example')
  await openIdentity(page)
  await page.getByLabel('Profession').evaluate((field: HTMLInputElement) => (field.value = 'Lib\0raire'))
  await sendTo(page)
  await expect(page.getByText('1 modification envoyée à la mairie.')).toBeVisible()
})

test('a null character in what an address searches for is left out', async ({ app, page }) => {
  await app.signIn('regie@demo.example')
  const run = await app.db.billingRun.findFirstOrThrow({ orderBy: { month: 'desc' } })
  for (const address of ['/admin/paiements', '/admin/paiements/journal', `/admin/facturation/${run.id}`])
    expect((await page.request.get(`${address}?q=%00Delmas`)).status(), address).toBe(200)
})
