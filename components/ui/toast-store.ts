export type ToastMessage = {
  /** What happened, in one sentence. */
  message: string
  tone?: 'success' | 'danger'
  /** One step back, where the rules allow it: « Annuler ». */
  action?: { label: string; run: () => void | Promise<void> }
}

type Shown = ToastMessage & { id: number }

let current: Shown | null = null
let lastId = 0
const listeners = new Set<() => void>()

function publish(next: Shown | null) {
  current = next
  for (const listener of listeners) listener()
}

/** Shows a message at the foot of the page, in place of the one before. In the browser only. */
export function showToast(toast: ToastMessage): void {
  lastId += 1
  publish({ ...toast, id: lastId })
}

/** Takes the message away. */
export function hideToast(): void {
  publish(null)
}

/** For `useSyncExternalStore`. */
export function subscribeToToast(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The message shown, or null. */
export function currentToast(): Shown | null {
  return current
}
