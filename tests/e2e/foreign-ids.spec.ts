import type { PrismaClient } from '@/lib/generated/prisma/client.ts'
import { expect, test } from '../fixtures/app'
import { contentsOf } from '../fixtures/contents'

// The addresses are walked in walk.spec.ts, the operations in tests/database/foreign-ids.spec.ts; here, what is posted.

const PARENT = 'parent@demo.example'

type Household = {
  familyId: string
  childId: string
  guardianId: string
  subscriptionId: string
  names: string[]
}

/** A family with its child and a subscription; `but` excludes one by its account. */
async function household(db: PrismaClient, account: { email: string } | { not: string }): Promise<Household> {
  const email = 'not' in account ? { not: account.not } : account.email
  const { id, guardian } = await db.subscription.findFirstOrThrow({
    where: {
      account: { email },
      guardian: {
        guardianships: { some: {} },
        ...('not' in account && { family: { name: { not: 'Delmas' } } }),
      },
    },
    select: {
      id: true,
      guardian: {
        select: {
          id: true,
          firstNames: true,
          lastName: true,
          familyId: true,
          guardianships: { include: { child: true } },
        },
      },
    },
  })
  const { child } = guardian.guardianships[0]!
  return {
    familyId: guardian.familyId,
    childId: child.id,
    guardianId: guardian.id,
    subscriptionId: id,
    names: [guardian.lastName, child.firstNames],
  }
}

test('a parent who posts to the agents’ routes with the identifiers of another family changes nothing', async ({
  app,
  page,
}) => {
  const other = await household(app.db, { not: PARENT })
  const { id: importId } = await app.db.importRun.create({
    data: { state: 'MAPPING', createdAt: new Date('2026-11-24T08:00:00Z') },
  })
  await app.signIn(PARENT)
  const before = await contentsOf(app.db)
  const headers = { origin: app.url }
  const answers = [
    await page.request.post('/admin/codes/lettres', {
      headers,
      form: { target: 'FAMILY', familyId: other.familyId },
    }),
    await page.request.post('/admin/import/fichiers', {
      headers,
      multipart: {
        runId: importId,
        FAMILIES: { name: 'f.csv', mimeType: 'text/csv', buffer: Buffer.from('a;b') },
      },
    }),
    await page.request.get(`/admin/import/${importId}/rapport`),
  ]
  for (const answer of answers) {
    expect(answer.status(), answer.url()).toBe(404)
    const body = await answer.text()
    for (const name of other.names) expect(body).not.toContain(name)
  }
  expect(await contentsOf(app.db)).toEqual(before)
})

test('a form of a parent sent with another family’s child is answered « introuvable »', async ({
  app,
  page,
}) => {
  const [own, other] = [await household(app.db, { email: PARENT }), await household(app.db, { not: PARENT })]
  await app.signIn(PARENT)
  await page.goto(`/famille/dossier/enfant/${own.childId}/modifier/generales`)
  const before = await contentsOf(app.db)
  await page.locator('input[name="dossier-target"]').evaluate((input: HTMLInputElement, value) => {
    input.value = value
  }, `child.${other.childId}`)
  await page.getByLabel('Lieu de naissance').fill('Ailleurs')
  await page.getByRole('button', { name: 'Envoyer à la mairie' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /introuvable|n’existe pas/i })).toBeVisible()
  for (const name of other.names) await expect(page.getByText(name)).toHaveCount(0)
  expect(await contentsOf(app.db)).toEqual(before)
})

test('another family’s invoice, its PDF, its payment, receipt and attestation are not found, nor the agents’ files', async ({
  app,
  page,
}) => {
  const other = await household(app.db, { not: PARENT })
  const paid = await app.db.payment.findFirstOrThrow({
    where: { amount: { gt: 0 }, invoiceId: { not: null }, family: { name: { not: 'Delmas' } } },
    include: { invoice: true },
  })
  await app.signIn(PARENT)
  const before = await contentsOf(app.db)
  for (const address of [
    `/famille/factures/${paid.invoiceId}`,
    `/famille/factures/${paid.invoiceId}/paiement`,
    `/factures/${paid.invoiceId}`,
    `/recus/${paid.id}`,
    `/attestations/${paid.familyId}/2026`,
    `/admin/familles/${other.familyId}/compte`,
    `/admin/facturation/${paid.invoice!.runId}/factures`,
    '/admin/paiements/journal?detail=1',
  ]) {
    const answer = await page.request.get(address)
    expect(answer.status(), address).toBe(404)
    expect(await answer.text()).not.toContain(paid.invoice!.payerName)
  }
  expect(await contentsOf(app.db)).toEqual(before)
})

test('« Payer » sent with another family’s invoice is answered « introuvable »', async ({ app, page }) => {
  const [own, other] = await Promise.all(
    [{ externalNumber: '10087' }, { name: { not: 'Delmas' } }].map((family) =>
      app.db.invoice.findFirstOrThrow({
        where: { family, issuedAt: { not: null }, total: { gt: 0 }, payments: { none: {} } },
      }),
    ),
  )
  await app.signIn(PARENT)
  await page.goto(`/famille/factures/${own!.id}/paiement`)
  const before = await contentsOf(app.db)
  await page.locator('input[name="invoiceId"]').evaluate((input: HTMLInputElement, value) => {
    input.value = value
  }, other!.id)
  await page.getByRole('button', { name: /^Payer / }).click()
  await expect(page.getByRole('heading', { level: 1, name: /introuvable|n’existe pas/i })).toBeVisible()
  expect(await contentsOf(app.db)).toEqual(before)
})
