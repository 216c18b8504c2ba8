import type { Page } from '@playwright/test'
import { issueCodes } from '@/lib/subscription/operations/issue-codes'
import { formatCode } from '@/lib/subscription/rules/code'
import { NEWCOMER_FAMILY } from '@/prisma/seed/stories'
import { agentActor } from '@/tests/factories/accounts'
import { expect, START, test } from '../fixtures/app'
import { expectAccessible } from '../fixtures/axe'

const PASSWORD = 'Trois-petits-chats-2026'
const EMAIL = 'ines.marchand@exemple.example'

/** Leads to a page of the parents' menu, wherever the width of the screen puts it. */
async function openFromMenu(page: Page, name: string, width: number) {
  if (width < 1024) await page.getByRole('button', { name: 'Plus' }).click()
  const menu = width < 1024 ? 'Menu complet' : 'Menu principal'
  await page.getByRole('navigation', { name: menu }).getByRole('link', { name }).click()
}

for (const width of [360, 1280])
  test(`the guide, from the account to the agent’s decision, at ${width} px`, async ({ app, page, browser }) => {
    test.setTimeout(120_000)
    await page.setViewportSize({ width, height: 800 })

    // Étape 1 : création d’un compte citoyen.
    await page.goto('/')
    await page.getByRole('link', { name: 'Créer un compte' }).first().click()
    await page.getByLabel('Nom', { exact: false }).first().fill('Marchand')
    await page.getByLabel('Prénom').fill('Inès')
    await page.getByLabel('Adresse e-mail').fill(EMAIL)
    await page.getByLabel('Mot de passe', { exact: false }).first().fill(PASSWORD)
    await page.getByLabel('Je ne suis pas un robot').check()
    await expect(page.getByText('Vérifié')).toBeVisible({ timeout: 20_000 })
    await page.getByRole('button', { name: 'S’inscrire' }).click()
    await expect(page.getByRole('heading', { name: /messagerie/i })).toBeVisible()
    const confirmation = await app.mailTo(EMAIL)
    await page.goto(/https?:\/\/\S+\/confirmation\/\S+/.exec(confirmation.text)![0])
    await page.getByRole('button', { name: 'Finaliser la création de mon compte' }).click()
    await page.getByRole('link', { name: 'S’abonner à l’espace famille' }).click()

    // Étape 2 : abonnement à l’espace famille.
    await expect(page.getByRole('heading', { name: 'Mes abonnements' })).toBeVisible()
    const code = await freshCode(app)
    await page.getByRole('link', { name: 'M’abonner' }).click()
    await page.getByLabel('Code abonné').fill(code)
    await page.getByRole('button', { name: 'Rechercher' }).click()
    await expect(page.getByRole('heading', { name: /^Famille / })).toBeVisible()

    // Gérer votre dossier de famille.
    await openFromMenu(page, 'Espace Famille', width)
    await page.getByRole('main').getByRole('link', { name: 'Dossier Famille' }).click()
    await expect(page.getByRole('heading', { name: 'Dossier Famille' })).toBeVisible()
    await expectAccessible(page)

    // Gérer les activités de vos enfants, et faire une demande.
    await page.goto('/famille/planning?vue=semaine&date=2026-12-07')
    const entry = page.getByRole('link', { name: /Inscrit/ }).first()
    await expect(entry).toBeVisible()
    await entry.click()
    await page.getByRole('dialog').getByRole('button', { name: /^(Réserver|Demander)/ }).click()
    await expect(page.getByText(/Réservé|Demande en attente/).first()).toBeVisible()
    await expect(page.getByRole('dialog')).toBeHidden()

    // Visualisation de vos demandes.
    await page.goto('/famille/demandes')
    await expect(page.getByRole('heading', { name: 'Mes demandes' })).toBeVisible()
    await expect(page.getByRole('row').nth(1)).toBeVisible()
    await expectAccessible(page)

    // La collectivité décide.
    await decideAsAgent(app, browser, width)
    const decision = await app.mailTo(EMAIL)
    expect(decision.subject).toMatch(/n° \d+|Réservé|acceptée/)
  })

type App = Parameters<Parameters<typeof test>[2]>[0]['app']
type Browser = Parameters<Parameters<typeof test>[2]>[0]['browser']

/** The code of the letter that the family service sends to the demonstration's newcomer. */
async function freshCode(app: App): Promise<string> {
  const account = await app.db.account.findUniqueOrThrow({ where: { email: 'agent@demo.example' } })
  const family = await app.db.family.findUniqueOrThrow({ where: { externalNumber: NEWCOMER_FAMILY } })
  const agent = await agentActor(app.db, account)
  const [letter] = await issueCodes(agent, { target: 'FAMILY', familyId: family.id }, START)
  return formatCode(letter!.code)
}

/** An agent accepts the requests that wait, in a browser of their own. */
async function decideAsAgent(app: App, browser: Browser, width: number) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, baseURL: app.url })
  const page = await context.newPage()
  await page.goto('/connexion')
  await page.getByLabel('Adresse e-mail').fill('agent@demo.example')
  await page.getByLabel('Mot de passe', { exact: false }).first().fill('Espace-famille-2026')
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await expect(page.getByRole('heading', { name: 'À traiter' })).toBeVisible()
  await page.goto('/admin/demandes')
  const before = await app.db.bookingRequest.count({ where: { state: 'PENDING' } })
  await page.getByRole('checkbox').first().check()
  await page.getByRole('button', { name: 'Accepter', exact: true }).click()
  await expect.poll(() => app.db.bookingRequest.count({ where: { state: 'PENDING' } })).toBe(before - 1)
  await expectAccessible(page)
  await context.close()
}
