import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { dayToDb, day } from '@/lib/core/day'
import { expect, test, type App } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

test.describe.configure({ timeout: 120_000 })

const PARENT = 'parent@demo.example'
const SERVICE = 'agent@demo.example'
const THURSDAY = '2026-11-26'
const REASON = 'Le goûter est commandé.'
const FULL = 'L’effectif du jour est complet.'

/** JavaScript that the planning may load beyond an almost empty page of the same shell, in bytes of gzip. */
const SCRIPT_BUDGET = 25_000

/** Lina's evening of that Thursday, in the view that the screen shows. */
const evening = (page: Page) =>
  page.locator(`[data-entry$="${THURSDAY}"]`).filter({ hasText: 'Accueil du soir', visible: true })

/** The requests of the Delmas that wait, the oldest first. */
const waitingRequests = ({ db }: App) =>
  db.bookingRequest.findMany({
    where: { state: 'PENDING', family: { name: 'Delmas', externalNumber: '10087' } },
    orderBy: { askedAt: 'asc' },
  })

/** The box of a request in the agents' queue. */
const box = (page: Page, { id }: { id: string }) => page.locator(`input[value="${id}"]`)
const lineOf = (page: Page, { number }: { number: number }) =>
  page.getByRole('row').filter({ hasText: `Demande n° ${number}` })

async function askForAbsence(page: Page) {
  await page.goto(`/famille/planning?vue=semaine&date=${THURSDAY}`)
  await evening(page).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Déclarer une absence' }).click()
  await expect(
    page.getByRole('status').filter({ hasText: 'Absence demandée : Lina, Accueil du soir' }),
  ).toBeVisible()
  await expect(evening(page)).toContainText('Absence demandée')
}

for (const width of [360, 1280])
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } })

    test('an absence waits for an agent, is refused with a reason, and the parent reads it', async ({
      app,
      page,
    }) => {
      await app.signIn(PARENT)
      await askForAbsence(page)
      await expectWhole(page)
      const request = await app.db.bookingRequest.findFirstOrThrow({
        where: { kind: 'ABSENCE', state: 'PENDING', startsOn: dayToDb(day(THURSDAY)) },
      })

      const agent = await app.openAs(SERVICE)
      await agent.goto('/admin/demandes?type=ABSENCE')
      await box(agent, request).check()
      await agent.getByRole('button', { name: 'Refuser', exact: true }).click()
      await expect(agent.getByText('Écrivez le motif du refus : la famille le lit.').first()).toBeVisible()
      await expect(box(agent, request)).toBeChecked()
      await expectWhole(agent)
      await agent.getByLabel('Motif du refus, lu par la famille').fill(REASON)
      await agent.getByRole('button', { name: 'Refuser', exact: true }).click()
      await expect(agent.getByRole('status').filter({ hasText: 'Demande traitée.' })).toBeVisible()

      const mail = await app.mailTo(PARENT, 'request.decision')
      expect(mail.text).toContain(`Motif : ${REASON}`)
      expect(mail.text).toContain('La réservation reste en place.')

      await page.reload()
      await expect(evening(page)).toContainText('Réservé')
      await evening(page).click()
      await expect(page.getByRole('dialog')).toContainText(`Absence refusée, motif : ${REASON}`)
      await expect(page.getByRole('dialog')).not.toContainText('Il reste')
      await expectWhole(page)
      await page.goto('/famille/demandes')
      await expect(lineOf(page, request)).toContainText('Refusée')
      await expect(lineOf(page, request)).toContainText(`Motif : ${REASON}`)
      await expectWhole(page)
    })

    test('several requests are refused at once, then several accepted', async ({ app, page }) => {
      const [first, second, third] = (await waitingRequests(app)) as [Request, Request, Request]
      const total = await app.db.bookingRequest.count({ where: { state: 'PENDING' } })
      const other = await app.db.bookingRequest.findFirstOrThrow({
        where: { state: 'PENDING', familyId: { not: first.familyId } },
        orderBy: { askedAt: 'asc' },
      })
      await app.signIn(SERVICE)
      await page.goto('/admin/demandes')
      await box(page, third).check()
      await box(page, other).check()
      await page.getByLabel('Motif courant').selectOption(FULL)
      await page.getByRole('button', { name: 'Refuser les 2' }).click()
      await expect(page.getByRole('status').filter({ hasText: '2 demandes traitées.' })).toBeVisible()
      await expect(box(page, third)).toHaveCount(0)
      await expect(box(page, other)).toHaveCount(0)

      await box(page, first).check()
      await box(page, second).check()
      await page.getByRole('button', { name: 'Accepter les 2' }).click()
      await expect(box(page, first)).toHaveCount(0)
      await expect(box(page, second)).toHaveCount(0)
      await expectWhole(page)
      expect(await app.db.bookingRequest.count({ where: { state: 'PENDING' } })).toBe(total - 4)

      const parent = await app.openAs(PARENT)
      await parent.goto('/famille/demandes')
      await expect(lineOf(parent, third)).toContainText(`Motif : ${FULL}`)
      for (const request of [first, second]) {
        await expect(lineOf(parent, request)).toContainText('Acceptée')
        const kept = await app.db.bookingRequest.findUniqueOrThrow({ where: { id: request.id } })
        expect(kept.reason, 'the reason of the refusals before is not theirs').toBeNull()
      }
    })

    test('a request is withdrawn from the list; the agent who had it on the screen is told', async ({
      app,
      page,
    }) => {
      const [request] = (await waitingRequests(app)) as [Request]
      const agent = await app.openAs(SERVICE)
      await agent.goto('/admin/demandes')
      await app.signIn(PARENT)
      await page.goto('/famille/demandes')
      await expectWhole(page)
      await page.getByRole('button', { name: `Annuler ma demande n° ${request.number}`, exact: true }).click()
      await expect(
        page
          .getByRole('status')
          .filter({ hasText: `Demande n° ${request.number} : ce qui attendait est annulé.` }),
      ).toBeVisible()
      await expect(lineOf(page, request)).toContainText('Annulée par vous')

      await box(agent, request).check()
      await agent.getByRole('button', { name: 'Accepter', exact: true }).click()
      await expect(agent.getByText('Rien n’a été décidé pour :')).toBeVisible()
      await expect(agent.getByText('Rien n’a été décidé : voyez pourquoi en haut de la page.')).toBeVisible()
      await expect(
        agent.getByText(
          `Demande n° ${request.number} : Quelqu’un y a répondu entre-temps, ou la famille l’a annulée.`,
        ),
      ).toBeVisible()
      await expect(box(agent, request)).toHaveCount(0)
      await expectWhole(agent)
      expect(await app.db.booking.count({ where: { requestId: request.id } })).toBe(0)
    })
  })

test('two tabs decide the same request: the first counts, the second is told, and so is the parent’s', async ({
  app,
  page,
}) => {
  const [request] = (await waitingRequests(app)) as [Request]
  await app.signIn(SERVICE)
  const other = await page.context().newPage()
  const parent = await app.openAs(PARENT)
  await page.goto('/admin/demandes')
  await other.goto('/admin/demandes')
  await parent.goto('/famille/demandes')
  await box(page, request).check()
  await page.getByRole('button', { name: 'Accepter', exact: true }).click()
  await expect(box(page, request)).toHaveCount(0)

  await box(other, request).check()
  await other.getByLabel('Motif du refus, lu par la famille').fill(REASON)
  await other.getByRole('button', { name: 'Refuser', exact: true }).click()
  await expect(other.getByText(`Demande n° ${request.number} : Quelqu’un y a répondu`)).toBeVisible()

  await parent.getByRole('button', { name: `Annuler ma demande n° ${request.number}`, exact: true }).click()
  await expect(parent.getByText('Plus rien n’attend dans cette demande')).toBeVisible()
  const decided = await app.db.bookingRequest.findUniqueOrThrow({ where: { id: request.id } })
  expect(decided).toMatchObject({ state: 'ACCEPTED', reason: null })
})

test('the planning loads little JavaScript beyond an almost empty page', async ({ app, page }) => {
  await app.signIn(PARENT)
  const planning = await scriptsOf(page, '/famille/planning')
  const plain = await scriptsOf(page, '/mon-espace')
  const own = [...planning].filter(([address]) => !plain.has(address))
  const total = (some: Iterable<[string, number]>) => [...some].reduce((sum, [, size]) => sum + size, 0)
  expect(total(plain), 'the page compared with has the shell’s scripts').toBeGreaterThan(50_000)
  const named = own.map(([address, size]) => `${new URL(address).pathname} ${size}`).join('\n')
  expect(total(own), `of its own, the planning loads\n${named}`).toBeLessThanOrEqual(SCRIPT_BUDGET)
  expect(total(own), 'the planning has scripts of its own').toBeGreaterThan(0)
})

type Request = Awaited<ReturnType<typeof waitingRequests>>[number]

/** The scripts that a page loads, with their weight in gzip; those of the pages that its links lead to are left out. */
async function scriptsOf(page: Page, address: string): Promise<Map<string, number>> {
  const tab = await page.context().newPage()
  const addresses = new Set<string>()
  await tab.route(
    (url) => url.searchParams.has('_rsc'),
    (route) => route.abort(),
  )
  tab.on('request', (request) => {
    if (request.resourceType() === 'script') addresses.add(request.url())
  })
  await tab.goto(address, { waitUntil: 'networkidle' })
  await tab.close()
  const weights = new Map<string, number>()
  for (const script of addresses) {
    const response = await page.request.get(script)
    weights.set(script, gzipSync(await response.body()).length)
  }
  return weights
}
