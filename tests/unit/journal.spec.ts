import { expect, test } from '@playwright/test'
import { readdirSync, readFileSync } from 'node:fs'
import { ACTION_KINDS, ACTION_SENTENCES } from '@/lib/audit/messages'

const files = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('generated'))
  .map((path) => readFileSync(`lib/${path}`, 'utf8'))

test('every action that the code writes in the journal has its French sentence and its kind', () => {
  const written = files
    .filter((text) => text.includes('recordEvent'))
    .flatMap((text) =>
      [...text.matchAll(/(?:action|event): '([a-z]+\.[a-z-]+)'/g)].map(([, action]) => action!),
    )
  expect(written.length).toBeGreaterThan(20)
  for (const action of written) {
    expect(Object.keys(ACTION_SENTENCES)).toContain(action)
    expect(Object.keys(ACTION_KINDS)).toContain(action.split('.')[0])
  }
})
