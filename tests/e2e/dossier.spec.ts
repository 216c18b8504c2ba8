import type { Page } from '@playwright/test'
import { expect, test, type App } from '../fixtures/app'
import { openPerson, openSection, rowOf, sendTo } from '../fixtures/dossier'
import { expectWhole } from '../fixtures/screen'

test.describe.configure({ timeout: 180_000 })

const PARENT = 'parent@demo.example'
const SERVICE = 'agent@demo.example'
const SOFIA = 'Sofia Delmas'
const IDENTITY = 'Informations de base'
const GENERAL = 'Infos générales'
const REASON = 'Merci d’écrire le nom complet de votre employeur.'

const sofia = ({ db }: App) =>
  db.guardian.findFirstOrThrow({ where: { firstNames: 'Sofia', lastName: 'Delmas' } })
const lina = ({ db }: App) =>
  db.child.findFirstOrThrow({ where: { firstNames: 'Lina Jeanne', lastName: 'Delmas' } })

const decision = (page: Page, verdict: 'Accepter' | 'Refuser', label: string) =>
  page.getByRole('radio', { name: `${verdict} : ${label}`, exact: true })
const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer et suivante' }).click()

/** Sofia asks for another employer and another profession, and for a move. */
async function askForChanges(page: Page) {
  await openSection(page, SOFIA, IDENTITY)
  await page.getByLabel('Profession').fill('Cadre de santé')
  await page.getByLabel('Employeur').fill('CHU')
  await sendTo(page)
  await expect(page.getByText('2 modifications envoyées à la mairie.')).toBeVisible()
  await expect(rowOf(page, 'Employeur')).toContainText('En attente de validation')
  await expect(rowOf(page, 'Employeur')).toContainText('Hôpital de Vallombreuse')
  await openSection(page, SOFIA, 'Adresse')
  await page.getByLabel('Numéro et voie').fill('9 place de l’Église')
  await page.getByLabel('Complément').fill('Bâtiment C')
  await page.getByLabel('Date d’effet').fill('2026-12-01')
  await sendTo(page)
  await expect(page.getByText('1 modification envoyée à la mairie.')).toBeVisible()
  await expect(rowOf(page, 'Adresse')).toContainText('9 place de l’Église, Bâtiment C, 45990 Vallombreuse')
}

for (const width of [360, 1280])
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } })

    test('fields accepted, one refused with its reason, corrected, sent again, accepted', async ({
      app,
      page,
    }) => {
      await app.signIn(PARENT)
      await askForChanges(page)
      await expectWhole(page)

      const { id } = await sofia(app)
      const agent = await app.openAs(SERVICE)
      await agent.goto('/admin/dossiers')
      await agent.getByRole('link', { name: SOFIA }).click()
      await decision(agent, 'Accepter', 'Profession').check()
      await decision(agent, 'Accepter', 'Adresse').check()
      await decision(agent, 'Refuser', 'Employeur').check()
      await save(agent)
      await expect(agent.getByText('Écrivez le motif du refus : la famille le lira.').first()).toBeVisible()
      await expect(decision(agent, 'Refuser', 'Employeur')).toBeChecked()
      await expectWhole(agent)
      await agent.getByLabel('Motif du refus, lu par la famille').fill(REASON)
      await save(agent)
      await expect(
        agent.getByText(
          '2 modifications acceptées, 1 modification refusée. La famille est prévenue par e-mail.',
        ),
      ).toBeVisible()

      const mail = await app.mailTo(PARENT, 'change.decide')
      expect(mail.text).toContain('Refusé : Sofia Delmas : employeur.')
      for (const secret of [REASON, 'CHU', 'Cadre de santé']) expect(mail.text).not.toContain(secret)

      await openPerson(page, SOFIA)
      await expect(rowOf(page, 'Profession')).toHaveText('ProfessionCadre de santé')
      const employer = rowOf(page, 'Employeur')
      await expect(employer).toContainText('Hôpital de Vallombreuse')
      await expect(employer).toContainText('Refusé : CHU')
      await expect(employer).toContainText(`Motif : ${REASON}`)
      await expectWhole(page)

      await employer.getByRole('link', { name: 'Corriger la demande refusée : Employeur' }).click()
      await expect(page.getByLabel('Employeur')).toHaveValue('CHU')
      await page.getByLabel('Employeur').fill('CHU d’Orléans')
      await sendTo(page)
      await expect(page.getByText('1 modification envoyée à la mairie.')).toBeVisible()
      await expect(employer).toContainText('En attente de validation')
      await expect(employer).not.toContainText('Refusé')

      await agent.goto(`/admin/dossiers?personne=guardian.${id}`)
      await decision(agent, 'Accepter', 'Employeur').check()
      await save(agent)
      await expect(agent.getByText('1 modification acceptée.')).toBeVisible()

      await page.reload()
      await expect(employer).toHaveText('EmployeurCHU d’Orléans')
      expect(await sofia(app)).toMatchObject({
        profession: 'Cadre de santé',
        employer: 'CHU d’Orléans',
        addressLine: '9 place de l’Église',
        addressComplement: 'Bâtiment C',
      })
      await page.getByRole('link', { name: 'Historique' }).click()
      await expect(page.getByText(`Motif : ${REASON}`)).toBeVisible()
      await expectWhole(page)
    })

    test('a change of a child is taken back: the value in force stays, the agent has nothing to decide', async ({
      app,
      page,
    }) => {
      await app.signIn(PARENT)
      await openSection(page, 'Lina', GENERAL)
      await page.getByLabel('Nom d’usage').fill('Delmas-Ferrante')
      await page.getByLabel('Lieu de naissance').fill('Olivet')
      await sendTo(page)
      await expect(page.getByText('2 modifications envoyées à la mairie.')).toBeVisible()
      await expectWhole(page)

      const { id } = await lina(app)
      const agent = await app.openAs(SERVICE)
      await agent.goto(`/admin/dossiers?personne=child.${id}`)
      await decision(agent, 'Accepter', 'Lieu de naissance').check()
      await expect(decision(agent, 'Accepter', 'Nom d’usage')).toBeVisible()

      await page.getByRole('button', { name: 'Retirer la demande : Lieu de naissance' }).click()
      await expect(page.getByText('1 demande retirée.')).toBeVisible()
      await expect(rowOf(page, 'Lieu de naissance')).toHaveText('Lieu de naissanceOrléans')
      await expect(rowOf(page, 'Nom d’usage')).toContainText('En attente de validation')

      // The agent had opened the dossier before.
      await save(agent)
      await expect(agent.getByText('Lina, lieu de naissance : la famille a retiré sa demande.')).toBeVisible()
      await agent.goto(`/admin/dossiers?personne=child.${id}`)
      await expect(decision(agent, 'Accepter', 'Nom d’usage')).toBeVisible()
      await expect(decision(agent, 'Accepter', 'Lieu de naissance')).toHaveCount(0)
      expect((await lina(app)).birthPlace).toBe('Orléans')
    })

    test('the value in force moved meanwhile: the three values are shown, and nothing is replaced unread', async ({
      app,
      page,
    }) => {
      await app.signIn(PARENT)
      await openSection(page, 'Lina', GENERAL)
      await page.getByLabel('Lieu de naissance').fill('Olivet')
      await sendTo(page)
      await expect(page.getByText('1 modification envoyée à la mairie.')).toBeVisible()

      const child = await lina(app)
      const agent = await app.openAs(SERVICE)
      await agent.goto(`/admin/dossiers?personne=child.${child.id}`)
      await decision(agent, 'Accepter', 'Lieu de naissance').check()
      const colleague = await agent.context().newPage()
      const guardian = await sofia(app)
      await colleague.goto(`/admin/familles/${guardian.familyId}/enfant/${child.id}`)
      await colleague.getByLabel('Lieu de naissance').fill('Saran')
      await colleague.getByRole('button', { name: 'Enregistrer', exact: true }).click()
      await expect(colleague.getByRole('heading', { level: 1, name: /^Famille/ })).toBeVisible()

      await save(agent)
      await expect(agent.getByText('Rien n’a été décidé pour :')).toBeVisible()
      await expect(agent.getByText('La valeur en vigueur a changé depuis la demande')).toBeVisible()
      const conflict = agent.getByRole('row').filter({ hasText: 'À la demande' })
      for (const value of ['Orléans', 'Saran', 'Olivet']) await expect(conflict).toContainText(value)
      await expectWhole(agent)
      expect((await lina(app)).birthPlace).toBe('Saran')

      await page.reload()
      await expect(rowOf(page, 'Lieu de naissance')).toContainText('Saran')
      await expect(rowOf(page, 'Lieu de naissance')).toContainText('Olivet')

      await decision(agent, 'Accepter', 'Lieu de naissance').check()
      await agent.getByRole('checkbox', { name: 'J’ai vu la valeur en vigueur' }).check()
      await save(agent)
      await expect(agent.getByText('1 modification acceptée.')).toBeVisible()
      await page.reload()
      await expect(rowOf(page, 'Lieu de naissance')).toHaveText('Lieu de naissanceOlivet')
    })
  })

test('on a phone the open section and the person are in sight, not off the side', async ({ app, page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await app.signIn('parent@demo.example')
  await openPerson(page, 'Lina')
  const address = page.url().split('?')[0]
  for (const section of ['contacts', 'consultations']) {
    await page.goto(`${address}?section=${section}`)
    for (const row of ['Dossier de', 'Personnes du dossier'])
      await expect(
        page.getByRole('navigation', { name: row }).locator('[aria-current="page"]'),
      ).toBeInViewport({ ratio: 1 })
  }
})

test('on a computer no tab of a guardian or a child is cut', async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await app.signIn(PARENT)
  for (const name of ['Sofia Delmas', 'Lina']) {
    await openPerson(page, name)
    const tabs = page.getByRole('navigation', { name: /^Dossier de/ })
    await expect(tabs.getByRole('link', { name: 'Consultations' })).toBeVisible()
    expect(await tabs.evaluate((row) => row.scrollWidth - row.clientWidth), name).toBeLessThanOrEqual(0)
  }
})

test('an item sent empty is told what it needs, by name', async ({ app, page }) => {
  await app.signIn('parent@demo.example')
  await openPerson(page, 'Lina')
  await page.getByRole('navigation', { name: 'Dossier de' }).getByRole('link', { name: 'Contacts' }).click()
  await page.getByRole('link', { name: 'Ajouter une personne' }).click()
  await sendTo(page)
  const summary = page.getByRole('alert').filter({ hasText: '7 réponses sont à corriger' })
  await expect(
    summary.getByRole('link', { name: 'Lien avec l’enfant : choisissez une réponse.' }),
  ).toBeVisible()
})
