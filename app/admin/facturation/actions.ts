'use server'

import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { issueRun } from '@/lib/billing/operations/issue-run'
import { discardRun, restartRun, startRun } from '@/lib/billing/operations/start-run'
import { issueRunSchema, runSchema, startRunSchema } from '@/lib/billing/schema'

const actor = () => requireAgent('billing.run')

/** « Préparer les factures ». */
export const start = createAction({
  schema: startRunSchema,
  actor,
  run: (agent, input) => startRun(agent, input, now()),
  redirectTo: (runId) => `/admin/facturation/${runId}`,
})

/** « Recalculer ». */
export const restart = createAction({
  schema: runSchema,
  actor,
  run: (agent, { runId }) => restartRun(agent, runId, now()),
  refresh: (_, { runId }) => [`/admin/facturation/${runId}`],
})

/** « Supprimer ce brouillon ». */
export const discard = createAction({
  schema: runSchema,
  actor,
  run: (agent, { runId }) => discardRun(agent, runId, now()),
  redirectTo: () => '/admin/facturation',
})

/** « Émettre les factures ». */
export const issue = createAction({
  schema: issueRunSchema,
  actor,
  run: (agent, input) => issueRun(agent, input, now()),
  refresh: (_, { runId }) => ['/admin/facturation', `/admin/facturation/${runId}`, '/famille'],
})
