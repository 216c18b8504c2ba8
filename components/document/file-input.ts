import { classes } from '@/components/ui/classes'

/** Out of sight behind its label; without scripts, which would list the files, the browser's own control stands. */
export const FILE_INPUT = 'peer sr-only noscript:not-sr-only noscript:w-full noscript:py-2'

/** The label of such a control, a button to the eye. */
export const PICK_LOOK = classes(
  'noscript:sr-only pressable inline-flex min-h-target cursor-pointer items-center gap-2 rounded-control border border-control bg-card px-4 font-semibold hover:bg-sand',
  'peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-(--ring)',
)
