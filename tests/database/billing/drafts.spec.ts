import { buffer } from 'node:stream/consumers'
import { printRun } from '@/lib/billing/operations/print-run'
import { draftForAgent } from '@/lib/billing/queries/drafts'
import { runPdf } from '@/lib/billing/run-pdf'
import { addMonths, day } from '@/lib/core/day'
import { NotFound } from '@/lib/core/errors'
import { stopJobs } from '@/lib/core/jobs'
import { agentActor, createAgent } from '../../factories/accounts'
import { createAuthority } from '../../factories/authority'
import { createFamily } from '../../factories/families'
import { expect, test } from '../../fixtures/database'
import { plain, readPdf } from '../../fixtures/pdf'
import { bill, billingAgent, book, NOVEMBER, NOW, pricedActivity } from './scene'

test.afterEach(() => stopJobs())

test('a draft is read line by line, beside the invoice of the month before; issued, it is a draft no more', async ({
  db,
}) => {
  await createAuthority(db)
  const agent = await billingAgent(db)
  const activity = await pricedActivity(db)
  const same = await pricedActivity(db, { name: 'Accueil du matin', position: 2 })
  const family = await createFamily(db)
  await book(db, family, activity, [day('2026-10-05')])
  await book(db, family, same, [day('2026-10-05'), day('2026-11-03')])
  await book(db, family, activity, [day('2026-11-02'), day('2026-11-03'), day('2026-11-05')])
  await bill(db, agent, addMonths(NOVEMBER, -1))
  await bill(db, agent, NOVEMBER, 'DRAFT')
  const { id } = await db.invoice.findFirstOrThrow({ where: { issuedAt: null } })
  const draft = (await draftForAgent(agent, id))!
  expect(draft).toMatchObject({
    total: 1_200,
    previous: { number: '2026-000001', total: 600 },
    differences: [{ child: 'Lina', activity: 'Cantine', now: 900, before: 300 }],
  })
  expect(draft.groups[0]!.activities.flat().map(({ label, days }) => [label, days.length])).toEqual([
    ['Cantine', 3],
    ['Accueil du matin', 1],
  ])
  const issued = await db.invoice.findFirstOrThrow({ where: { issuedAt: { not: null } } })
  expect(await draftForAgent(agent, issued.id)).toBeNull()
  const service = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  await expect(draftForAgent(service, id)).rejects.toThrow(NotFound)
})

test('all invoices of an issued month are one PDF, in the order of their numbers; of a draft there is none', async ({
  db,
}) => {
  const issuer = await createAuthority(db)
  const agent = await billingAgent(db)
  const activity = await pricedActivity(db)
  for (const name of ['Zola', 'Arnaud', 'Moreau'])
    await book(db, await createFamily(db, { name }), activity, [day('2026-10-05'), day('2026-11-02')])
  const [runId, draftId] = [
    await bill(db, agent, addMonths(NOVEMBER, -1)),
    await bill(db, agent, NOVEMBER, 'DRAFT'),
  ]
  for (const other of [
    { runId: draftId, part: 1 },
    { runId, part: 2 },
    { runId, part: 0 },
  ])
    await expect(printRun(agent, other, NOW)).rejects.toThrow(NotFound)
  const run = await printRun(agent, { runId, part: 1 }, NOW)
  expect(run).toEqual({ id: runId, month: '2026-10-01', after: 0, until: 3 })
  const bytes = await buffer(runPdf(run, issuer, NOW))
  const { pages, tags, title } = await readPdf(bytes)
  expect(title).toBe('Factures d’octobre 2026')
  expect(pages.map((page) => /Mme Sofia (\w+)/.exec(plain(page))?.[1])).toEqual(['Arnaud', 'Moreau', 'Zola'])
  expect(pages.map((page) => /Facture n° (\S+) · page (\d+)/.exec(plain(page))?.slice(1))).toEqual([
    ['2026-000001', '1'],
    ['2026-000002', '1'],
    ['2026-000003', '1'],
  ])
  expect(tags.filter((tag) => tag === 'H1')).toHaveLength(3)
  expect(await db.auditEvent.count({ where: { action: 'billing.print', subject: runId } })).toBe(1)
})
