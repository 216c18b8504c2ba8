import pino from 'pino'
import { LOG_OPTIONS } from '@/lib/core/log'
import { createFamily } from '../factories/families'
import { expect, test } from '../fixtures/database'

test('an error of the database is logged without the row that it was about', async ({ db }) => {
  const { children } = await createFamily(db)
  const childId = children[0]!.id
  const write = db.$executeRaw`
    INSERT INTO "Contact" ("childId", id, "firstNames", "lastName", link, phone, "mayCollect", "inEmergency", rank)
    VALUES (${childId}::uuid, gen_random_uuid(), 'Odile', 'Roux', 'OTHER', '0655443322', true, true, 99)`
  const error: unknown = await write.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(JSON.stringify(error), 'the error itself tells it').toContain('0655443322')
  const lines: string[] = []
  pino(LOG_OPTIONS, { write: (line: string) => lines.push(line) }).error({ err: error }, 'failed')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('Contact_rank')
  expect(lines[0]).not.toMatch(/Odile|Roux|0655443322/)
})
