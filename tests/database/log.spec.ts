import pino from 'pino'
import { LOG_OPTIONS } from '@/lib/core/log'
import { createFamily } from '../factories/families'
import { expect, test } from '../fixtures/database'

/** What the log writes of an error. */
function logged(error: unknown): string {
  const lines: string[] = []
  pino(LOG_OPTIONS, { write: (line: string) => lines.push(line) }).error({ err: error }, 'failed')
  expect(lines).toHaveLength(1)
  return lines[0]!
}

const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => expect(null, 'it fails').toBe(1),
    (thrown: unknown) => thrown,
  )

test('an error of the database is logged without the row that it was about', async ({ db }) => {
  const { children } = await createFamily(db)
  const childId = children[0]!.id
  const error = await thrownBy(db.$executeRaw`
    INSERT INTO "Contact" ("childId", id, "firstNames", "lastName", link, phone, "mayCollect", "inEmergency", rank)
    VALUES (${childId}::uuid, gen_random_uuid(), 'Odile', 'Roux', 'OTHER', '0655443322', true, true, 99)`)
  expect(JSON.stringify(error), 'the error itself tells it').toContain('0655443322')
  expect(logged(error)).toContain('Contact_rank')
  expect(logged(error)).not.toMatch(/Odile|Roux|0655443322/)
})

test('what a person typed is not in the log when the database can’t read it', async ({ db }) => {
  const error = await thrownBy(db.$queryRaw`SELECT ${'Odile "Roux" 0655443322'}::text::date`)
  expect(String(error), 'the error itself tells it').toContain('0655443322')
  expect(logged(error)).toContain('22007')
  expect(logged(error)).not.toMatch(/Odile|Roux|0655443322/)
})

test('the values of a call that Prisma refuses are not in the log', async ({ db }) => {
  const data = { firstNames: 'Odile', lastName: 'Roux', phone: '0655443322', rank: 'neuf' }
  const error = await thrownBy(db.contact.create({ data: data as never }))
  expect(String(error), 'the error itself tells it').toContain('0655443322')
  expect(logged(error)).toContain('prisma.contact.create()')
  expect(logged(error)).toContain('PrismaClientValidationError')
  expect(logged(error)).toContain('log.spec.ts')
  expect(logged(error)).not.toMatch(/Odile|Roux|0655443322|neuf/)
})
