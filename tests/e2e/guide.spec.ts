import type { Browser, Page } from '@playwright/test'
import { issueCodes } from '@/lib/subscription/operations/issue-codes'
import { formatCode } from '@/lib/subscription/rules/code'
import { NEWCOMER_FAMILY } from '@/prisma/seed/stories'
import { agentActor } from '@/tests/factories/accounts'
import { expect, START, test, type App } from '../fixtures/app'
import { expectAccessible } from '../fixtures/axe'

const PASSWORD = 'Trois-petits-chats-2026'
const EMAIL = 'camille@exemple.example'
const PLANNING = '/famille/planning?vue=semaine&date=2026-12-07'

/** Leads to a page of the parents' menu, wherever the width of the screen puts it. */
async function openFromMenu(page: Page, name: string, width: number) {
  if (width < 1024) await page.getByRole('button', { name: 'Plus' }).click()
  const menu = width < 1024 ? 'Menu complet' : 'Menu principal'
  await page.getByRole('navigation', { name: menu }).getByRole('link', { name }).click()
}

async function logIn(page: Page, email: string, password: string) {
  await page.goto('/connexion')
  await page.getByLabel('Adresse e-mail').fill(email)
  await page.getByLabel('Mot de passe', { exact: false }).first().fill(password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

/** The first visible entry of the planning in a state. */
const entryIn = (page: Page, state: RegExp) =>
  page.getByRole('main').getByRole('link', { name: state }).filter({ visible: true }).first()

for (const width of [360, 1280])
  test(`the guide, from the account to the agent’s decision, at ${width} px`, async ({
    app,
    page,
    browser,
  }) => {
    test.setTimeout(120_000)
    await page.setViewportSize({ width, height: 800 })

    await test.step('étape 1 : création d’un compte citoyen', async () => {
      await page.goto('/')
      await page.getByRole('link', { name: 'Créer un compte' }).first().click()
      await page.getByLabel('Nom', { exact: false }).first().fill('Moreau')
      await page.getByLabel('Prénom').fill('Camille')
      await page.getByLabel('Adresse e-mail').fill(EMAIL)
      await page.getByLabel('Mot de passe', { exact: false }).first().fill(PASSWORD)
      await page.getByLabel('Je ne suis pas un robot').click()
      await expect(page.getByText('Vérifié')).toBeVisible({ timeout: 20_000 })
      await page.getByRole('button', { name: 'S’inscrire' }).click()
      await expect(page.getByRole('heading', { name: /messagerie/i })).toBeVisible()
      const confirmation = await app.mailTo(EMAIL)
      await page.goto(/https?:\/\/\S+\/confirmation\/\S+/.exec(confirmation.text)![0])
      await page.getByRole('button', { name: 'Finaliser la création de mon compte' }).click()
      await page.getByRole('link', { name: 'S’abonner à l’espace famille' }).click()
    })

    await test.step('étape 2 : abonnement à l’espace famille', async () => {
      await expect(page.getByRole('heading', { name: 'Mes abonnements' })).toBeVisible()
      await openFromMenu(page, 'Mon espace citoyen', width)
      await page.getByRole('main').getByRole('link', { name: 'Mes abonnements' }).click()
      await page.getByRole('link', { name: 'M’abonner' }).click()
      await page.getByLabel('Code abonné').fill(await freshCode(app))
      await page.getByRole('button', { name: 'Rechercher' }).click()
      await expect(page.getByRole('heading', { name: /^Famille / })).toBeVisible()
      if (width < 1024) await page.getByRole('button', { name: 'Plus' }).click()
      await page.getByRole('button', { name: 'Se déconnecter' }).filter({ visible: true }).click()
      await expect(page.getByRole('link', { name: 'Créer un compte' }).first()).toBeVisible()
      await logIn(page, EMAIL, PASSWORD)
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Camille')
    })

    await test.step('gérer votre dossier de famille', async () => {
      await openFromMenu(page, 'Espace Famille', width)
      await page.getByRole('main').getByRole('link', { name: 'Dossier Famille' }).click()
      await expect(page.getByRole('heading', { name: 'Dossier Famille' })).toBeVisible()
      await expectAccessible(page)
      const responsables = page.getByRole('region', { name: 'Responsables' })
      await responsables.getByRole('link').first().click()
      await page.getByRole('link', { name: 'Modifier', exact: true }).click()
      await page.getByLabel('Profession').fill('Luthière')
      await page.getByRole('button', { name: 'Envoyer à la mairie' }).click()
      await expect(page.getByText('1 modification envoyée à la mairie.')).toBeVisible()
      await expect(page.getByText('En attente de validation').filter({ visible: true }).first()).toBeVisible()
      await expectAccessible(page)
    })

    await test.step('gérer les activités de vos enfants, et demander', async () => {
      await page.goto(PLANNING)
      await entryIn(page, /Inscrit/).click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^(Réserver|Demander)/ })
        .click()
      await expect(page.getByRole('status').filter({ hasText: /Demande n° \d+/ })).toBeVisible()
      await entryIn(page, /Réservé/).click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /absence|Annuler/ })
        .click()
      await expect(page.getByRole('status').filter({ hasText: /absence|annulée/i })).toBeVisible()
    })

    await test.step('visualisation de vos demandes', async () => {
      await page.goto('/famille/demandes')
      await expect(page.getByRole('heading', { name: 'Mes demandes' })).toBeVisible()
      await expect(page.getByRole('row').nth(1)).toBeVisible()
      await expectAccessible(page)
    })

    await test.step('la collectivité décide', () => decideAsAgent(app, browser, width))

    await test.step('la famille voit la décision', async () => {
      await page.goto('/famille/dossier')
      await page.getByRole('region', { name: 'Responsables' }).getByRole('link').first().click()
      await expect(page.getByText('Luthière')).toBeVisible()
      await expect(page.getByText('En attente de validation')).toHaveCount(0)
      const mail = await app.mailTo(EMAIL)
      expect(mail.text).toContain('Vallombreuse')
    })
  })

test('without JavaScript a parent logs in, reads the planning and asks for one day', async ({
  app,
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: app.url })
  const page = await context.newPage()
  await logIn(page, 'parent@demo.example', 'Espace-famille-2026')
  await page.goto(PLANNING)
  await entryIn(page, /Inscrit/).click()
  await page
    .getByRole('main')
    .getByRole('button', { name: /^(Réserver|Demander)/ })
    .click()
  await expect(page.getByText(/Demande n° \d+/)).toBeVisible()
  await context.close()
})

/** The code of the letter that the family service sends to the demonstration's newcomer. */
async function freshCode(app: App): Promise<string> {
  const account = await app.db.account.findUniqueOrThrow({ where: { email: 'agent@demo.example' } })
  const family = await app.db.family.findUniqueOrThrow({ where: { externalNumber: NEWCOMER_FAMILY } })
  const agent = await agentActor(app.db, account)
  const [letter] = await issueCodes(agent, { target: 'FAMILY', familyId: family.id }, START)
  return formatCode(letter!.code)
}

/** An agent accepts a request and what a person asked of their dossier, in a browser of their own. */
async function decideAsAgent(app: App, browser: Browser, width: number) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, baseURL: app.url })
  const page = await context.newPage()
  await logIn(page, 'agent@demo.example', 'Espace-famille-2026')
  await expect(page.getByRole('heading', { name: 'À traiter', exact: true })).toBeVisible()

  await page.goto('/admin/demandes')
  const before = await app.db.bookingRequest.count({ where: { state: 'PENDING' } })
  await page.getByRole('checkbox').first().check()
  await page.getByRole('button', { name: 'Accepter', exact: true }).click()
  await expect.poll(() => app.db.bookingRequest.count({ where: { state: 'PENDING' } })).toBe(before - 1)
  await expectAccessible(page)

  await page.goto('/admin/dossiers')
  await page.getByRole('link', { name: 'Camille Moreau' }).first().click()
  await page.getByRole('radio', { name: 'Accepter : Profession' }).check()
  await page.getByRole('button', { name: 'Enregistrer et suivante' }).click()
  await expect(page.getByText('1 modification acceptée')).toBeVisible()
  await expectAccessible(page)
  await context.close()
}
