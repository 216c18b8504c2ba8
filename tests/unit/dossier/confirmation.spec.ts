import { expect, test } from '@playwright/test'
import { isConfirmationDue } from '@/lib/dossier/confirmation'

test('a confirmation stands 365 days, counted at midnight in Paris', () => {
  const confirmed = new Date('2025-11-24T22:30:00Z') // 24 November, 23:30 in Paris
  expect(isConfirmationDue(confirmed, new Date('2026-11-23T22:59:59Z'))).toBe(false)
  expect(isConfirmationDue(confirmed, new Date('2026-11-23T23:00:00Z'))).toBe(true)
  expect(isConfirmationDue(null, confirmed)).toBe(true)
})
