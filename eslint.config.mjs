import { readdirSync } from 'node:fs'
import next from 'eslint-config-next'
import nextVitals from 'eslint-config-next/core-web-vitals'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import importX from 'eslint-plugin-import-x'
import tseslint from 'typescript-eslint'
import { clientImports } from './scripts/lint/client-imports.mjs'

const contexts = readdirSync(new URL('./lib', import.meta.url)).filter(
  (name) => name !== 'core' && name !== 'generated',
)

/** A folder's file of that role, or the folder of that name when the role takes several files. */
const role = (name) => `./lib/*/${name}{.ts,/**}`
/** Rules, the tables that describe what they work on, and their words. */
const RULES = '{rules,*-rules,fields,values,messages,declaration,*sections}'
/** What is pure everywhere; of Prisma, the names of the enumerations, which are plain constants. */
const PURE = [
  `**/lib/*/${RULES}.ts`,
  '**/lib/*/rules/**',
  '**/lib/core/{day,group-by,money,phone,iban,siret,identifier,permissions,mail-layout}.ts',
  '**/lib/generated/prisma/enums.ts',
]

/** Who may import whom (docs/architecture.md). Tests and scripts are free. */
const zones = [
  {
    target: role(RULES),
    from: './{lib,app,components}/**',
    except: PURE,
    message: 'Rules are pure: they take other rules, days and money, and `now` as an argument.',
  },
  {
    target: role('schema'),
    from: './{lib,app,components}/**',
    except: [...PURE, '**/lib/*/schema.ts', '**/lib/*/schema/**'],
    message: 'A schema serves the form and the server: it takes rules and zod.',
  },
  {
    target: './app/**/actions.ts',
    from: './lib/*/queries{.ts,/**}',
    message: 'An action parses and calls one operation; pages read.',
  },
  {
    target: ['./app/**', './components/**'],
    from: ['./lib/core/db.*', './lib/generated/prisma/client.*'],
    message: 'Screens read through queries and write through operations.',
  },
  {
    target: './components/**',
    from: './app/**',
    message: 'Components know no screen: what they show and call is given to them.',
  },
  { target: './lib/**', from: ['./app/**', './components/**'], message: 'lib does not know the screens.' },
  {
    target: './lib/core/**',
    from: `./lib/{${contexts.join(',')}}/**`,
    message: 'The core does not know the contexts.',
  },
  ...contexts.map((context) => ({
    target: `./lib/${context}/**`,
    from: contexts.filter((other) => other !== context).map((other) => `./lib/${other}/operations{.ts,/**}`),
    message: 'A context never calls another context’s operations.',
  })),
]

const CLOCK = 'The only clock is lib/core/clock.ts: take `now` or `at` as an argument.'
const readsOfClock = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: CLOCK },
  { selector: 'CallExpression[callee.name="Date"]', message: CLOCK },
  { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: CLOCK },
]

/** Packages that a file may import, whatever else is installed. */
const onlyPackages = (allowed, message) => [
  'error',
  { patterns: [{ regex: `^(?!\\.|@/|(${allowed})(/|$))`, message }] },
]

export default tseslint.config(
  {
    ignores: [
      '.next/**',
      '.data/**',
      'lib/generated/**',
      'next-env.d.ts',
      'test-results/**',
      'playwright-report/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...next,
  ...nextVitals,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    plugins: { 'import-x': importX, house: { rules: { 'client-imports': clientImports } } },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'house/client-imports': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'import/no-anonymous-default-export': 'off',
      // Images come from the collectivité, small and of any shape: the optimiser has nothing to add.
      '@next/next/no-img-element': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['app/**', 'components/**', 'lib/**', 'proxy.ts', 'instrumentation.ts'],
    ignores: ['lib/core/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...readsOfClock] },
  },
  {
    files: ['lib/*/rules.ts', 'lib/*/rules/**'],
    rules: {
      'no-restricted-imports': onlyPackages('date-fns|@date-fns/tz', 'Rules take date libraries only.'),
    },
  },
  {
    files: ['lib/*/schema.ts', 'lib/*/schema/**'],
    rules: { 'no-restricted-imports': onlyPackages('zod', 'A schema takes zod and rules.') },
  },
  {
    files: ['app/**', 'components/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(@prisma/|pg$|pg-boss)', message: 'Screens read through queries.' },
            { regex: '^next/link$', message: 'Links are those of components/ui/link.tsx.' },
          ],
        },
      ],
    },
  },
  { files: ['components/ui/link.tsx'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['tests/**', 'prisma/**'],
    rules: {
      // Playwright names fixtures by destructuring, an empty pattern included, and calls its argument `use`.
      'no-empty-pattern': 'off',
      'react-hooks/rules-of-hooks': 'off',
    },
  },
  { files: ['scripts/**', 'prisma/**'], rules: { 'no-console': 'off' } },
)
