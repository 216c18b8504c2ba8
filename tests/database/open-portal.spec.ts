import { openPortal } from '@/lib/agent/operations/open-portal'
import { DEFAULT_TYPES } from '@/lib/document/fields'
import { expect, test } from '../fixtures/database'

const AT = new Date('2026-11-24T08:00:00Z')
const FIRST = { name: 'Ville de Test', schoolZone: 'B', administratorEmail: 'Maire@exemple.example' } as const

test('a first start opens the portal once, however many processes do it', async ({ db }) => {
  const outcomes = await Promise.allSettled([openPortal(FIRST, AT), openPortal(FIRST, AT)])
  expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
  expect(await openPortal(FIRST, AT)).toEqual({ hasAgent: true })
  expect(await db.authority.findMany()).toMatchObject([{ name: 'Ville de Test', isDemonstration: false }])
  expect(await db.agent.findMany({ include: { account: true } })).toMatchObject([
    { role: 'ADMINISTRATOR', account: { email: 'maire@exemple.example' } },
  ])
  expect(await db.passwordReset.count()).toBe(1)
  expect(await db.documentType.count(), 'the documents that a new portal asks for').toBe(DEFAULT_TYPES.length)
  const mail = await db.outgoingMail.findFirstOrThrow({ where: { kind: 'agent.invite' } })
  expect(mail.text).toMatch(/^Bonjour,$/m)
})

test('without the e-mail of an administrator the portal opens, and says that nobody runs it', async ({
  db,
}) => {
  expect(await openPortal({ ...FIRST, administratorEmail: null }, AT)).toEqual({ hasAgent: false })
  expect(await db.agent.count()).toBe(0)
  expect(await openPortal(FIRST, AT)).toEqual({ hasAgent: true })
})
