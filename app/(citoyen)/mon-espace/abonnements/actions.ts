'use server'

import { createAction } from '@/lib/core/action'
import { requireParent, type Parent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'
import { requestAddress } from '@/lib/core/request-origin'
import { subscribe } from '@/lib/subscription/operations/subscribe'
import { unsubscribe } from '@/lib/subscription/operations/unsubscribe'
import type { Code } from '@/lib/subscription/rules/code'
import { subscribeSchema, unsubscribeSchema } from '@/lib/subscription/schema'

const LIST = '/mon-espace/abonnements'

const subscribing = {
  schema: subscribeSchema,
  actor: requireParent,
  run: async (parent: Parent, { code }: { code: Code }) =>
    subscribe(parent, { code, address: await requestAddress() }, now()),
  refresh: () => [LIST],
}

/** « Rechercher » in the dialog, which closes itself on the list. */
export const subscribeInDialog = createAction(subscribing)

/** « Rechercher » on its own page, which leads back to the list. */
export const subscribeOnPage = createAction({
  ...subscribing,
  redirectTo: ({ id }) => `${LIST}?nouveau=${id}`,
})

/** « Se désabonner », confirmed. */
export const unsubscribeAction = createAction({
  schema: unsubscribeSchema,
  actor: requireParent,
  run: (parent, input) => unsubscribe(parent, input, now()),
  refresh: () => [LIST],
  redirectTo: (_, { subscriptionId }) => `${LIST}?fin=${subscriptionId}`,
})
