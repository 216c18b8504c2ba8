import type { Page } from '@playwright/test'
import type { PrismaClient } from '@/lib/generated/prisma/client.ts'
import { expect, test } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

/** The Fridays of an even week, which are Jules’s mother’s, and of an odd one. */
const EVEN = '2026-12-11'
const ODD = '2026-12-04'

/** Jules, and the accounts of his mother and of his father, who live apart. */
async function julesOf(db: PrismaClient) {
  const jules = await db.child.findFirstOrThrow({ where: { firstNames: 'Jules', lastName: 'Lambert' } })
  const parentOf = async (externalNumber: string) => {
    const { guardian, account } = await db.subscription.findFirstOrThrow({
      where: { guardian: { family: { externalNumber } } },
      select: { account: { select: { email: true } }, guardian: { select: { id: true, familyId: true } } },
    })
    return { email: account.email, guardianId: guardian.id, familyId: guardian.familyId }
  }
  return { jules, mother: await parentOf('10101'), father: await parentOf('10102') }
}

const entryAddress = async (db: PrismaClient, childId: string, on: string) => {
  const { activityId } = await db.enrollment.findFirstOrThrow({ where: { childId } })
  return `/famille/planning/entree?enfant=${childId}&activite=${activityId}&jour=${on}`
}

for (const width of [360, 1280])
  test(`an agent sets the custody calendar and each parent books their own days, at ${width} px`, async ({
    app,
    page,
  }, testInfo) => {
    test.setTimeout(120_000)
    const shoot = (on: Page, name: string) =>
      on.screenshot({ path: testInfo.outputPath(`${name}-${width}.png`), fullPage: true })
    await page.setViewportSize({ width, height: 800 })
    const { jules, mother, father } = await julesOf(app.db)
    await app.signIn('agent@demo.example')
    await page.goto(`/admin/familles/${mother.familyId}`)
    await expect(page.getByText(/^Semaines paires : famille Rousseau/)).toBeVisible()
    await page.goto(`/admin/familles/${mother.familyId}/enfant/${jules.id}`)
    const calendar = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: 'Calendrier de garde' }) })
    const add = calendar.getByRole('button', { name: 'Ajouter la règle' })
    await calendar.getByLabel('Premier jour').fill('2026-09-01')
    await add.click()
    await expect(calendar.getByText(/Une règle de cette sorte vaut déjà/).first()).toBeVisible()
    await expectWhole(page)
    await shoot(page, 'calendrier-refus')
    await calendar.getByLabel('Ce qu’elle partage').selectOption('DAYS')
    await calendar.getByLabel('Famille de ces jours').selectOption({ label: 'Famille Lambert' })
    await calendar.getByLabel('Premier jour').fill(EVEN)
    await calendar.getByLabel('Dernier jour').fill(EVEN)
    await add.click()
    await expect(calendar.getByText(/^Famille Lambert : 11 décembre 2026/)).toBeVisible()
    await shoot(page, 'calendrier')
    await app.mailTo(father.email, 'custody.change')

    const hers = await app.openAs(mother.email)
    await hers.setViewportSize({ width, height: 800 })
    for (const on of [ODD, EVEN]) {
      await hers.goto(await entryAddress(app.db, jules.id, on))
      await expect(hers.getByText('Chez l’autre parent')).toBeVisible()
      await expect(hers.getByText(/c’est l’autre famille qui réserve et qui paie/)).toBeVisible()
      await expect(hers.getByRole('button', { name: 'Réserver' })).toHaveCount(0)
    }
    for (const view of ['mois', 'semaine']) {
      await hers.goto(`/famille/planning?vue=${view}&date=${ODD}`)
      await hers.getByText('Légende : ce que veut dire chaque état').click()
      await expectWhole(hers)
      await shoot(hers, `planning-${view}`)
    }

    const his = await app.openAs(father.email)
    await his.goto(await entryAddress(app.db, jules.id, EVEN))
    await his.getByRole('button', { name: 'Réserver' }).click()
    await expect(his.getByText('Réservé', { exact: true }).first()).toBeVisible()

    await page.reload()
    const removal = calendar.getByRole('button', { name: 'Retirer : Famille Lambert : 11 décembre 2026' })
    await removal.click()
    await expect(removal).toHaveCount(0)
  })

for (const width of [360, 1280])
  test(`a parent reads who consulted a child’s data at ${width} px`, async ({ app, page }, testInfo) => {
    await page.setViewportSize({ width, height: 800 })
    const { jules, mother, father } = await julesOf(app.db)
    await app.db.auditEvent.create({
      data: {
        at: new Date('2026-11-23T09:30:00Z'),
        actor: 'AGENT',
        accountId: (await app.db.account.findUniqueOrThrow({ where: { email: 'agent@demo.example' } })).id,
        action: 'health.read',
        familyId: mother.familyId,
        childId: jules.id,
        fields: ['doctorName', 'substance'],
      },
    })
    await app.signIn(father.email)
    await page.goto(`/famille/dossier/enfant/${jules.id}?section=sante`)
    await page.getByRole('link', { name: 'Consultations' }).click()
    await expect(page.getByRole('heading', { name: 'Qui a consulté ces données' })).toBeVisible()
    const list = page.getByRole('main').getByRole('listitem')
    await expect(list.filter({ hasText: 'Vous' }).first()).toContainText('24 novembre 2026')
    await expect(list.filter({ hasText: 'Un agent du service famille' })).toContainText(
      'A consulté : données sanitaires, allergies',
    )
    await expectWhole(page)
    await page.screenshot({ path: testInfo.outputPath(`consultations-${width}.png`), fullPage: true })
    await page.goto(`/famille/dossier/responsable/${father.guardianId}?section=consultations`)
    await expect(page.getByText('Personne n’a consulté ces données')).toBeVisible()
    await expectWhole(page)
    await page.goto(`/famille/dossier/responsable/${mother.guardianId}?section=consultations`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cette page n’existe pas')
  })
