import { buffer } from 'node:stream/consumers'
import { invoicePdf } from '@/lib/billing/invoice-pdf'
import { readInvoice } from '@/lib/billing/operations/read-invoice'
import { addDays, day } from '@/lib/core/day'
import { stopJobs } from '@/lib/core/jobs'
import { createAuthority } from '../../factories/authority'
import { createFamily } from '../../factories/families'
import { expect, test } from '../../fixtures/database'
import { plain, readPdf } from '../../fixtures/pdf'
import { bill, billingAgent, book, NOW, pricedActivity } from './scene'

test.afterEach(() => stopJobs())

test('the PDF of an invoice tells who, when, each line and how to pay, tagged, the same one each time', async ({
  db,
}) => {
  await createAuthority(db)
  const agent = await billingAgent(db)
  const activity = await pricedActivity(db)
  const family = await createFamily(db, {
    guardians: [{ addressLine: '12 rue des Tilleuls', postalCode: '45990', city: 'Vallombreuse' }],
  })
  await book(db, family, activity, [day('2026-11-02'), day('2026-11-03')])
  await bill(db, agent)
  const { id } = await db.invoice.findFirstOrThrow()
  const issuer = await db.authority.findUniqueOrThrow({ where: { id: 1 } })
  const make = async () => buffer(invoicePdf(await readInvoice(agent, id, NOW), issuer))
  const bytes = await make()
  const { pages, tags, title } = await readPdf(bytes)
  expect(title).toBe('Facture n° 2026-000001, novembre 2026')
  expect(pages).toHaveLength(1)
  const text = plain(pages[0]!)
  for (const said of [
    issuer.name,
    'Mme Sofia Delmas',
    '12 rue des Tilleuls',
    '45990 Vallombreuse',
    'Facture de novembre 2026',
    '2026-000001',
    '2 décembre 2026',
    '31 décembre 2026',
    'Lina',
    'Cantine',
    '2 et 3 novembre 2026',
    'tarif unique',
    '2 × 3,00 €',
    'Total à payer : 6,00 €',
    'Comment payer',
  ])
    expect(text).toContain(said)
  expect(tags.filter((tag) => ['H1', 'H2', 'Table', 'TR', 'TH', 'TD'].includes(tag))).toEqual([
    ...['H1', 'H2', 'Table', 'TR', 'TH', 'TH', 'TH', 'TR', 'TH', 'TD', 'TD'],
  ])
  expect((await readPdf(await make())).pages).toEqual(pages)
})

test('a long invoice goes on over its pages, none of its lines lost', async ({ db }) => {
  await createAuthority(db)
  const agent = await billingAgent(db)
  const family = await createFamily(db, { children: [{}, { firstNames: 'Noé' }] })
  for (let n = 1; n <= 40; n++) {
    const activity = await pricedActivity(db, { name: `Atelier ${n} <Šárka & C°>`, position: n })
    await book(db, family, activity, [addDays(day('2026-11-01'), n % 28)])
  }
  await bill(db, agent)
  const { id } = await db.invoice.findFirstOrThrow()
  const issuer = await db.authority.findUniqueOrThrow({ where: { id: 1 } })
  const { pages } = await readPdf(await buffer(invoicePdf(await readInvoice(agent, id, NOW), issuer)))
  expect(pages.length).toBeGreaterThan(1)
  const text = plain(pages.join(' '))
  for (let n = 1; n <= 40; n++) expect(text).toContain(`Atelier ${n} `)
  expect(text).toContain('Total à payer : 120,00 €')
  expect(text).toContain(`page ${pages.length}`)
})
