import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgentActor } from '@/lib/core/actor'
import type { Tx } from '@/lib/core/db'
import { checkImport } from '@/lib/exchange/operations/check-import'
import { askRun } from '@/lib/exchange/operations/ask-run'
import { chooseMapping } from '@/lib/exchange/operations/choose-mapping'
import { receiveFiles } from '@/lib/exchange/operations/receive-files'
import { runImport } from '@/lib/exchange/operations/run-import'
import { setAside } from '@/lib/exchange/operations/set-aside'
import type { FileKind } from '@/lib/exchange/rules/columns'
import type { Activity, ImportRun } from '@/lib/generated/prisma/client.ts'
import { createActivity } from './planning'

const EXPORT = join(import.meta.dirname, '../data/export-collectivite')

/** The bytes of the three files that a collectivité exported (Windows-1252, some lines wrong). */
export function townExport(): Record<'FAMILIES' | 'CHILDREN' | 'ENROLLMENTS', Buffer> {
  return {
    FAMILIES: readFileSync(join(EXPORT, 'familles.csv')),
    CHILDREN: readFileSync(join(EXPORT, 'enfants.csv')),
    ENROLLMENTS: readFileSync(join(EXPORT, 'inscriptions.csv')),
  }
}

/** A file of so many families, all good, under the headings of the town's export. */
export function largeExport(lines: number): Record<'FAMILIES', string> {
  const headings =
    'Numéro famille;Civilité 1;Nom 1;Prénom 1;Né(e) le 1;E-mail 1;Mobile 1;Civilité 2;Nom 2;Prénom 2;Né(e) le 2;' +
    'E-mail 2;Mobile 2;Adresse;Code postal;Commune;N° allocataire;Régime;QF'
  const family = (n: number) =>
    `F${n};Mme;DELMAS ${surname(n)};Sofia;25/08/1987;sofia.${n}@exemple.test;06${digits(n)};` +
    `M.;DELMAS ${surname(n)};Karim;21/08/1986;karim.${n}@exemple.test;07${digits(n)};` +
    `${(n % 200) + 1} rue des Lilas;45770;Saran;${1_000_000 + n};CAF;${n % 3000}`
  return { FAMILIES: [headings, ...Array.from({ length: lines }, (_, n) => family(n))].join('\r\n') }
}

const digits = (n: number) => String(n).padStart(8, '0')

/** Letters that name a number: a surname holds no digit. */
const surname = (n: number) => [...String(n)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')

/** The activities that the town's export names, but for the one that it names wrongly. */
export async function createTownActivities(db: Tx): Promise<Activity[]> {
  return Promise.all([
    createActivity(db, { name: 'Restauration scolaire', position: 1 }),
    createActivity(db, { name: 'Accueil du matin', icon: 'MORNING', position: 2 }),
    createActivity(db, { name: 'Accueil du soir', icon: 'EVENING', position: 3 }),
    createActivity(db, { name: 'Mercredi loisirs', icon: 'WEDNESDAY', position: 4, weekdays: [3] }),
  ])
}

export type ImportInput = Partial<Record<FileKind, Buffer | string>>

/** Hands files in, with the columns as they are guessed (`columns` corrects them), and makes the dry run. */
export async function dryRun(
  db: Tx,
  agent: AgentActor,
  files: ImportInput,
  at: Date,
  activities: Record<string, number | null> = {},
): Promise<ImportRun> {
  const uploads = Object.entries(files).map(([kind, content]) => ({
    kind: kind as FileKind,
    name: `${kind}.csv`,
    bytes: Buffer.from(content),
  }))
  const { runId, refused } = await receiveFiles(agent, { runId: null, uploads }, at)
  if (!runId || refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`)
  await chooseMapping(agent, { runId, columns: await guessedColumns(db, runId), activities }, at)
  await checkImport(runId, at)
  return db.importRun.findUniqueOrThrow({ where: { id: runId } })
}

async function guessedColumns(
  db: Tx,
  runId: string,
): Promise<Partial<Record<FileKind, Record<number, string>>>> {
  const files = await db.importFile.findMany({ where: { runId }, select: { kind: true, mapping: true } })
  return Object.fromEntries(
    files.map(({ kind, mapping }) => {
      const { columns } = mapping as { columns: Record<string, number> }
      return [kind, Object.fromEntries(Object.entries(columns).map(([key, position]) => [position, key]))]
    }),
  )
}

/** A whole import: dry run, all wrong lines set aside, run. */
export async function importFiles(
  db: Tx,
  agent: AgentActor,
  files: ImportInput,
  at: Date,
  activities: Record<string, number | null> = {},
): Promise<ImportRun> {
  const { id: runId } = await dryRun(db, agent, files, at, activities)
  await setAside(agent, { runId, scope: 'ALL', aside: true })
  await askRun(agent, { runId }, at)
  await runImport(runId, at)
  return db.importRun.findUniqueOrThrow({ where: { id: runId } })
}
