import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { beginKeyChange, endKeyChange, storedSecrets } from '@/scripts/platform/secrets'

let dataDir: string

test.beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'espace-famille-secrets-'))
})

test.afterEach(() => rmSync(dataDir, { recursive: true }))

test('the portal’s own key is replaced in two steps: both keys while data are encrypted anew, then the new one alone', () => {
  const first = storedSecrets(dataDir)
  beginKeyChange(dataDir)
  const both = storedSecrets(dataDir)
  expect(both).toEqual({
    ...first,
    ENCRYPTION_KEYS: expect.stringMatching(/^k2:.{43}=,k1:/),
  })
  expect(both.ENCRYPTION_KEYS.endsWith(first.ENCRYPTION_KEYS)).toBe(true)
  // Cut and run again: no third key.
  beginKeyChange(dataDir)
  expect(storedSecrets(dataDir)).toEqual(both)
  endKeyChange(dataDir)
  const last = storedSecrets(dataDir)
  expect(last).toEqual({ ...first, ENCRYPTION_KEYS: both.ENCRYPTION_KEYS.split(',')[0] })
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
  expect(readdirSync(dataDir)).toEqual(['secrets.json'])
})
