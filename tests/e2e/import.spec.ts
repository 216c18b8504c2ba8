import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { INTERRUPTED } from '@/lib/exchange/messages'
import { createActivity } from '../factories/planning'
import { expect, START, test } from '../fixtures/app'
import { expectWholeAnywhere, PHONE } from '../fixtures/screen'

const EXPORT = join(import.meta.dirname, '../data/export-collectivite')

test.describe.configure({ timeout: 180_000 })

async function handIn(
  page: Page,
  files: Partial<Record<'FAMILIES' | 'CHILDREN' | 'ENROLLMENTS', string | { name: string; content: Buffer }>>,
) {
  await page.goto('/admin/import')
  for (const [kind, file] of Object.entries(files))
    await page
      .locator(`input[name="${kind}"]`)
      .setInputFiles(
        typeof file === 'string'
          ? join(EXPORT, file)
          : { name: file.name, mimeType: 'text/csv', buffer: file.content },
      )
  await page.getByRole('button', { name: 'Déposer les fichiers' }).click()
}

test('an agent takes over the town’s three files', async ({ page, app }, testInfo) => {
  const shoot = (name: string) =>
    page.screenshot({ path: testInfo.outputPath(`${name}.png`), fullPage: true })
  await page.setViewportSize(PHONE)
  for (const [position, name] of [
    'Restauration scolaire',
    'Accueil du matin',
    'Accueil du soir',
    'Mercredi loisirs',
  ].entries())
    if ((await app.db.activity.count({ where: { name } })) === 0)
      await createActivity(app.db, { name, position: 20 + position })
  await app.signIn('agent@demo.example')
  await page.goto('/admin/import')
  await expectWholeAnywhere(page)
  await shoot('fichiers')
  await handIn(page, { FAMILIES: 'familles.csv', CHILDREN: 'enfants.csv', ENROLLMENTS: 'inscriptions.csv' })

  await expect(page.getByText('19 colonnes reconnues sur 19')).toBeVisible()
  await expect(page.getByText('Windows-1252').first()).toBeVisible()
  await expectWholeAnywhere(page)
  await shoot('colonnes')
  await page.getByRole('button', { name: 'Lancer l’essai' }).click()

  await expect(page.getByRole('heading', { name: '134 lignes à écarter' })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: 'Importer tout le reste' })).toHaveCount(0)
  await expectWholeAnywhere(page)
  await shoot('essai')
  await page.getByRole('link', { name: 'Code postal incorrect' }).click()
  await expect(page.getByText('« 4577 » n’est pas un code postal').first()).toBeVisible()
  await page.getByRole('button', { name: 'Écarter les 134 lignes' }).click()
  await page.getByRole('button', { name: 'Importer tout le reste' }).click()

  await expect(page.getByText('L’import est terminé.')).toBeVisible({ timeout: 90_000 })
  await expectWholeAnywhere(page)
  await shoot('resultat')
  expect(
    await app.db.family.count({ where: { externalNumber: { startsWith: 'F1' } } }),
  ).toBeGreaterThanOrEqual(1046)
  const report = await page.request.get(`${new URL(page.url()).pathname}/rapport?motif=EMAIL`)
  expect(await report.text()).toContain('"Familles";"634"')
})

test('an import at work, stopped or given up is whole and accessible', async ({ page, app }) => {
  await page.setViewportSize(PHONE)
  await app.signIn('agent@demo.example')
  const run = await app.db.importRun.create({
    data: {
      id: randomUUID(),
      state: 'CHECKING',
      phase: 'reading',
      progress: 40,
      total: 100,
      createdAt: START,
    },
  })
  const states = [
    [{ state: 'CHECKING' }, 'Essai en cours'],
    [{ state: 'RUNNING', phase: 'writing' }, 'Import en cours'],
    [{ state: 'FAILED', failure: INTERRUPTED }, 'Refaire l’essai'],
    [{ state: 'CANCELLED', failure: null }, 'Cet import a été abandonné.'],
  ] as const
  for (const [data, words] of states) {
    await app.db.importRun.update({ where: { id: run.id }, data })
    await page.goto(`/admin/import/${run.id}`)
    await expect(page.getByText(words)).toBeVisible()
    await expectWholeAnywhere(page)
  }
})

test('binary junk, an empty file and mangled accents are each refused with their reason, the good file stays', async ({
  page,
  app,
}) => {
  await app.signIn('agent@demo.example')
  await handIn(page, {
    FAMILIES: { name: 'photo.csv', content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0, 255]) },
    CHILDREN: 'enfants.csv',
    ENROLLMENTS: { name: 'vide.csv', content: Buffer.from('') },
  })
  await expect(page.getByText('Ce fichier n’est pas du texte')).toBeVisible()
  await expect(page.getByText('Ce fichier est vide')).toBeVisible()
  await expect(page.getByText('enfants.csv, 2 010 lignes')).toBeVisible()
  await handIn(page, { FAMILIES: { name: 'f.csv', content: Buffer.from('Numéro;PrÃ©nom;NÃ©e\n1;ZoÃ©;x\n') } })
  await expect(page.getByText('Les accents de ce fichier sont abîmés')).toBeVisible()
})

test('a file with unknown columns says so, and the required ones are asked for', async ({ page, app }) => {
  await app.signIn('agent@demo.example')
  await handIn(page, { FAMILIES: { name: 'f.csv', content: Buffer.from('alpha;beta;gamma\n1;2;3\n') } })
  await expect(page.getByText('Aucune colonne de ce fichier n’a été reconnue.')).toBeVisible()
  await page.getByRole('button', { name: 'Lancer l’essai' }).click()
  await expect(page.getByRole('alert').getByText('« Numéro de famille »')).toBeVisible()
})

test('a parent finds no import', async ({ page, app }) => {
  await app.signIn('parent@demo.example')
  expect((await page.goto('/admin/import'))?.status()).toBe(404)
})
