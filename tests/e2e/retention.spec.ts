import { expect, test } from '../fixtures/app'
import { expectWhole, expectWholeAnywhere, PHONE } from '../fixtures/screen'

const ADMIN = 'admin@demo.example'

test('the administrator reads what is kept for how long, and what would go', async ({
  page,
  app,
}, testInfo) => {
  await page.setViewportSize(PHONE)
  await app.db.outgoingMail.create({
    data: {
      idempotencyKey: 'old',
      kind: 'x',
      to: 'a@exemple.example',
      subject: 'x',
      text: 'x',
      html: 'x',
      state: 'SENT',
      nextAttemptAt: new Date('2025-01-01T09:00:00Z'),
      createdAt: new Date('2025-01-01T09:00:00Z'),
    },
  })
  await app.signIn(ADMIN)
  await page.goto('/admin/conservation')
  await expect(page.getByText('Aucun passage n’a encore eu lieu.')).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: 'E-mails envoyés par le portail' })
  await expect(row).toContainText('1 e-mail')
  await expectWholeAnywhere(page)
  await page.screenshot({ path: testInfo.outputPath('conservation.png'), fullPage: true })
})

test('the administrator erases a family that asks for it, by its name', async ({ page, app }, testInfo) => {
  const family = await app.db.family.create({
    data: {
      name: 'Vasseur-Petit',
      createdAt: new Date('2020-01-01T09:00:00Z'),
      guardians: {
        create: {
          title: 'MME',
          firstNames: 'Odile',
          lastName: 'Vasseur',
          createdAt: new Date('2020-01-01T09:00:00Z'),
        },
      },
    },
  })
  await app.signIn(ADMIN)
  await page.goto(`/admin/familles/${family.id}`)
  await page.getByRole('link', { name: 'Effacer la famille' }).click()
  await expect(
    page.getByRole('heading', { level: 1, name: 'Effacer la famille Vasseur-Petit' }),
  ).toBeVisible()
  await expectWhole(page)
  await page.screenshot({ path: testInfo.outputPath('effacer.png'), fullPage: true })
  await page.getByRole('textbox').last().fill('Vasseur')
  await page.getByRole('button', { name: 'Effacer la famille Vasseur-Petit' }).click()
  await expect(page.getByText('Ce n’est pas le nom de cette famille.').first()).toBeVisible()
  expect(await app.db.family.count({ where: { id: family.id } })).toBe(1)
  await page.getByRole('textbox').last().fill('vasseur petit')
  await page.getByRole('button', { name: 'Effacer la famille Vasseur-Petit' }).click()
  await expect(page.getByText('La famille est effacée.')).toBeVisible()
  expect(await app.db.family.count({ where: { id: family.id } })).toBe(0)
  await page.goto('/admin/journal')
  await expect(page.getByText('a effacé une famille')).toBeVisible()
})

test('a family with an enrollment is not erased, and the page says why', async ({ page, app }) => {
  const { id } = await app.db.family.findUniqueOrThrow({ where: { externalNumber: '10087' } })
  await app.signIn(ADMIN)
  await page.goto(`/admin/familles/${id}/effacer`)
  await expect(page.getByText('un enfant est encore inscrit à une activité')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Effacer la famille' })).toHaveCount(0)
})
