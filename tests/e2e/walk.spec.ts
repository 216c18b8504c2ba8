import { readdirSync } from 'node:fs'
import type { PrismaClient } from '@/lib/generated/prisma/client.ts'
import { expect, test } from '../fixtures/app'
import { expectWhole } from '../fixtures/screen'

const ADMIN = 'admin@demo.example'
const SERVICE = 'agent@demo.example'
const BILLING = 'regie@demo.example'
const ON_SITE = 'terrain@demo.example'
const SUBSCRIBED = 'parent@demo.example'
const NEWCOMER = 'nouveau@demo.example'
const AGENTS = [ADMIN, SERVICE, BILLING, ON_SITE]
const PEOPLE = [...AGENTS, SUBSCRIBED, NEWCOMER]

const SERVICES = [ADMIN, SERVICE]
const PRICING = [ADMIN, BILLING]
const DECIDING = [ADMIN, SERVICE, BILLING]
const PARENTS = [SUBSCRIBED, NEWCOMER]

/** The pages that one must be logged in for, and who sees them; for the others they do not exist. */
const PAGES: Record<string, { example?: string; seenBy: string[] }> = {
  '/famille': { seenBy: [SUBSCRIBED] },
  '/famille/demandes': { seenBy: [SUBSCRIBED] },
  '/famille/demandes/nouvelle': { seenBy: [SUBSCRIBED] },
  '/famille/dossier': { seenBy: [SUBSCRIBED] },
  '/famille/dossier/[personne]/[id]': { example: '/famille/dossier/enfant/LINA', seenBy: [SUBSCRIBED] },
  '/famille/dossier/[personne]/[id]/modifier/[section]': {
    example: '/famille/dossier/enfant/LINA/modifier/generales',
    seenBy: [SUBSCRIBED],
  },
  '/famille/dossier/copie': { seenBy: [SUBSCRIBED] },
  '/famille/dossier/mandat/[famille]': {
    example: '/famille/dossier/mandat/DELMAS',
    seenBy: [SUBSCRIBED],
  },
  '/famille/documents': { seenBy: [SUBSCRIBED] },
  '/famille/documents/[type]/[personne]': {
    example: '/famille/documents/DOCTYPE/LINA',
    seenBy: [SUBSCRIBED],
  },
  '/famille/factures': { seenBy: [SUBSCRIBED] },
  '/famille/factures/attestation': { seenBy: [SUBSCRIBED] },
  '/famille/factures/[id]': { example: '/famille/factures/INVOICE', seenBy: [SUBSCRIBED] },
  '/famille/factures/[id]/paiement': {
    example: '/famille/factures/INVOICE/paiement',
    seenBy: [SUBSCRIBED],
  },
  '/famille/photos/[enfant]': { example: '/famille/photos/LINA', seenBy: [SUBSCRIBED] },
  '/famille/planning': { seenBy: [SUBSCRIBED] },
  '/famille/planning/agenda': { seenBy: [SUBSCRIBED] },
  '/famille/planning/entree': {
    example: '/famille/planning/entree?enfant=LINA&activite=CANTINE&jour=2026-12-03',
    seenBy: [SUBSCRIBED],
  },
  '/famille/tarifs': { seenBy: [SUBSCRIBED] },
  '/mon-espace': { seenBy: PARENTS },
  '/mon-espace/abonnements': { seenBy: PARENTS },
  '/mon-espace/abonnements/[id]': { example: '/mon-espace/abonnements/SUBSCRIPTION', seenBy: [SUBSCRIBED] },
  '/mon-espace/abonnements/nouveau': { seenBy: PARENTS },
  '/mon-espace/compte': { seenBy: PEOPLE },
  '/admin': { seenBy: DECIDING },
  '/admin/activites': { seenBy: SERVICES },
  '/admin/activites/[id]': { example: '/admin/activites/CANTINE', seenBy: SERVICES },
  '/admin/activites/[id]/inscrits': { example: '/admin/activites/CANTINE/inscrits', seenBy: SERVICES },
  // tests/e2e/enrollments.spec.ts walks a true one.
  '/admin/activites/[id]/inscrits/[inscription]': {
    example: '/admin/activites/CANTINE/inscrits/019ab000-0000-7000-8000-000000000000',
    seenBy: [],
  },
  '/admin/activites/[id]/inscrits/inscrire': {
    example: '/admin/activites/CANTINE/inscrits/inscrire',
    seenBy: SERVICES,
  },
  '/admin/activites/[id]/places': { example: '/admin/activites/CANTINE/places', seenBy: SERVICES },
  '/admin/activites/[id]/tarifs': { example: '/admin/activites/CANTINE/tarifs', seenBy: PRICING },
  '/admin/activites/[id]/tarifs/[tarif]': {
    example: '/admin/activites/CANTINE/tarifs/TARIFF',
    seenBy: PRICING,
  },
  '/admin/activites/[id]/tarifs/nouveau': {
    example: '/admin/activites/CANTINE/tarifs/nouveau',
    seenBy: PRICING,
  },
  '/admin/activites/nouvelle': { seenBy: SERVICES },
  '/admin/agents': { seenBy: [ADMIN] },
  '/admin/attente': { seenBy: SERVICES },
  '/admin/codes': { seenBy: SERVICES },
  '/admin/demandes': { seenBy: SERVICES },
  '/admin/conservation': { seenBy: [ADMIN] },
  '/admin/dossiers': { seenBy: [ADMIN, SERVICE, BILLING] },
  '/admin/documents': { seenBy: [ADMIN, SERVICE, BILLING] },
  '/admin/facturation': { seenBy: PRICING },
  '/admin/facturation/factures/[id]': { example: '/admin/facturation/factures/INVOICE', seenBy: PRICING },
  // tests/e2e/billing.spec.ts walks true ones.
  '/admin/facturation/brouillons/[id]': {
    example: '/admin/facturation/brouillons/019ab000-0000-7000-8000-000000000000',
    seenBy: [],
  },
  '/admin/facturation/[id]': {
    example: '/admin/facturation/019ab000-0000-7000-8000-000000000000',
    seenBy: [],
  },
  '/admin/facturation/comptabilite': { seenBy: PRICING },
  '/admin/facturation/impayes': { seenBy: PRICING },
  '/admin/facturation/tresor': { seenBy: PRICING },
  // tests/e2e/unpaid.spec.ts walks a true one.
  '/admin/facturation/tresor/[id]': {
    example: '/admin/facturation/tresor/019ab000-0000-7000-8000-000000000000',
    seenBy: [],
  },
  '/admin/facturation/prelevements': { seenBy: PRICING },
  // tests/e2e/debits.spec.ts walks true ones.
  '/admin/facturation/prelevements/[id]': {
    example: '/admin/facturation/prelevements/019ab000-0000-7000-8000-000000000000',
    seenBy: [],
  },
  '/admin/facturation/prelevements/retours/[id]': {
    example: '/admin/facturation/prelevements/retours/019ab000-0000-7000-8000-000000000000',
    seenBy: [],
  },
  '/admin/feuilles': { seenBy: [ADMIN, SERVICE, ON_SITE] },
  '/admin/feuilles/[activite]': {
    example: '/admin/feuilles/CANTINE',
    seenBy: [ADMIN, SERVICE, ON_SITE],
  },
  '/admin/evenements': { seenBy: SERVICES },
  // tests/e2e/collective-events.spec.ts walks a true one.
  '/admin/evenements/[id]': { example: '/admin/evenements/019ab000-0000-7000-8000-000000000000', seenBy: [] },
  '/admin/evenements/nouveau': { seenBy: SERVICES },
  '/admin/familles': { seenBy: [ADMIN, SERVICE, BILLING] },
  '/admin/familles/[id]': { example: '/admin/familles/DELMAS', seenBy: [ADMIN, SERVICE, BILLING] },
  '/admin/familles/[id]/[personne]/[cible]': {
    example: '/admin/familles/DELMAS/enfant/LINA',
    seenBy: SERVICES,
  },
  '/admin/familles/[id]/compte': { example: '/admin/familles/DELMAS/compte', seenBy: PRICING },
  '/admin/familles/[id]/dossier/[personne]/[cible]/[section]': {
    example: '/admin/familles/DELMAS/dossier/enfant/LINA/sante',
    seenBy: SERVICES,
  },
  '/admin/familles/[id]/effacer': { example: '/admin/familles/DELMAS/effacer', seenBy: [ADMIN] },
  '/admin/familles/[id]/modifier': { example: '/admin/familles/DELMAS/modifier', seenBy: SERVICES },
  '/admin/familles/nouvelle': { seenBy: SERVICES },
  '/admin/import': { seenBy: SERVICES },
  // tests/e2e/import.spec.ts walks a true one.
  '/admin/import/[id]': { example: '/admin/import/019ab000-0000-7000-8000-000000000000', seenBy: [] },
  '/admin/journal': { seenBy: [ADMIN] },
  '/admin/paiements': { seenBy: PRICING },
  '/admin/paiements/rapprochement': { seenBy: PRICING },
  '/admin/reglages': { seenBy: [ADMIN] },
  '/admin/reglages/autorisations': { seenBy: [ADMIN] },
  '/admin/reglages/documents': { seenBy: [ADMIN] },
  '/admin/reglages/documents/[id]': { example: '/admin/reglages/documents/DOCTYPE', seenBy: [ADMIN] },
  '/admin/reglages/dossier': { seenBy: [ADMIN] },
  '/admin/reglages/impayes': { seenBy: [ADMIN] },
  '/admin/reglages/tresor': { seenBy: [ADMIN] },
  '/admin/reglages/paiement': { seenBy: [ADMIN] },
  '/admin/reglages/prelevement': { seenBy: [ADMIN] },
  '/admin/reglages/vaccins': { seenBy: [ADMIN] },
  '/admin/tarifs': { seenBy: PRICING },
}

/** A tariff of the canteen that no invoice used: another is not to be changed. */
async function tariffToCome(db: PrismaClient) {
  const last = await db.tariff.findFirstOrThrow({
    where: { activity: { name: 'Cantine' } },
    orderBy: { validFrom: 'desc' },
  })
  const key = { activityId: last.activityId, validFrom: new Date('2027-09-01T00:00:00Z') }
  return db.tariff.upsert({
    where: { activityId_validFrom: key },
    create: { ...key, rules: last.rules as object },
    update: {},
  })
}

/** The addresses of the examples, with the ids of the demonstration. */
async function examples(db: PrismaClient): Promise<(route: string) => string> {
  const [lina, cantine, delmas, subscription, insurance, tariff, invoice] = await Promise.all([
    db.child.findFirstOrThrow({ where: { firstNames: { startsWith: 'Lina' }, lastName: 'Delmas' } }),
    db.activity.findFirstOrThrow({ where: { name: 'Cantine' } }),
    db.family.findUniqueOrThrow({ where: { externalNumber: '10087' } }),
    db.subscription.findFirstOrThrow({ where: { account: { email: SUBSCRIBED } } }),
    db.documentType.findFirstOrThrow({ where: { owner: 'CHILD' } }),
    tariffToCome(db),
    db.invoice.findFirstOrThrow({ where: { family: { externalNumber: '10087' } } }),
  ])
  return (route) =>
    (PAGES[route]!.example ?? route)
      .replace('DOCTYPE', String(insurance.id))
      .replace('LINA', lina.id)
      .replace('CANTINE', String(cantine.id))
      .replace('DELMAS', delmas.id)
      .replace('SUBSCRIPTION', subscription.id)
      .replace('TARIFF', String(tariff.id))
      .replace('INVOICE', invoice.id)
}

test('the table of pages names all that one must be logged in for', () => {
  const routes = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((path) => /^(\((citoyen|compte)\)|admin)\/.*page\.tsx$/.test(path))
    .map((path) => `/${path.replace(/\([a-z]+\)\//g, '').replace(/\/?page\.tsx$/, '')}`)
  expect(Object.keys(PAGES).sort()).toEqual(routes.sort())
})

test('nobody is sent to the login, then back', async ({ app, page }) => {
  const addressOf = await examples(app.db)
  for (const route of Object.keys(PAGES)) {
    const response = await page.request.get(addressOf(route), { maxRedirects: 0 })
    expect(response.headers().location ?? (await response.text()), route).toContain('/connexion')
  }
})

for (const email of PEOPLE)
  test(`${email} sees their pages, and the others do not exist`, async ({ app, page }) => {
    test.setTimeout(120_000)
    const addressOf = await examples(app.db)
    await app.signIn(email)
    for (const [route, { seenBy }] of Object.entries(PAGES)) {
      const response = await page.request.get(addressOf(route), { maxRedirects: 0 })
      const body = await response.text()
      if (seenBy.includes(email)) expect(response.status(), route).toBe(200)
      else if (email === NEWCOMER && route.startsWith('/famille'))
        expect(response.headers().location ?? body, route).toContain('/mon-espace/abonnements')
      else if (email === ON_SITE && route === '/admin')
        expect(response.headers().location ?? body, route).toContain('/admin/feuilles')
      else expect(response.status(), route).toBe(404)
    }
  })

/** An address without its identifiers: one of each kind is followed. */
const kindOf = (href: string) =>
  href.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replace(/\?.*|\/\d+(?=\/|$)/g, '')

for (const email of [SERVICE, BILLING, ON_SITE, SUBSCRIBED])
  test(`every page that ${email} is led to exists for them`, async ({ app, page }) => {
    test.setTimeout(120_000)
    const addressOf = await examples(app.db)
    await app.signIn(email)
    const links = new Map<string, string>()
    for (const [route, { seenBy }] of Object.entries(PAGES)) {
      if (!seenBy.includes(email)) continue
      const body = await (await page.request.get(addressOf(route))).text()
      for (const [, link] of body.matchAll(/<a [^>]*?href="(\/[^"]*)"/g)) {
        const href = link!.replaceAll('&amp;', '&').replace(/#.*/, '')
        links.set(kindOf(href), href)
      }
    }
    expect(links.size).toBeGreaterThan(4)
    for (const href of links.values()) expect((await page.request.get(href)).status(), href).toBe(200)
  })

// 320 px is a screen of 1280 px at 400 %.
const WIDTHS = [320, 360, 1280]

/** The walk of a person is long: in parts, for several workers. */
const PARTS = [0, 1, 2]

for (const email of [SUBSCRIBED, ADMIN])
  for (const part of PARTS)
    test(`the pages of ${email} are whole and accessible from 320 to 1280 px (${part + 1} of ${PARTS.length})`, async ({
      app,
      page,
    }) => {
      test.setTimeout(180_000)
      const addressOf = await examples(app.db)
      await app.signIn(email)
      const seen = Object.keys(PAGES).filter((route) => PAGES[route]!.seenBy.includes(email))
      for (const route of seen.filter((_, index) => index % PARTS.length === part)) {
        await page.goto(addressOf(route))
        await expect(page.getByRole('heading', { level: 1 }).first(), route).toBeVisible()
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 800 })
          await expectWhole(page)
        }
      }
    })

test('another family’s ids lead nowhere, and show nothing of it', async ({ app, page }) => {
  const addressOf = await examples(app.db)
  const other = await app.db.subscription.findFirstOrThrow({
    where: { endedAt: null, account: { email: { not: SUBSCRIBED } } },
    include: { account: true },
  })
  await app.signIn(other.account.email)
  for (const route of Object.keys(PAGES).filter((name) => name.includes('[') || name.includes('entree'))) {
    const response = await page.request.get(addressOf(route), { maxRedirects: 0 })
    expect(response.status(), route).toBe(404)
    const body = await response.text()
    for (const secret of ['Delmas', 'Lina', 'Tilleuls']) expect(body, route).not.toContain(secret)
  }
})
