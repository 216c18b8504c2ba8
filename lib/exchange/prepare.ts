import 'server-only'
import { createHmac, createSecretKey } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { derivedKey } from '@/lib/core/crypto'
import { dayInParis, type Day } from '@/lib/core/day'
import type { Tx } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { openFiles, type OpenFile } from './files'
import { newId } from '@/lib/core/new-id'
import { FILE_NAMES } from './messages'
import { loadPortalState } from './portal-state'
import type { Progress } from './progress'
import { OpenQuote, readTable } from './reading/table'
import { checkFiles, type ReadFiles } from './rules/check'
import type { Tools } from './rules/compare'
import type { Plan } from './rules/draft'
import type { TableLine } from './rules/format'
import { planImport } from './rules/plan'
import { readChild, readEnrollment, readFamily, readLink, type Reading } from './rules/read'
import { childIdsByKey, familyIdsByKey } from './rules/state'

/**
 * Reads the files of an import, checks them, and compares them with the portal as the transaction sees
 * it: the dry run keeps the report of this plan, the run writes it.
 *
 * @throws Refusal NO_CONTENT when the files are gone, QUOTE when one can't be read to its end
 */
export async function preparePlan(tx: Tx, runId: string, at: Date, progress: Progress): Promise<Plan> {
  const opened = await openFiles(tx, runId)
  if (opened.length === 0)
    throw new Refusal('NO_CONTENT', 'Les fichiers de cet import ont été effacés. Déposez-les de nouveau.')
  progress.phase(
    'reading',
    opened.reduce((sum, file) => sum + file.lineCount, 0),
  )
  const files = await readFiles(opened, dayInParis(at), progress)
  progress.phase('comparing', 0)
  const state = await loadPortalState(tx, files)
  const known = {
    families: new Set(familyIdsByKey(state).keys()),
    children: new Set(childIdsByKey(state).keys()),
  }
  const families = opened.find(({ kind }) => kind === 'FAMILIES')
  const hasSlots = Object.keys(families?.mapping.columns ?? {}).some((key) => key.startsWith('guardian2.'))
  checkFiles(files, known, hasSlots)
  await setImmediate()
  return planImport(
    files,
    opened.map(({ kind }) => kind),
    state,
    planTools(at),
  )
}

/**
 * The key is derived once, and made an object once: an import makes hundreds of thousands of digests, and Node.js
 * takes more than twice the time over each with bare bytes.
 */
function planTools(at: Date): Tools {
  const key = createSecretKey(derivedKey('import-digest'))
  return {
    digest: (text) => createHmac('sha256', key).update(text).digest('base64url').slice(0, 22),
    newId: () => newId(at),
  }
}

async function readFiles(opened: OpenFile[], today: Day, progress: Progress): Promise<ReadFiles> {
  const files: ReadFiles = { FAMILIES: [], CHILDREN: [], LINKS: [], ENROLLMENTS: [] }
  for (const file of opened) {
    const reading: Reading = {
      headings: file.headings,
      mapping: file.mapping.columns,
      today,
      activities: new Map(Object.entries(file.mapping.activities)),
    }
    const keep: Record<OpenFile['kind'], (line: TableLine) => void> = {
      FAMILIES: (line) => files.FAMILIES.push(readFamily(line, reading)),
      CHILDREN: (line) => files.CHILDREN.push(readChild(line, reading)),
      LINKS: (line) => files.LINKS.push(readLink(line, reading)),
      ENROLLMENTS: (line) => files.ENROLLMENTS.push(readEnrollment(line, reading)),
    }
    for await (const line of linesOf(file)) {
      keep[file.kind](line)
      progress.add(1)
    }
  }
  return files
}

/** The lines of a file under its heading. */
export async function* linesOf(
  file: Pick<OpenFile, 'kind' | 'text' | 'separator'>,
): AsyncGenerator<TableLine> {
  let isHeading = true
  try {
    for await (const line of readTable(file.text, file.separator)) {
      if (!isHeading) yield line
      isHeading = false
    }
  } catch (error) {
    if (!(error instanceof OpenQuote)) throw error
    const where = `Fichier ${FILE_NAMES[file.kind].toLowerCase()}, ligne ${error.line}`
    throw new Refusal(
      'QUOTE',
      `${where} : un guillemet ouvert n’est jamais refermé, la suite ne peut pas être lue.`,
    )
  }
}
