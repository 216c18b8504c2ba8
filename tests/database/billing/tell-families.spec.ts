import { issueRun } from '@/lib/billing/operations/issue-run'
import { tellFamilies } from '@/lib/billing/operations/tell-families'
import { day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { stopJobs } from '@/lib/core/jobs'
import { createAccount } from '../../factories/accounts'
import { createAuthority } from '../../factories/authority'
import { createFamily, subscribe, type CreatedFamily } from '../../factories/families'
import { expect, test } from '../../fixtures/database'
import { watchStatements } from '../../fixtures/statements'
import { bill, billingAgent, book, NOVEMBER, NOW, pricedActivity } from './scene'

test.beforeEach(async ({ db }) => {
  await createAuthority(db)
})

test.afterEach(() => stopJobs())

const follow = async (db: Tx, families: readonly CreatedFamily[], email: string) => {
  const account = await createAccount(db, { email })
  for (const family of families) await subscribe(db, account, family.guardians[0]!)
  return account
}

const told = async (db: Tx) => {
  const mails = await db.outgoingMail.findMany({ where: { kind: 'billing.issue' }, orderBy: { to: 'asc' } })
  return mails.map(({ to, subject, text }) => ({ to, subject, text }))
}

test('each account that follows a family with an invoice has one mail, whatever runs twice', async ({
  db,
}) => {
  const agent = await billingAgent(db)
  const activity = await pricedActivity(db)
  const [home, second, idle, unfollowed] = await Promise.all([
    ...['Delmas', 'Petit', 'Morel', 'Roche'].map((name) => createFamily(db, { name })),
  ])
  for (const family of [home!, second!, unfollowed!]) await book(db, family, activity, [day('2026-11-02')])
  await follow(db, [home!], 'a@exemple.example')
  await follow(db, [home!, second!], 'b@exemple.example')
  await follow(db, [idle!], 'c@exemple.example')
  const closed = await follow(db, [home!], 'd@exemple.example')
  await db.account.update({ where: { id: closed.id }, data: { disabledAt: NOW } })
  const past = await follow(db, [home!], 'e@exemple.example')
  await db.subscription.updateMany({ where: { accountId: past.id }, data: { endedAt: NOW } })

  const draft = await bill(db, agent, NOVEMBER, 'DRAFT')
  await tellFamilies(draft, NOW)
  expect(await told(db)).toEqual([])
  await issueRun(agent, { runId: draft, invoices: 3, total: 900 }, NOW)
  expect(
    await db.$queryRaw`SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'billing.tell'`,
  ).toEqual([{ count: 1 }])
  await Promise.all([tellFamilies(draft, NOW), tellFamilies(draft, NOW)])
  await tellFamilies(draft, NOW)
  const mails = await told(db)
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['a@exemple.example', 'Votre facture de novembre 2026 est disponible'],
    ['b@exemple.example', 'Vos factures de novembre 2026 sont disponibles'],
  ])
  const { id } = await db.invoice.findFirstOrThrow({ where: { familyId: home!.id } })
  expect(mails[0]!.text).toContain(`/famille/factures/${id}`)
  expect(mails[0]!.text.replace(/\s/g, ' ')).toContain(
    '3,00 €, à payer au plus tard le jeudi 31 décembre 2026',
  )
  expect(mails[1]!.text).toContain('Famille Petit')
})

test('a month is told in as many statements for many accounts as for one', async ({ db }) => {
  const agent = await billingAgent(db)
  const activity = await pricedActivity(db)
  const home = await createFamily(db)
  await book(db, home, activity, [day('2026-11-02')])
  await follow(db, [home], 'premier@exemple.example')
  const runId = await bill(db, agent)
  const { count: one } = await watchStatements(() => tellFamilies(runId, NOW))
  for (let n = 0; n < 8; n++) await follow(db, [home], `suivant-${n}@exemple.example`)
  const { count: many } = await watchStatements(() => tellFamilies(runId, NOW))
  expect(many).toBe(one)
  expect(await db.outgoingMail.count({ where: { kind: 'billing.issue' } })).toBe(9)
})
