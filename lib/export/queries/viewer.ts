import 'server-only'
import type { Section } from '@/lib/dossier/fields'
import type { Coded } from '../format'

/** For whom an export is made: a family, the guardians through whom its children are seen, and what may be read. */
export type Viewer = {
  familyId: string
  guardianIds: readonly string[]
  mayRead: (section: Section) => boolean
  /** The types of documents whose files may be opened. */
  opens: readonly number[] | 'ALL'
}

/** A code beside its French word. */
export const coded = <Code extends string>(words: Readonly<Record<Code, string>>, code: Code): Coded => ({
  code,
  label: words[code],
})

/** An instant as the export writes it. */
export const iso = (instant: string | Date | null) =>
  instant === null ? null : new Date(instant).toISOString()
