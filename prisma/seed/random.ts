/** A generator of chance that gives the same sequence each time: the demonstration is the same for everyone. */
export type Random = {
  /** Whether an event of this probability (0 to 1) happens. */
  chance: (probability: number) => boolean
  /** A whole number from 0 to n - 1. */
  below: (n: number) => number
  pick: <Item>(items: readonly Item[]) => Item
}

/** Mulberry32, from its 32-bit seed. Not for secrets. */
export function randomFrom(seed: number): Random {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number) => Math.floor(next() * n)
  return {
    chance: (probability) => next() < probability,
    below,
    pick: (items) => items[below(items.length)]!,
  }
}
