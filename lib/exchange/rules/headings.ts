import { GUARDIAN_SLOTS, type FileKind, type GuardianColumn, type Mapping } from './columns'
import {
  CHILD_WORDS,
  GUARDIAN_SPELLINGS,
  GUARDIAN_WORDS,
  SECOND_WORDS,
  SMALL_WORDS,
  SPELLINGS,
} from './spellings'
import { fold } from './text'

type Words = string[]

/** The words of a heading; « nomResp1 », « Responsable_1_Nom » and « Nom (responsable 1) » give the same ones. */
function headingWords(heading: string): Words {
  const spaced = heading
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .replace(/(\d)(\p{L})/gu, '$1 $2')
  return fold(spaced).split(' ').filter(Boolean)
}

const without = (words: Words, dropped: ReadonlySet<string>) => words.filter((word) => !dropped.has(word))

function lookUp(spellings: Record<string, string[]>, words: Words): string | null {
  const texts = [words.join(' '), without(words, SMALL_WORDS).join(' ')]
  for (const text of texts)
    for (const [key, known] of Object.entries(spellings)) if (text && known.includes(text)) return key
  return null
}

type GuardianGuess = { name: GuardianColumn; slot: number | null }

function guessGuardian(words: Words): GuardianGuess | null {
  const digit = words.find((word) => /^\d$/.test(word))
  const isSecond = words.some((word) => SECOND_WORDS.has(word))
  const rest = without(words, new Set([...GUARDIAN_WORDS, ...SECOND_WORDS, 'mere', digit ?? '']))
  const name = lookUp(GUARDIAN_SPELLINGS, rest) as GuardianColumn | null
  return name && { name, slot: digit ? Number(digit) : isSecond ? 2 : words.includes('mere') ? 1 : null }
}

function guessFamilyColumns(headings: Words[]): (string | null)[] {
  const seen = new Map<string, number>()
  const guesses = headings.map((words): string | null => {
    const own = lookUp(SPELLINGS.FAMILIES, words)
    if (own) return own
    const guardian = guessGuardian(words)
    if (!guardian) return null
    // The same heading again, without a number, is that of the next responsable.
    const heading = words.join(' ')
    const occurrence = (seen.get(heading) ?? 0) + 1
    seen.set(heading, occurrence)
    const slot = guardian.slot ?? occurrence
    return (GUARDIAN_SLOTS as readonly number[]).includes(slot) ? `guardian${slot}.${guardian.name}` : null
  })
  // « Adresse 2 » without a second postal code is the end of the first address.
  const isLoneAddress = !guesses.includes('guardian2.postalCode') && !guesses.includes('guardian2.city')
  return guesses.map((key) =>
    key === 'guardian2.addressLine' && isLoneAddress ? 'guardian1.addressComplement' : key,
  )
}

function guessOtherColumns(kind: FileKind, headings: Words[]): (string | null)[] {
  const spellings = SPELLINGS[kind]
  return headings.map((words) => {
    const own = lookUp(spellings, words)
    return own ?? (kind === 'CHILDREN' ? lookUp(spellings, without(words, CHILD_WORDS)) : null)
  })
}

/** Guesses what each column holds from its heading; a column that nothing recognises is left out. */
export function guessMapping(kind: FileKind, headings: string[]): Mapping {
  const words = headings.map(headingWords)
  const guesses = kind === 'FAMILIES' ? guessFamilyColumns(words) : guessOtherColumns(kind, words)
  const mapping: Mapping = {}
  guesses.forEach((key, position) => {
    if (key && !(key in mapping)) mapping[key] = position
  })
  return mapping
}

/** The text by which the mapping of files with the same headings is remembered. */
export function headingsSignature(kind: FileKind, headings: string[]): string {
  return [kind, ...headings.map((heading) => fold(heading))].join('\n')
}
