import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ESLint } from 'eslint'

const root = join(import.meta.dirname, '../..')
const eslint = new ESLint({ cwd: root })

/** The rules that a text would break as the content of a file of the repository. */
async function broken(filePath: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, filePath) })
  return result!.messages.map(({ ruleId }) => ruleId)
}

// One worker loads the linter once: it takes seconds.
test.describe.configure({ mode: 'default', timeout: 90_000 })

const ZONES = 'import-x/no-restricted-paths'
const PACKAGES = 'no-restricted-imports'
const SYNTAX = 'no-restricted-syntax'

const REFUSED = [
  ['rules read the database', 'lib/planning/rules.ts', `import '@/lib/core/db'`, ZONES],
  ['rules in a folder import queries', 'lib/planning/rules/x.ts', `import '@/lib/authority/queries'`, ZONES],
  ['rules use Next', 'lib/planning/rules.ts', `import 'next/headers'`, PACKAGES],
  ['rules use Prisma', 'lib/planning/rules.ts', `import '@prisma/client'`, PACKAGES],
  ['rules read the clock', 'lib/planning/rules.ts', `export const today = () => new Date()`, SYNTAX],
  ['a query reads the clock', 'lib/planning/queries.ts', `export const today = () => Date.now()`, SYNTAX],
  ['a page reads the clock', 'app/page.tsx', `export const today = () => new Date()`, SYNTAX],
  ['a schema reads the database', 'lib/account/schema.ts', `import '@/lib/core/db'`, ZONES],
  ['a schema uses another package than zod', 'lib/account/schema.ts', `import 'pg'`, PACKAGES],
  ['an action queries', 'app/famille/actions.ts', `import '@/lib/authority/queries'`, ZONES],
  ['an action reads the database', 'app/famille/actions.ts', `import '@/lib/core/db'`, ZONES],
  ['a page reads the database', 'app/famille/page.tsx', `import '@/lib/core/db'`, ZONES],
  ['a component queries', 'components/ui/x.tsx', `import '@/lib/authority/queries'`, 'house/client-imports'],
  [
    'a context calls the operations of another',
    'lib/planning/x.ts',
    `import '@/lib/account/operations/end-session'`,
    ZONES,
  ],
  ['the core knows a context', 'lib/core/x.ts', `import '@/lib/authority/queries'`, ZONES],
  ['lib knows a screen', 'lib/planning/x.ts', `import '@/components/ui/button'`, ZONES],
  [
    'a client component takes a query',
    'app/famille/x-form.tsx',
    `'use client'\nimport { x } from '@/lib/authority/queries'\nx()`,
    'house/client-imports',
  ],
  [
    'a client component takes a type of Prisma',
    'app/famille/x-form.tsx',
    `'use client'\nimport type { Child } from '@/lib/generated/prisma/client.ts'\nexport type X = Child`,
    'house/client-imports',
  ],
] as const

for (const [name, file, text, rule] of REFUSED)
  test(`lint refuses that ${name}`, async () => {
    expect(await broken(file, text)).toContain(rule)
  })

const ACCEPTED = [
  [
    'rules take days and rules',
    'lib/planning/rules.ts',
    `import '@/lib/core/day'\nimport '@/lib/authority/rules'`,
  ],
  [
    'operations take the database and rules',
    'lib/account/operations/x.ts',
    `import '@/lib/core/db'\nimport '../rules'`,
  ],
  [
    'an action takes operations of several contexts',
    'app/x/actions.ts',
    `import '@/lib/account/operations/end-session'`,
  ],
  ['the clock reads the clock', 'lib/core/clock.ts', `export const now = () => new Date()`],
  [
    'a component takes the type of a view',
    'components/ui/x.tsx',
    `import type { PublishedAuthority } from '@/lib/authority/queries'\nexport type X = PublishedAuthority`,
  ],
  ['a test is free', 'tests/unit/x.spec.ts', `import '@/lib/core/db'\nexport const now = new Date()`],
] as const

for (const [name, file, text] of ACCEPTED)
  test(`lint accepts that ${name}`, async () => {
    expect(await broken(file, text)).toEqual([])
  })
