import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ROOT } from '@/scripts/platform/root'
import { createAuthority } from '@/tests/factories/authority'
import { createFamily } from '@/tests/factories/families'
import { contentsOf } from '../fixtures/contents'
import { expect, test } from '../fixtures/database'

/** Runs npm run retention's script as an operator would, on the test's database. Returns what it prints. */
async function retention(databaseUrl: string, ...args: string[]): Promise<string> {
  const { NODE_OPTIONS: _, CLOCK_START: __, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/keep-or-erase.ts', ...args], {
    cwd: ROOT,
    env: { ...env, DATABASE_URL: databaseUrl },
  })
  return stdout
}

test('the command tells what would go and changes nothing, then erases it', async ({ db, databaseUrl }) => {
  test.setTimeout(120_000)
  await createAuthority(db)
  // Due on whatever day the test is run: the command has the clock of the machine.
  await createFamily(db, { createdAt: new Date('2010-01-01T08:00:00Z') })
  const before = await contentsOf(db)
  const dry = await retention(databaseUrl, '--dry-run')
  expect(dry).toContain('rien ne l’est')
  expect(dry).toMatch(/ 1 famille {3}Familles/)
  expect(await contentsOf(db)).toEqual(before)
  expect(await retention(databaseUrl)).toMatch(/^Effacé :[^]* 1 famille {3}Familles/)
  expect(await db.family.count()).toBe(0)
  expect(await retention(databaseUrl)).not.toContain('1 famille')
})

test('an option that is not known is refused, and nothing is erased', async ({ db, databaseUrl }) => {
  await createAuthority(db)
  await createFamily(db, { createdAt: new Date('2010-01-01T08:00:00Z') })
  await expect(retention(databaseUrl, '--essai')).rejects.toThrow('il n’y a que --dry-run')
  expect(await db.family.count()).toBe(1)
})
