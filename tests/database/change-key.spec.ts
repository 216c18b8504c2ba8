import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decrypt } from '@/lib/core/crypto'
import { createFamily } from '../factories/families'
import { expect, test } from '../fixtures/database'

const FORMER = process.env.ENCRYPTION_KEYS!

let dataDir: string

test.beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'espace-famille-keys-'))
})

test.afterEach(() => {
  process.env.ENCRYPTION_KEYS = FORMER
  rmSync(dataDir, { recursive: true })
})

/** « npm run secrets:rotate » on the test's database. */
function changeKey(databaseUrl: string, keys: string): Promise<{ code: number; output: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    APP_SECRET: randomBytes(32).toString('base64url'),
    ENCRYPTION_KEYS: keys,
  }
  return new Promise((resolve) =>
    execFile(process.execPath, ['scripts/change-key.ts'], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    ),
  )
}

test('the command tells its progress, then that nothing depends on a former key; else it fails and says what is left', async ({
  db,
  databaseUrl,
}) => {
  test.setTimeout(120_000)
  const { children } = await createFamily(db, {
    children: [{ allergies: 'Arachide' }, { allergies: 'Lait' }],
  })
  const next = `k2:${randomBytes(32).toString('base64')}`
  await db.child.update({ where: { id: children[1]!.id }, data: { allergiesEncrypted: 'AQJrOQ==' } })
  const first = await changeKey(databaseUrl, `${next},${FORMER}`)
  expect(first).toMatchObject({ code: 1, output: expect.stringContaining('Child : 2 sur 2') })
  expect(first.output).toContain(`Illisible avec les clés données : Child, ${children[1]!.id}`)
  expect(first.output).toContain('Lignes encore sous une ancienne clé : 1.')
  await db.child.update({ where: { id: children[1]!.id }, data: { allergiesEncrypted: null } })
  const second = await changeKey(databaseUrl, `${next},${FORMER}`)
  expect(second).toMatchObject({
    code: 0,
    output: expect.stringContaining('Plus rien ne dépend d’une ancienne clé.'),
  })
  process.env.ENCRYPTION_KEYS = next
  const { id, allergiesEncrypted } = await db.child.findUniqueOrThrow({ where: { id: children[0]!.id } })
  expect(decrypt(allergiesEncrypted!, { table: 'Child', column: 'allergiesEncrypted', id })).toBe('Arachide')
})
