import { expect, test } from '@playwright/test'
import { faultForAgent, faultForParent } from '@/lib/payfip/messages'
import { LABELS } from '@/scripts/payfip/validation'

const UNKNOWN = faultForParent({ kind: 'FUNCTIONAL', code: 'Q9' })

for (const code of Object.keys(LABELS))
  test(`${code} is told to the parent in a sentence without code, and to the agent with it`, () => {
    const fault = { kind: 'FUNCTIONAL', code } as const
    expect(faultForParent(fault)).toMatch(/^[A-ZÀ-Ý].{20,}\.$/)
    expect(faultForParent(fault)).not.toMatch(/idOp|PayFiP|\b[A-Z]\d\b/)
    expect(faultForAgent(fault)).toMatch(new RegExp(`^[A-ZÀ-Ý].{20,}\\. \\(${code}\\)$`))
    expect(faultForAgent(fault)).not.toBe(
      faultForAgent({ kind: 'FUNCTIONAL', code: 'Q9' }).replace('Q9', code),
    )
  })

test('a payment that may have been made is never said to be unpaid', () => {
  for (const fault of [
    { kind: 'TECHNICAL', code: 'TIMEOUT' },
    { kind: 'FUNCTIONAL', code: 'P5' },
    { kind: 'FUNCTIONAL', code: 'P3' },
    { kind: 'FUNCTIONAL', code: 'P1' },
  ] as const)
    expect(faultForParent(fault)).not.toContain('Rien n’a été débité')
})

test('a code that nobody knows, be it « constructor », has its sentence', () => {
  expect(UNKNOWN).toMatch(/Signalez-le/)
  expect(faultForParent({ kind: 'FUNCTIONAL', code: 'constructor' })).toBe(UNKNOWN)
  expect(faultForAgent({ kind: 'TECHNICAL', code: '999' })).toMatch(/30 minutes.*\(999\)$/)
})
