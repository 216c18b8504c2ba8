import type { AgentActor } from '@/lib/core/actor'
import { decrypt } from '@/lib/core/crypto'
import { stopJobs } from '@/lib/core/jobs'
import type { PrismaClient } from '@/lib/generated/prisma/client.ts'
import { agentActor, createAgent } from '../factories/accounts'
import { createTownActivities, dryRun, importFiles, townExport } from '../factories/imports'
import { expect, test } from '../fixtures/database'

const AT = new Date('2026-11-24T09:00:00Z')
const LATER = new Date('2026-12-01T09:00:00Z')

test.describe.configure({ timeout: 180_000 })

let agent: AgentActor
test.beforeEach(async ({ db }) => {
  agent = await agentActor(db, await createAgent(db, 'FAMILY_SERVICE'))
  await createTownActivities(db)
})
test.afterEach(() => stopJobs())

/** Every row of the dossiers with the transaction that wrote it last. */
async function rowVersions(db: PrismaClient): Promise<unknown> {
  return db.$queryRaw`
    SELECT id::text, xmin::text FROM "Family" UNION ALL SELECT id::text, xmin::text FROM "Guardian"
    UNION ALL SELECT id::text, xmin::text FROM "Child" UNION ALL SELECT id::text, xmin::text FROM "Enrollment"
    UNION ALL SELECT "guardianId"::text || "childId"::text, xmin::text FROM "Guardianship"
    UNION ALL SELECT kind || key, xmin::text FROM "ImportedRecord" ORDER BY 1`
}

test('each wrong or doubled line of a town’s export is named with its line, column and reason, and nothing is written', async ({
  db,
}) => {
  const run = await dryRun(db, agent, townExport(), AT)
  expect(run.state).toBe('CHECKED')
  const lineOf = async (kind: 'FAMILIES' | 'CHILDREN' | 'ENROLLMENTS', line: number) => {
    const { outcome, codes, problems } = await db.importLine.findFirstOrThrow({
      where: { runId: run.id, kind, line },
    })
    return { outcome, codes, problems }
  }
  expect(await lineOf('FAMILIES', 260)).toEqual({
    outcome: 'WRONG',
    codes: ['POSTAL_CODE'],
    problems: [['Code postal', '« 4577 » n’est pas un code postal : cinq chiffres attendus.']],
  })
  expect(await lineOf('FAMILIES', 29)).toMatchObject({ outcome: 'WRONG', codes: ['DATE'] })
  expect(await lineOf('FAMILIES', 634)).toMatchObject({ outcome: 'WRONG', codes: ['EMAIL'] })
  expect(await lineOf('FAMILIES', 647)).toMatchObject({ outcome: 'WRONG', codes: ['QUOTIENT'] })
  expect(await lineOf('FAMILIES', 1064)).toMatchObject({ outcome: 'DOUBLED', codes: ['DOUBLED'] })
  expect(await lineOf('CHILDREN', 496)).toMatchObject({ outcome: 'WRONG', codes: ['SEX'] })
  expect(await lineOf('CHILDREN', 986)).toMatchObject({ outcome: 'WRONG', codes: ['DATE'] })
  expect(await lineOf('CHILDREN', 1505)).toMatchObject({ outcome: 'WRONG', codes: ['UNKNOWN_FAMILY'] })
  expect(await lineOf('CHILDREN', 59)).toMatchObject({ outcome: 'WRONG', codes: ['FAMILY_ASIDE'] })
  expect(await lineOf('ENROLLMENTS', 668)).toMatchObject({ outcome: 'WRONG', codes: ['UNKNOWN_ACTIVITY'] })
  expect(await lineOf('ENROLLMENTS', 839)).toMatchObject({ outcome: 'WRONG', codes: ['PERIOD'] })
  expect(await lineOf('ENROLLMENTS', 405)).toMatchObject({ outcome: 'WRONG', codes: ['WEEKDAYS'] })
  expect(await lineOf('ENROLLMENTS', 115)).toMatchObject({ outcome: 'WRONG', codes: ['CHILD_ASIDE'] })
  expect(await db.importLine.count({ where: { outcome: { in: ['WRONG', 'DOUBLED'] } } })).toBe(20 + 40 + 74)
  expect(await db.family.count()).toBe(0)
})

test('the rest is imported, health is encrypted, the files are erased; the same files again write nothing', async ({
  db,
}) => {
  const run = await importFiles(db, agent, townExport(), AT)
  expect(run).toMatchObject({ state: 'DONE', failure: null })
  expect(await db.family.count()).toBe(1046)
  expect(await db.child.count()).toBe(1970)
  expect(await db.enrollment.count()).toBe(3794)
  expect(await db.importFile.count({ where: { contentEncrypted: { not: null } } })).toBe(0)
  expect(await db.auditEvent.count({ where: { action: 'family.import' } })).toBe(1046)

  const child = await db.child.findUniqueOrThrow({ where: { externalNumber: 'E20003' } })
  const place = { table: 'Child', column: 'allergiesEncrypted', id: child.id }
  expect(decrypt(child.allergiesEncrypted!, place)).toBe('Arachide')
  const [clear] = await db.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "Child" c WHERE c::text LIKE '%Arachide%')
      OR EXISTS (SELECT 1 FROM "ImportLine" l WHERE l::text LIKE '%Arachide%')
      OR EXISTS (SELECT 1 FROM "Family" f WHERE f::text LIKE '%4837993%') AS found`
  expect(clear?.found).toBe(false)

  const before = await rowVersions(db)
  const again = await importFiles(db, agent, townExport(), LATER)
  expect(again.state).toBe('DONE')
  expect(await rowVersions(db)).toEqual(before)
  expect(await db.auditEvent.count({ where: { action: 'family.import' } })).toBe(1046)
})
