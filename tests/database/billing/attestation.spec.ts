import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { attestationPdf } from '@/lib/billing/attestation-pdf'
import { readAttestation } from '@/lib/billing/operations/read-attestation'
import { attestationScreen } from '@/lib/billing/queries/attestation'
import { day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { NotFound } from '@/lib/core/errors'
import type { ChargeKind } from '@/lib/generated/prisma/enums.ts'
import { agentActor, createAccount, createAgent, parentActor } from '../../factories/accounts'
import { createAuthority } from '../../factories/authority'
import { createFamily, subscribe } from '../../factories/families'
import { createInvoice } from '../../factories/invoices'
import { createActivity } from '../../factories/planning'
import { expect, test } from '../../fixtures/database'
import { plain, readPdf } from '../../fixtures/pdf'
import { billingAgent, NOW, pay } from './scene'

/** Noé, under six, and Lina, who is not: meals, an evening of childcare each, and a surcharge, all paid in December. */
async function setScene(db: Tx) {
  const [meal, evening] = [
    await createActivity(db),
    await createActivity(db, { name: 'Accueil du soir', isChildcare: true, position: 2 }),
  ]
  const family = await createFamily(db, {
    children: [
      { firstNames: 'Noé', birthDate: new Date('2021-06-02T00:00:00Z') },
      { firstNames: 'Lina', birthDate: new Date('2018-03-14T00:00:00Z') },
    ],
  })
  const [noe, lina] = family.children
  const line = (childId: string, activityId: number, amount: number, kind: ChargeKind = 'DAY') => ({
    ...{ childId, activityId, kind, quantity: 1, price: amount, amount },
    ...{ childName: 'X', label: 'X', days: [new Date('2026-11-02T00:00:00Z')], how: 'tarif unique' },
  })
  const invoice = await createInvoice(db, family, {
    lines: [
      line(noe!.id, meal.id, 1_000),
      line(noe!.id, evening.id, 600),
      line(noe!.id, evening.id, 100, 'ABSENCE'),
      line(noe!.id, evening.id, 300, 'LATE_LEAVING'),
      line(lina!.id, evening.id, 2_000),
    ],
  })
  const account = await createAccount(db)
  await subscribe(db, account, family.guardians[0]!)
  return { family, invoice, evening, parent: await parentActor(db, account) }
}

test('the attestation holds the childcare of children under six, in the share that was paid: no meals, no surcharge', async ({
  db,
}) => {
  const issuer = await createAuthority(db)
  const { family, invoice, parent } = await setScene(db)
  expect(await attestationScreen(parent, null)).toEqual({ years: [], year: null, families: [] })
  await pay(db, invoice, 2_000)
  const { years, year, families } = await attestationScreen(parent, 2020)
  expect([years, year]).toEqual([[2026], 2026])
  expect(families).toMatchObject([
    {
      id: family.id,
      attestation: { paid: 2_000, total: 350, children: [{ name: 'Noé Delmas', amount: 350 }] },
    },
  ])
  const document = await readAttestation(parent, { familyId: family.id, year: 2026 }, NOW)
  const { pages, tags, title } = await readPdf(await buffer(attestationPdf(document, issuer)))
  expect(title).toBe('Attestation fiscale 2026, famille Delmas')
  for (const said of [
    ...['Attestation fiscale 2026', 'Noé Delmas', '2 juin 2021', 'Total : 3,50 €', 'six ans'],
    ...['du 1er janvier au 2 décembre 2026', 'article 200 quater B du code général des impôts'],
  ])
    expect(plain(pages[0]!)).toContain(said)
  expect(tags).toContain('Table')
  expect(await db.auditEvent.count({ where: { action: 'attestation.read', familyId: family.id } })).toBe(1)
})

test('an activity that agents no longer mark as childcare counts no more; one paid back neither', async ({
  db,
}) => {
  const { family, invoice, evening, parent } = await setScene(db)
  const paymentId = await pay(db, invoice, 4_000)
  const total = async () => (await readAttestation(parent, { familyId: family.id, year: 2026 }, NOW)).total
  expect(await total()).toBe(700)
  await db.activity.update({ where: { id: evening.id }, data: { isChildcare: false } })
  expect(await total()).toBe(0)
  await db.activity.update({ where: { id: evening.id }, data: { isChildcare: true } })
  await pay(db, invoice, -4_000, { reversesId: paymentId, reason: 'Rejet' })
  await expect(total(), 'nothing that stands was paid that year').rejects.toThrow(NotFound)
  expect(await attestationScreen(parent, 2026)).toEqual({ years: [], year: null, families: [] })
})

test('another family’s attestation, a year without payments, an on-site agent: not found; the family service reads it', async ({
  db,
}) => {
  await createAuthority(db)
  const { family, invoice, parent } = await setScene(db)
  await pay(db, invoice, 4_000)
  const stranger = await createFamily(db, { name: 'Moreau' })
  const account = await createAccount(db, { email: 'moreau@exemple.example' })
  await subscribe(db, account, stranger.guardians[0]!)
  const moreau = await parentActor(db, account)
  const asked = { familyId: family.id, year: 2026 }
  await expect(readAttestation(moreau, asked, NOW)).rejects.toThrow(NotFound)
  for (const other of [
    { ...asked, year: 2025 },
    { ...asked, familyId: randomUUID() },
  ])
    await expect(readAttestation(parent, other, NOW)).rejects.toThrow(NotFound)
  const onSite = await agentActor(db, await createAgent(db, 'ON_SITE'))
  await expect(readAttestation(onSite, asked, NOW)).rejects.toThrow(NotFound)
  const service = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  expect((await readAttestation(service, asked, NOW)).total).toBe(700)
  expect((await readAttestation(await billingAgent(db), asked, NOW)).madeOn).toBe(day('2026-12-02'))
})
