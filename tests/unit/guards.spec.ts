import { globSync, readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import ts from 'typescript'

// Who may come in is asked at every door: a page, a route or an action never counts on the layout above it,
// nor on the page that shows its form.

/** What is open to everyone, on purpose. */
const PUBLIC = [
  /^app\/\(public\)\//,
  // Also when the session has ended.
  /^app\/logout-action\.ts$/,
  // Answers for the asker's own session, or nothing.
  /^app\/session-actions\.ts$/,
  /^app\/api\/session\/route\.ts$/,
  /^app\/api\/altcha\/route\.ts$/,
  /^app\/api\/sante\/route\.ts$/,
  // Files of pdf.js, the same for everyone.
  /^app\/lecteur-pdf\//,
  // Who holds the secret address reads the calendar.
  /^app\/api\/calendrier\//,
  // A mail program stops reminders by a signed secret.
  /^app\/api\/rappels\//,
  // PayFiP tells, and sends browsers back without a session: they learn nothing that PayFiP is not asked.
  /^app\/api\/paiement\//,
]

/** What reads nothing: a title made of the address alone. */
const READS_NOTHING = ['app/(citoyen)/famille/planning/page.tsx: generateMetadata']

const GUARDS = ['requireAgent', 'requireParent', 'requireSubscribedParent', 'requireAnyone']

const isDoor = (path: string, text: string) =>
  /\/(page\.tsx|route\.ts)$/.test(path) || /^'use server'/m.test(text)

const doors = globSync('app/**/*.{ts,tsx}')
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
  .filter(({ path, text }) => isDoor(path, text))

/** The exported functions and actions of a file that no guard stands before. */
function unguarded(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const declared = new Map<string, ts.Node>()
  const exported: [string, ts.Node][] = []
  for (const statement of file.statements) {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
    const isExported = modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    const found: [string, ts.Node][] = ts.isFunctionDeclaration(statement)
      ? [[statement.name?.text ?? 'default', statement]]
      : ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.map((one) => [one.name.getText(), one.initializer ?? one])
        : []
    for (const [name, node] of found) {
      declared.set(name, node)
      if (
        isExported &&
        (ts.isFunctionDeclaration(node) || ts.isCallExpression(node) || ts.isArrowFunction(node))
      )
        exported.push([name, node])
    }
  }
  return exported.filter(([, node]) => !isGuarded(guardPlace(node), declared, path)).map(([name]) => name)
}

/** Where the guard of a door has to stand: in an action, at its `actor`. */
function guardPlace(node: ts.Node): ts.Node | null {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'createAction') return node
  const definition = node.arguments[0]
  if (!definition || !ts.isObjectLiteralExpression(definition)) return definition ?? null
  const { properties } = definition
  return (
    properties.find(({ name }) => name?.getText() === 'actor') ??
    properties.find(ts.isSpreadAssignment) ??
    null
  )
}

/** Whether a guard is named in the code, or in what the code names in its own file. */
function isGuarded(
  node: ts.Node | null,
  declared: Map<string, ts.Node>,
  path: string,
  followed = new Set<string>(),
): boolean {
  if (!node) return false
  const names = new Set<string>()
  const collect = (part: ts.Node) => {
    if (ts.isIdentifier(part)) names.add(part.text)
    part.forEachChild(collect)
  }
  collect(node)
  if (GUARDS.some((guard) => names.has(guard))) return true
  // A route answers in its own way where a page would redirect; then it compares the role itself.
  if (path.endsWith('/route.ts') && names.has('getActor') && names.has('roleCan')) return true
  const next = [...names].filter((name) => declared.has(name) && !followed.has(name))
  next.forEach((name) => followed.add(name))
  return next.some((name) => isGuarded(declared.get(name)!, declared, path, followed))
}

test('every page, route and action asks who comes, but those that are public on purpose', () => {
  expect(doors.length).toBeGreaterThan(50)
  const open = doors
    .filter(({ path }) => !PUBLIC.some((pattern) => pattern.test(path)))
    .flatMap(({ path, text }) => unguarded(path, text).map((name) => `${path}: ${name}`))
  expect(open).toEqual(READS_NOTHING)
})

test('what is listed as public exists', () => {
  for (const pattern of PUBLIC)
    expect(
      doors.some(({ path }) => pattern.test(path)),
      String(pattern),
    ).toBe(true)
})

test('every page of the agents asks for an agent', () => {
  const pages = doors.filter(({ path }) => path.startsWith('app/admin/') && path.endsWith('page.tsx'))
  for (const { path, text } of pages) expect(text, path).toContain('requireAgent(')
})

const OPEN = {
  'a page without a guard': [
    'app/x/page.tsx',
    `export default async function Page() { return await load() }`,
  ],
  'a page whose import alone names one': [
    'app/x/page.tsx',
    `import { requireAgent } from '@/lib/core/actor'\nexport default function Page() { return null }`,
  ],
  'an action open to all': [
    'app/x/actions.ts',
    `'use server'\nexport const save = createAction({ schema, actor: async () => null, run: () => requireAgent() })`,
  ],
  'an action without createAction': ['app/x/actions.ts', `'use server'\nexport async function save() {}`],
  'a route that knows who asks and does not compare the role': [
    'app/x/route.ts',
    `export async function GET() { const actor = await getActor(); return read(actor) }`,
  ],
} as const

for (const [name, [path, text]] of Object.entries(OPEN))
  test(`the check finds ${name}`, () => {
    expect(unguarded(path, text)).toHaveLength(1)
  })

test('the check follows a guard kept in a constant', () => {
  const text = `'use server'\nconst actor = () => requireAgent('x')\nexport const save = createAction({ schema, actor, run })`
  expect(unguarded('app/x/actions.ts', text)).toEqual([])
})
