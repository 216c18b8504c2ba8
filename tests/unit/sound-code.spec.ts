import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ROOT } from '@/scripts/platform/root'

// Some twenty seconds of processor each, more on a machine that does other things.
test.describe.configure({ mode: 'default', timeout: 300_000 })

/** Runs a program of node_modules, without the tests' own options of Node.js. Returns how it ended and what it said. */
async function run(program: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  const { NODE_OPTIONS: _, ...env } = process.env
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', program), ...args], {
    cwd: ROOT,
    env: env as NodeJS.ProcessEnv,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, output }
}

test('the types hold, those of the tests too', async () => {
  expect(await run('typescript/bin/tsc', '--noEmit')).toEqual({ code: 0, output: '' })
})

test('the linter has nothing to say', async () => {
  const { code, output } = await run('eslint/bin/eslint.js', '.', '--max-warnings', '0')
  expect(code, output).toBe(0)
})
