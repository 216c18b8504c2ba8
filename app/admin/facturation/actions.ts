'use server'

import { agentAccountAddress, agentInvoiceAddress } from '@/lib/billing/addresses'
import { createAction } from '@/lib/core/action'
import { requireAgent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { issueCreditNote } from '@/lib/billing/operations/credit-note'
import { issueRun } from '@/lib/billing/operations/issue-run'
import { recordPayment, reversePayment } from '@/lib/billing/operations/record-payment'
import { discardRun, restartRun, startRun } from '@/lib/billing/operations/start-run'
import {
  creditNoteSchema,
  issueRunSchema,
  paymentSchema,
  reversalSchema,
  runSchema,
  startRunSchema,
} from '@/lib/billing/schema'

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

/** « Faire un avoir ». */
export const credit = createAction({
  schema: creditNoteSchema,
  actor,
  run: (agent, input) => issueCreditNote(agent, input, now()),
  refresh: (_, { invoiceId }) => [agentInvoiceAddress(invoiceId), '/famille'],
})

/** « Enregistrer un règlement ». */
export const recordReceived = createAction({
  schema: paymentSchema,
  actor,
  run: (agent, input) => recordPayment(agent, input, now()),
  refresh: (_, { invoiceId, familyId }) => [
    ...(invoiceId ? [agentInvoiceAddress(invoiceId)] : []),
    ...[agentAccountAddress(familyId), '/famille'],
  ],
})

/** « Annuler ce règlement ». */
export const reverse = createAction({
  schema: reversalSchema,
  actor,
  run: (agent, input) => reversePayment(agent, input, now()),
  refresh: () => ['/admin/facturation', '/famille'],
})
