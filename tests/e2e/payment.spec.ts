import type { Page } from '@playwright/test'
import { expect, test, type App } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

test.describe.configure({ timeout: 180_000 })

const PARENT = 'parent@demo.example'

/** The invoice that the parent has to pay, and what is left of it: all. */
const toPay = (app: App) =>
  app.db.invoice.findFirstOrThrow({
    where: {
      payments: { none: {} },
      issuedAt: { not: null },
      total: { gt: 0 },
      family: { guardians: { some: { subscriptions: { some: { account: { email: PARENT } } } } } },
    },
    orderBy: [{ year: 'desc' }, { number: 'desc' }],
  })

const pay = (page: Page) => page.getByRole('button', { name: /^Payer / })
const outcome = (page: Page, name: string) => page.getByRole('button', { name })

/** From the invoice to PayFiP's page. */
async function leaveToPay(app: App, page: Page): Promise<string> {
  const { id } = await toPay(app)
  await page.goto(`/famille/factures/${id}`)
  await page.getByRole('link', { name: 'Payer en ligne' }).click()
  await pay(page).click()
  await expect(page.getByRole('heading', { name: 'Paiement simulé' })).toBeVisible()
  return id
}

for (const width of [360, 1280])
  test(`at ${width} px: a parent is refused, then pays by card, and has the receipt`, async ({
    app,
    page,
  }, testInfo) => {
    const shot = (name: string) =>
      page.screenshot({ path: testInfo.outputPath(`${name}-${width}.png`), fullPage: true })
    await page.setViewportSize({ width, height: 800 })
    await app.signIn(PARENT)
    const { id } = await toPay(app)
    await page.goto('/famille/factures')
    await page.getByRole('link', { name: /^Payer .+ en ligne/ }).click()
    await expect(page).toHaveURL(`/famille/factures/${id}/paiement`)
    await expect(pay(page)).toBeVisible()
    await expectWhole(page)
    await shot('a-payer')

    await leaveToPay(app, page)
    await outcome(page, 'Carte refusée').click()
    await expect(page.getByText('refusé par la banque')).toBeVisible()
    await expectWhole(page)
    await shot('refuse')

    await pay(page).click()
    await outcome(page, 'Payer par carte').click()
    await expect(page.getByRole('heading', { name: 'Paiement reçu' })).toBeVisible()
    await expect(page.getByText('Carte bancaire', { exact: true })).toBeVisible()
    await expect(pay(page)).toHaveCount(0)
    await expectWhole(page)
    await shot('paye')
    expect((await app.mailTo(PARENT, 'payment.receipt')).subject).toContain('Paiement reçu')
    await page.getByRole('link', { name: 'Facture', exact: true }).first().click()
    await expect(page.getByRole('link', { name: 'Payer en ligne' })).toHaveCount(0)
    expect(await app.db.payment.count({ where: { invoiceId: id } })).toBe(1)
  })

for (const width of [360, 1280])
  test(`at ${width} px: who abandons reads until when to wait`, async ({ app, page }, testInfo) => {
    await page.setViewportSize({ width, height: 800 })
    await app.signIn(PARENT)
    const id = await leaveToPay(app, page)
    await outcome(page, 'Abandonner').click()
    await expect(page.getByRole('heading', { name: 'Paiement en cours' })).toBeVisible()
    await expect(page.getByText('a été abandonné')).toBeVisible()
    await expectWhole(page)
    for (const address of ['/famille/factures', `/famille/factures/${id}`]) {
      await page.goto(address)
      await expect(page.getByText('rien n’a été débité')).toBeVisible()
      await expect(page.getByRole('link', { name: /en ligne/ })).toHaveCount(0)
      await expect(page.getByRole('heading', { name: 'Comment payer' })).toHaveCount(0)
      await expectWhole(page)
      await page.screenshot({
        path: testInfo.outputPath(`en-cours-${width}-${address.length}.png`),
        fullPage: true,
      })
    }
    await page.getByRole('link', { name: 'Voir ce paiement' }).click()
    await expect(page.getByRole('heading', { name: 'Paiement en cours' })).toBeVisible()
    await page.screenshot({ path: testInfo.outputPath(`abandon-${width}.png`), fullPage: true })
  })

test('the notification is lost: the return alone tells; twice clicked, one payment is begun', async ({
  app,
  page,
}) => {
  await app.payfip.set({ notification: 'never' })
  await app.signIn(PARENT)
  const { id } = await toPay(app)
  await page.goto(`/famille/factures/${id}/paiement`)
  await pay(page).dblclick()
  await outcome(page, 'Payer par prélèvement').click()
  await expect(page.getByText('Votre compte sera débité dans les prochains jours')).toBeVisible()
  expect(await app.db.paymentAttempt.count({ where: { invoiceId: id } })).toBe(1)
  expect((await app.payfip.state()).notifications.sent).toEqual([])
})

test('the tab is closed: the notification alone tells, in either spelling, by its body or its address', async ({
  app,
  page,
}) => {
  await app.signIn(PARENT)
  const id = await leaveToPay(app, page)
  const { payments } = await app.payfip.state()
  const { idOp } = payments[0]!
  await app.payfip.set({ notification: 'never' })
  await app.payfip.finish(idOp, 'P')
  const notified = await page.request.get(`${app.url}/api/paiement/notification?idOp=${idOp}`)
  expect([notified.status(), await notified.text()]).toEqual([200, 'OK'])
  await expect.poll(() => app.db.payment.count({ where: { invoiceId: id } })).toBe(1)
  const again = await page.request.post(`${app.url}/api/paiement/notification`, { form: { idop: idOp } })
  const unknown = await page.request.post(`${app.url}/api/paiement/notification`, {
    form: { idop: '6475fa10-b338-11e2-a082-001fe256bdfe' },
  })
  for (const answer of [again, unknown]) expect([answer.status(), await answer.text()]).toEqual([200, 'OK'])
  await page.goto(`/famille/factures/${id}/paiement`)
  await expect(page.getByRole('heading', { name: 'Paiement reçu' })).toBeVisible()
  expect(await app.db.payment.count({ where: { invoiceId: id } })).toBe(1)
})

test('who comes back by a POST of another site, without a session, is sent to log in, and the payment is known', async ({
  app,
  page,
}) => {
  await app.signIn(PARENT)
  const id = await leaveToPay(app, page)
  const { idOp } = (await app.payfip.state()).payments[0]!
  await app.payfip.set({ notification: 'never' })
  await app.payfip.finish(idOp, 'P')
  const back = await fetch(`${app.url}/api/paiement/retour`, {
    method: 'POST',
    headers: { origin: 'https://www.payfip.gouv.fr' },
    body: new URLSearchParams({ idop: idOp }),
    redirect: 'manual',
  })
  expect([back.status, back.headers.get('location')]).toEqual([303, `/famille/factures/${id}/paiement`])
  expect(await app.db.payment.count({ where: { invoiceId: id } })).toBe(1)
})

test('PayFiP is down: the parent reads it, and may check a payment that is open', async ({ app, page }) => {
  await app.signIn(PARENT)
  const { id } = await toPay(app)
  await page.goto(`/famille/factures/${id}/paiement`)
  await app.payfip.set({ failure: { kind: '502' } })
  await pay(page).click()
  await expect(page.getByText('Le service de paiement ne répond pas').first()).toBeVisible()
  await app.payfip.set({ failure: null })
  await leaveToPay(app, page)
  await page.goto(`/famille/factures/${id}/paiement`)
  await expect(page.getByRole('button', { name: /^Reprendre le paiement/ })).toBeVisible()
  await expect(page.getByText('vous pourrez recommencer à partir de')).toBeVisible()
  await page.getByRole('button', { name: 'Vérifier maintenant' }).click()
  await expect(page.getByText('PayFiP ne connaît pas encore le résultat')).toBeVisible()
  await app.payfip.set({ notification: 'never' })
  await app.payfip.finish((await app.payfip.state()).payments.at(-1)!.idOp, 'P')
  await page.getByRole('button', { name: 'Vérifier maintenant' }).click()
  await expect(page.getByRole('heading', { name: 'Paiement reçu' })).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a parent pays, and comes back to the receipt', async ({ app, page }) => {
    await app.signIn(PARENT)
    await leaveToPay(app, page)
    await outcome(page, 'Payer par carte').click()
    await expect(page.getByRole('heading', { name: 'Paiement reçu' })).toBeVisible()
  })
})

for (const width of [360, 1280])
  test(`at ${width} px: an agent reads of an altered payment what there is to do, and notes it done`, async ({
    app,
    page,
  }, testInfo) => {
    await app.signIn(PARENT)
    const id = await leaveToPay(app, page)
    await app.payfip.set({ altered: { montant: '1' } })
    await outcome(page, 'Payer par carte').click()
    await expect(page.getByText('doit être vérifié par la collectivité')).toBeVisible()
    expect(await app.db.payment.count({ where: { invoiceId: id } })).toBe(0)
    await page.goto(`/famille/factures/${id}`)
    await expect(page.getByText('Ne payez pas une seconde fois')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Comment payer' })).toHaveCount(0)
    const agent = await app.openAs('regie@demo.example')
    await agent.setViewportSize({ width, height: 800 })
    await agent.goto('/admin/facturation')
    await agent.getByRole('link', { name: 'Paiements à vérifier (1)' }).click()
    await expect(agent.getByRole('heading', { name: 'Paiement qui ne correspond pas' })).toBeVisible()
    await expectWhole(agent)
    await agent.screenshot({ path: testInfo.outputPath(`alerte-${width}.png`), fullPage: true })
    await agent.getByRole('button', { name: /^Traité/ }).click()
    await expect(agent.getByText('Rien à vérifier')).toBeVisible()
  })
