'use server'

import { z } from 'zod'
import { closeFeed, openFeed } from '@/lib/calendar/operations/feed'
import { createAction } from '@/lib/core/action'
import { requireSubscribedParent } from '@/lib/core/actor'
import { now } from '@/lib/core/clock'

const schema = z.object({})
const refresh = () => ['/famille/planning/agenda']

/** « Créer une adresse », « Changer d’adresse ». */
export const open = createAction({
  schema,
  actor: requireSubscribedParent,
  run: (parent) => openFeed(parent, now()),
  refresh,
})

/** « Arrêter le partage ». */
export const close = createAction({
  schema,
  actor: requireSubscribedParent,
  run: (parent) => closeFeed(parent, now()),
  refresh,
})
