import type { Page } from '@playwright/test'
import { createAccount } from '@/tests/factories/accounts'
import { createFamily, subscribe } from '@/tests/factories/families'
import { expect, test, type App } from '../fixtures/app'
import { openPerson, openSection, rowOf, sendTo } from '../fixtures/dossier'
import { expectWhole } from '../fixtures/screen'

test.describe.configure({ timeout: 300_000 })
test.use({ viewport: { width: 360, height: 740 } })

const PARENT = 'awa.diallo@exemple.example'
const PASSWORD = 'Espace-famille-2026'
const AWA = 'Awa Diallo'

/** A family of which the collectivité knows names and birth dates alone. */
async function newFamily({ db }: App) {
  const family = await createFamily(db, {
    name: 'Diallo',
    guardians: [{ firstNames: 'Awa' }],
    children: [{ firstNames: 'Moussa', sex: 'M', birthDate: new Date('2019-05-06') }],
  })
  const account = await createAccount(db, { email: PARENT, firstName: 'Awa', lastName: 'Diallo' })
  await subscribe(db, account, family.guardians[0]!)
  return { family, guardian: family.guardians[0]!, child: family.children[0]! }
}

const sent = (page: Page, count: number) =>
  expect(
    page.getByText(
      count > 1 ? `${count} modifications envoyées à la mairie.` : '1 modification envoyée à la mairie.',
    ),
  ).toBeVisible()

async function openTab(page: Page, person: string, tab: string) {
  await openPerson(page, person)
  await page.getByRole('navigation', { name: 'Dossier de' }).getByRole('link', { name: tab }).click()
}

const choose = (page: Page, label: string, option: string) => page.getByLabel(label).selectOption(option)

/** The guardian: who she is, where she lives, tax notice, bank account. */
async function fillGuardian(page: Page) {
  await openSection(page, AWA, 'Informations de base')
  await page.getByLabel('Date de naissance').fill('1988-02-03')
  await page.getByLabel('Profession').fill('Infirmière')
  await page.getByLabel('Téléphone mobile').fill('06 39 98 01 70')
  await sendTo(page)
  await sent(page, 3)

  await openSection(page, AWA, 'Adresse')
  await page.getByLabel('Numéro et voie').fill('4 rue des Tanneurs')
  await page.getByLabel('Code postal').fill('45990')
  await page.getByLabel('Commune').fill('Vallombreuse')
  await page.getByLabel('Date d’effet').fill('2026-11-01')
  await sendTo(page)
  await sent(page, 1)

  await openSection(page, AWA, 'Informations fiscales')
  await choose(page, 'Organisme', 'CAF')
  await page.getByLabel('N° allocataire').fill('8123456X')
  await page.getByLabel('Revenu fiscal de référence').fill('24 310')
  await page.getByLabel('Nombre de parts').fill('2,3')
  await page.getByLabel('Année des revenus').fill('2025')
  await sendTo(page)
  await expect(page.getByText('Écrivez un multiple de 0,25.').last()).toBeVisible()
  await page.getByLabel('Nombre de parts').fill('2,5')
  await sendTo(page)
  await sent(page, 2)
  await expect(rowOf(page, 'Avis d’imposition')).toContainText('24')

  await openSection(page, AWA, 'Données bancaires')
  await page.getByLabel('Titulaire du compte').fill('Awa Diallo')
  await page.getByLabel('IBAN').fill('FR76 3000 6000 0112 3456 7890 188')
  await page.getByLabel('Votre mot de passe').fill('un-autre-mot-de-passe')
  await sendTo(page)
  await expect(page.getByText('Cet IBAN contient une faute de frappe').last()).toBeVisible()
  await page.getByLabel('IBAN').fill('FR76 3000 6000 0112 3456 7890 189')
  await sendTo(page)
  await expect(page.getByText('Ce mot de passe n’est pas le vôtre.').last()).toBeVisible()
  await page.getByLabel('Votre mot de passe').fill(PASSWORD)
  await sendTo(page)
  await sent(page, 1)
  await expect(rowOf(page, 'Compte bancaire')).toContainText('•••• 0189')
  await expectWhole(page)
}

/** The child: authorisations, health, an allergy, a vaccine, who may fetch him. */
async function fillChild(page: Page) {
  await openSection(page, 'Moussa', 'Infos générales')
  await choose(page, 'Régime alimentaire', 'Sans porc')
  await page.getByLabel('Lieu de naissance').fill('Orléans')
  await sendTo(page)
  await sent(page, 2)

  await openSection(page, 'Moussa', 'Autorisations')
  await choose(page, 'Photos et vidéos de l’enfant', 'Non')
  await choose(page, 'Rentrer seul', 'Oui')
  await page.getByLabel('À partir de').fill('16:30')
  await choose(page, 'Soins d’urgence', 'Oui')
  await sendTo(page)
  await sent(page, 3)
  await expect(rowOf(page, 'Rentrer seul')).toContainText('Oui, à partir de 16 h 30')
  await expectWhole(page)

  await openTab(page, 'Moussa', 'Données sanitaires')
  await page.getByRole('link', { name: 'Modifier : données sanitaires' }).click()
  await page.getByLabel('Nom du médecin').fill('Docteur Cartier')
  await page.getByLabel('Traitements en cours').fill('Ventoline en cas de gêne')
  await sendTo(page)
  await sent(page, 2)

  await page.getByRole('link', { name: 'Ajouter une allergie' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ajouter une allergie' })).toBeVisible()
  await page.getByLabel('Allergie à').fill('Arachide')
  await sendTo(page)
  await expect(page.getByText('Choisissez une réponse.').last()).toBeVisible()
  await choose(page, 'Nature', 'Alimentaire')
  await choose(page, 'Gravité', 'Sévère (urgence vitale)')
  await sendTo(page)
  await sent(page, 1)
  await expect(rowOf(page, 'Arachide')).toContainText('Pas encore au dossier')

  await page.getByRole('link', { name: 'Ajouter un vaccin' }).click()
  await choose(page, 'Vaccin', 'Rougeole, oreillons, rubéole (ROR)')
  await page.getByLabel('Date de l’injection').fill('2020-05-10')
  await sendTo(page)
  await sent(page, 1)
  await expect(page.getByText('Vaccins obligatoires à renseigner')).toBeVisible()
  await expectWhole(page)

  await openTab(page, 'Moussa', 'Contacts')
  await page.getByRole('link', { name: 'Ajouter une personne' }).click()
  await page.getByLabel('Prénom').fill('Fatou')
  await page.getByLabel('Nom', { exact: false }).last().fill('Diallo')
  await choose(page, 'Lien avec l’enfant', 'Grand-parent')
  await page.getByLabel('Téléphone').fill('0639980171')
  await choose(page, 'Peut venir chercher l’enfant', 'Oui')
  await choose(page, 'À prévenir en cas d’urgence', 'Oui')
  await page.getByLabel('Ordre d’appel').fill('1')
  await sendTo(page)
  await sent(page, 1)
  await expect(rowOf(page, 'Fatou Diallo')).toContainText('En attente de validation')
  await expectWhole(page)
}

const verdicts = (page: Page, verdict: 'Accepter' | 'Refuser') =>
  page.getByRole('radio', { name: new RegExp(`^${verdict} : `) })

/** Accepts all that waits of a person, but refuses one field with a reason. */
async function decideAllBut(agent: Page, target: string, refused: string, reason: string) {
  await agent.goto(`/admin/dossiers?personne=${target}`)
  const accepts = verdicts(agent, 'Accepter')
  await expect(accepts.first()).toBeVisible()
  for (let n = 0; n < (await accepts.count()); n++) await accepts.nth(n).check()
  await agent.getByRole('radio', { name: `Refuser : ${refused}`, exact: true }).check()
  await agent.getByLabel('Motif du refus, lu par la famille').fill(reason)
  await expectWhole(agent)
  await agent.getByRole('button', { name: 'Enregistrer et suivante' }).click()
  await expect(agent.getByText('1 modification refusée. La famille est prévenue')).toBeVisible()
}

test('a whole dossier is filled on a phone from nothing; two fields are refused with reasons, corrected, accepted', async ({
  app,
  page,
}) => {
  const { family, guardian, child } = await newFamily(app)
  await app.signIn(PARENT)
  await fillGuardian(page)
  await fillChild(page)

  const agent = await app.openAs('admin@demo.example')
  await decideAllBut(agent, `guardian.${guardian.id}`, 'Date de naissance', 'Merci de vérifier l’année.')
  await decideAllBut(
    agent,
    `child.${child.id}`,
    'Traitements en cours',
    'Joignez l’ordonnance, s’il vous plaît.',
  )
  await agent.goto(`/admin/dossiers?personne=family.${family.id}`)
  await expect(agent.getByText('FR76 3000 6000 0112 3456 7890 189')).toBeVisible()
  const accepts = verdicts(agent, 'Accepter')
  for (let n = 0; n < (await accepts.count()); n++) await accepts.nth(n).check()
  await agent.getByRole('button', { name: 'Enregistrer et suivante' }).click()
  await expect(agent.getByText('3 modifications acceptées.')).toBeVisible()

  await openPerson(page, AWA)
  await expect(rowOf(page, 'Date de naissance')).toContainText('Motif : Merci de vérifier l’année.')
  await page.getByRole('link', { name: 'Corriger la demande refusée : Date de naissance' }).click()
  await page.getByLabel('Date de naissance').fill('1986-02-03')
  await sendTo(page)
  await sent(page, 1)
  await openTab(page, 'Moussa', 'Données sanitaires')
  await page.getByRole('link', { name: 'Corriger la demande refusée : Traitements en cours' }).click()
  await page.getByLabel('Traitements en cours').fill('Ventoline en cas de gêne, ordonnance jointe')
  await sendTo(page)
  await sent(page, 1)

  for (const target of [`guardian.${guardian.id}`, `child.${child.id}`]) {
    await agent.goto(`/admin/dossiers?personne=${target}`)
    await verdicts(agent, 'Accepter').first().check()
    await agent.getByRole('button', { name: 'Enregistrer et suivante' }).click()
    await expect(agent.getByText('1 modification acceptée.')).toBeVisible()
  }
  await openPerson(page, AWA)
  await expect(rowOf(page, 'Date de naissance')).toHaveText('Date de naissance3 février 1986')
  await openTab(page, 'Moussa', 'Données sanitaires')
  await expect(rowOf(page, 'Traitements en cours')).toContainText('ordonnance jointe')
  await expect(rowOf(page, 'Arachide')).toContainText('Alimentaire, sévère (urgence vitale)')
  await openTab(page, 'Moussa', 'Contacts')
  await expect(rowOf(page, 'Fatou Diallo')).toContainText('Grand-parent')
  expect(await app.db.pendingChange.count({ where: { familyId: family.id, state: 'PENDING' } })).toBe(0)
  await page.getByRole('link', { name: 'Historique' }).click()
  await expect(page.getByText('Joignez l’ordonnance, s’il vous plaît.')).toBeVisible()
  await expectWhole(page)
})
