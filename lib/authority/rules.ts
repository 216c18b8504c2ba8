import type { AccessibilityStatus } from '@/lib/generated/prisma/enums.ts'

/** The declared state of accessibility, in the words that the law imposes (décret 2019-768, art. 4). */
export const ACCESSIBILITY_WORDS = {
  NON_COMPLIANT: 'non conforme',
  PARTLY_COMPLIANT: 'partiellement conforme',
  FULLY_COMPLIANT: 'totalement conforme',
} as const satisfies Record<AccessibilityStatus, string>

/** The paragraphs of a text of the collectivité: what its blank lines separate. None for an empty text. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\r?\n\s*\r?\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
}
