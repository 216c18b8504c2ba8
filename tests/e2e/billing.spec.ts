import { day, dayToDb } from '@/lib/core/day'
import type { PrismaClient } from '@/lib/generated/prisma/client.ts'
import { expect, test } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

const BILLING = 'regie@demo.example'

/** A month that the demonstration has not billed: Lina ate three times, Noé’s meal was left unmarked. */
async function putJune(db: PrismaClient): Promise<void> {
  const [lina, noe, canteen] = await Promise.all([
    db.child.findFirstOrThrow({ where: { firstNames: { startsWith: 'Lina' }, lastName: 'Delmas' } }),
    db.child.findFirstOrThrow({ where: { firstNames: { startsWith: 'Noé' }, lastName: 'Delmas' } }),
    db.activity.findFirstOrThrow({ where: { name: 'Cantine' }, include: { groups: true } }),
  ])
  const { familyId } = await db.guardian.findFirstOrThrow({
    where: { firstNames: 'Sofia', lastName: 'Delmas' },
  })
  const meal = (childId: string, on: string, state: 'PRESENT' | 'BOOKED') => ({
    ...{ childId, familyId, activityId: canteen.id, groupId: canteen.groups[0]!.id, state },
    ...{ day: dayToDb(day(on)), updatedAt: new Date('2026-06-01T08:00:00Z') },
  })
  await db.booking.createMany({
    data: [
      ...['2026-06-01', '2026-06-02', '2026-06-04'].map((on) => meal(lina.id, on, 'PRESENT')),
      meal(noe.id, '2026-06-04', 'BOOKED'),
    ],
  })
}

for (const width of [360, 1280])
  test(`the régisseur prepares a month, checks it, issues it, records a payment and takes a part back, at ${width} px`, async ({
    app,
    page,
  }, testInfo) => {
    test.setTimeout(120_000)
    await page.setViewportSize({ width, height: width === 360 ? 780 : 900 })
    await putJune(app.db)
    await app.signIn(BILLING)
    await page.goto('/admin/facturation')
    await expectWhole(page)
    await page.getByLabel(/^Mois/).selectOption({ label: 'juin 2026' })
    await page.getByRole('button', { name: 'Préparer les factures' }).click()

    await expect(page.getByRole('heading', { name: 'Factures de juin 2026' })).toBeVisible()
    const issue = page.getByRole('button', { name: /^Émettre 1 facture/ })
    await expect(issue).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('Cantine : des enfants ne sont pas pointés')).toBeVisible()
    await expectWhole(page)
    await page
      .getByRole('link', { name: /Delmas/ })
      .last()
      .click()
    await expect(page.getByRole('heading', { name: 'Brouillon de juin 2026' })).toBeVisible()
    await expect(page.getByText('2 et 4 juin 2026')).toBeVisible()
    await expectWhole(page)
    await page.screenshot({ path: testInfo.outputPath(`brouillon-${width}.png`), fullPage: true })
    await page.getByRole('link', { name: 'Factures de juin 2026' }).click()
    await issue.click()
    await expect(page.getByText('Émises le')).toBeVisible()
    const all = await page.getByRole('link', { name: 'Toutes les factures (PDF)' }).getAttribute('href')
    const file = await page.request.get(all!)
    expect(file.headers()['content-type']).toBe('application/pdf')
    expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-')
    const service = await app.openAs('agent@demo.example')
    expect((await service.request.get(all!)).status()).toBe(404)

    await page
      .getByRole('link', { name: /Delmas/ })
      .last()
      .click()
    await expect(page.getByRole('heading', { name: 'Facture de juin 2026' })).toBeVisible()
    await expectWhole(page)
    await page.getByLabel(/^Montant reçu/).fill('1,00')
    await page.getByLabel('Référence').fill('Chèque 0042')
    await page.getByRole('button', { name: 'Enregistrer le règlement' }).click()
    await expect(page.getByText('Le règlement est enregistré.')).toBeVisible()
    await expect(page.getByText('Chèque 0042').first()).toBeVisible()

    const amount = page.getByLabel(/^Montant repris/)
    await amount.fill('1000')
    await page
      .getByLabel(/^Pourquoi/)
      .first()
      .fill('Repas non servi')
    await page.getByRole('button', { name: 'Faire un avoir' }).click()
    await expect(
      page.getByText(/^Il reste .* de cette facture à reprendre, au plus\.$/).first(),
    ).toBeVisible()
    await expect(amount).toHaveValue('1000')
    await amount.fill('0,50')
    await page.getByRole('button', { name: 'Faire un avoir' }).click()
    await expect(page.getByText('L’avoir est fait.')).toBeVisible()
    await expectWhole(page)

    const parent = await app.openAs('parent@demo.example')
    await parent.goto('/famille/factures')
    await expect(parent.getByText('juin 2026').first()).toBeVisible()
  })
