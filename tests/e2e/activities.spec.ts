import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/app'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

const section = (page: Page, title: string) =>
  page.locator('details').filter({ has: page.getByRole('heading', { name: title, exact: true }) })

const openSection = (page: Page, title: string) => section(page, title).locator('summary').click()

const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer l’activité' }).click()

const cardOf = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })

test('agents are told of the days with more bookings than places', async ({ app, page }) => {
  await page.setViewportSize(PHONE)
  await app.signIn('agent@demo.example')
  await page.goto('/admin/activites')
  await expect(page.getByText('de trop')).toBeHidden()
  await page.getByRole('link', { name: 'Modifier Cantine' }).click()
  await page.getByRole('link', { name: 'Groupes et places' }).click()
  await page.getByText('Modifier le groupe').first().click()
  await page.getByLabel('Places par jour').first().fill('30')
  await page.getByRole('button', { name: 'Enregistrer le groupe' }).click()
  await expect(page.getByText('Le groupe est enregistré.')).toBeVisible()
  await page.getByRole('link', { name: 'Activités' }).first().click()

  const card = cardOf(page, 'Cantine')
  await expect(card).toContainText(/\d+ jours à venir ont plus de réservations que de places/)
  await expect(card).toContainText('Personne ne perd sa place')
  await expectWholeAnywhere(page)
})

test('an activity takes rules of every kind, each said in a sentence while it is typed', async ({
  app,
  page,
}) => {
  await page.setViewportSize(PHONE)
  await app.signIn('agent@demo.example')
  await page.goto('/admin/activites')
  await page.getByRole('link', { name: 'Modifier Accueil du matin' }).click()

  const booking = page.getByRole('group', { name: 'Réserver', exact: true })
  await booking.getByLabel('Règle').selectOption('Un jour de la semaine')
  await booking.getByLabel('Heure', { exact: true }).fill('midi')
  await booking.getByLabel('Jour de la semaine').selectOption('Mardi')
  await openSection(page, 'Ouverture des réservations')
  const opening = page.getByRole('group', { name: 'Ouverture des réservations' })
  await opening.getByLabel('Règle').selectOption('Un jour du mois')
  await expect(opening).toContainText('Les réservations ouvrent au 10 du mois précédent, à')
  await expect(opening).toContainText('à partir du')
  await openSection(page, 'Réservations tardives')
  await page.getByLabel('est acceptée avec une majoration').check()
  const late = page.getByRole('group', { name: 'Dernière limite' })
  await late.getByLabel('Règle').selectOption('Un nombre d’heures avant le début')
  await late.getByLabel('Heures avant').fill('5')
  await expect(late).toContainText(
    'Après ce délai, la réservation reste possible jusqu’à 5 heures avant le début de l’activité, avec une majoration.',
  )
  await openSection(page, 'Absences tardives')
  await page.getByLabel('Certificat médical remis sous').fill('48')
  await expect(section(page, 'Absences tardives')).toContainText('remis dans les 48 heures')
  const childcare = page.getByLabel('Garde d’enfant ouvrant droit au crédit d’impôt')
  await expect(childcare).toBeChecked()
  await childcare.uncheck()
  await openSection(page, 'Nombre de jours par enfant')
  await page.getByLabel('Compté', { exact: true }).selectOption('Par semaine')
  await page.getByLabel('Au plus').fill('3')
  await expect(page.getByText('Un enfant y vient 3 jours au plus par semaine.')).toBeVisible()
  await openSection(page, 'Autres activités le même jour')
  await page.getByRole('group', { name: 'Ne se réserve pas avec' }).getByLabel('Mercredi loisirs').check()
  await expectWholeAnywhere(page)

  await save(page)
  await expect(page.getByRole('alert').filter({ hasText: 'corriger' })).toContainText(
    'Écrivez l’heure ainsi : 09:30.',
  )
  await expect(booking.getByLabel('Jour de la semaine')).toHaveValue('2')
  await expect(booking.getByLabel('Heure', { exact: true })).toHaveValue('midi')
  await booking.getByLabel('Heure', { exact: true }).fill('23:59')
  await expect(booking).toContainText('Possible jusqu’au mardi de la semaine précédente, à minuit.')
  await expect(booking).toContainText(
    'Par exemple, pour lundi 30 novembre : jusqu’au mardi 24 novembre à minuit.',
  )
  await save(page)

  const card = cardOf(page, 'Accueil du matin')
  await expect(card).toContainText('Les réservations ouvrent au 10 du mois précédent')
  await expect(card).toContainText('Possible jusqu’au mardi de la semaine précédente, à minuit.')
  await expect(card).toContainText('5 heures avant le début de l’activité, avec une majoration.')
  await expect(card).toContainText('Un enfant y vient 3 jours au plus par semaine.')
  await expect(card).toContainText('Pas avec Mercredi loisirs.')
  await expectWholeAnywhere(page)
  await page.getByRole('link', { name: 'Modifier Accueil du matin' }).click()
  await expect(late.getByLabel('Heures avant')).toHaveValue('5')
  await expect(page.getByLabel('Au plus')).toHaveValue('3')
  await expect(childcare).not.toBeChecked()
})

test('groups and one day with fewer places', async ({ app, page }) => {
  await page.setViewportSize(PHONE)
  await app.signIn('agent@demo.example')
  const { id } = await app.db.activity.findFirstOrThrow({ where: { name: 'Accueil du matin' } })
  await page.goto(`/admin/activites/${id}/places`)
  await page.getByText('Ajouter un groupe').click()
  const added = page.locator('form').filter({ has: page.getByRole('button', { name: 'Ajouter le groupe' }) })
  await added.getByLabel('Nom du groupe').fill('Maternelle')
  await added.getByLabel('Places par jour').fill('12')
  await added.getByLabel('Rang').fill('1')
  await added.getByLabel('Petite section').check()
  await added.getByLabel('Dès l’âge de').fill('x')
  await added.getByRole('button').click()
  await expect(added.getByText('Indiquez un âge en années, ou laissez vide.').last()).toBeVisible()
  await added.getByLabel('Dès l’âge de').fill('3')
  await added.getByRole('button').click()
  await expect(page.getByText('Le groupe est enregistré.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 3 }).first()).toHaveText('Maternelle')
  await expect(page.getByText('12 places par jour · à partir de 3 ans, en Petite section')).toBeVisible()

  await page.getByLabel('Jour (obligatoire)', { exact: true }).fill('2026-12-03')
  await page.getByRole('button', { name: 'Voir ce jour' }).click()
  const day = page.locator('form').filter({ has: page.getByLabel('Places ce jour-là, Maternelle') })
  await expect(day).toContainText('0 réservée sur 12 places')
  await day.getByLabel('Places ce jour-là').fill('13')
  await day.getByRole('button').click()
  await expect(day.getByText('Le groupe a 12 places par jour')).toBeVisible()
  await day.getByLabel('Places ce jour-là').fill('6')
  await day.getByRole('button').click()
  await expect(page.getByRole('link', { name: 'jeudi 3 décembre 2026' })).toBeVisible()
  await expectWholeAnywhere(page)

  await page.getByText('Modifier le groupe Accueil du matin').click()
  await page.getByRole('button', { name: 'Supprimer le groupe Accueil du matin' }).click()
  await expect(page.getByText(/\d+ réservations ou demandes sont dans ce groupe/)).toBeVisible()
  await page.getByText('Modifier le groupe Maternelle').click()
  await page.getByRole('button', { name: 'Supprimer le groupe Maternelle' }).click()
  await expect(page.getByRole('heading', { name: 'Maternelle' })).toBeHidden()
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the kind chosen shows its fields, and the form is saved', async ({ app, page }) => {
    await app.signIn('agent@demo.example')
    const { id } = await app.db.activity.findFirstOrThrow({ where: { name: 'Cantine' } })
    await page.goto(`/admin/activites/${id}`)
    const absence = page.getByRole('group', { name: 'Déclarer une absence' })
    await expect(absence.getByLabel('Heures avant')).toBeHidden()
    await absence.getByLabel('Règle').selectOption('Un nombre d’heures avant le début')
    await expect(absence.getByLabel('Jours avant')).toBeHidden()
    await absence.getByLabel('Heures avant').fill('beaucoup')
    await save(page)
    await expect(page.getByRole('alert').filter({ hasText: 'corriger' })).toContainText(
      'Indiquez un nombre d’heures, de 0 à 999.',
    )
    await expect(absence.getByLabel('Heures avant')).toHaveValue('beaucoup')
    await absence.getByLabel('Heures avant').fill('24')
    await save(page)
    await expect(cardOf(page, 'Cantine')).toContainText('jusqu’à 24 heures avant le début de l’activité')
  })
})
