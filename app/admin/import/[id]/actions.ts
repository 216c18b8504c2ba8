'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { askCheck, askRun, reopenMapping } from '@/lib/exchange/operations/ask-run'
import { cancelImport } from '@/lib/exchange/operations/cancel-import'
import { chooseMapping } from '@/lib/exchange/operations/choose-mapping'
import { rereadFile } from '@/lib/exchange/operations/reread-file'
import { setAside } from '@/lib/exchange/operations/set-aside'
import { asideSchema, mappingSchema, rereadSchema, runSchema } from '@/lib/exchange/schema'

const actor = () => requireAgent('import.run')
const refresh = (_: unknown, { runId }: { runId: string }) => ['/admin/import', `/admin/import/${runId}`]

/** « Lancer l’essai ». */
export const saveMapping = createAction({
  schema: mappingSchema,
  actor,
  run: (agent, input) => chooseMapping(agent, input, now()),
  refresh,
})

/** « Relire ce fichier ». */
export const reread = createAction({ schema: rereadSchema, actor, run: rereadFile, refresh })

/** « Écarter », « Reprendre ». */
export const putAside = createAction({
  schema: asideSchema,
  actor,
  run: (agent, { runId, scope, aside }) => setAside(agent, { runId, scope, aside: aside === 'oui' }),
  refresh,
})

/** « Refaire l’essai ». */
export const checkAgain = createAction({ schema: runSchema, actor, run: askCheck, refresh })

/** « Revoir les colonnes ». */
export const changeMapping = createAction({ schema: runSchema, actor, run: reopenMapping, refresh })

/** « Importer ». */
export const run = createAction({
  schema: runSchema,
  actor,
  run: (agent, input) => askRun(agent, input, now()),
  refresh,
})

/** « Abandonner cet import ». */
export const cancel = createAction({
  schema: runSchema,
  actor,
  run: (agent, input) => cancelImport(agent, input, now()),
  refresh,
})
