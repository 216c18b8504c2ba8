import { day, dayInParis, formatDay } from '@/lib/core/day'

/** A day as it is read in the copy. */
export const long = (text: string) => formatDay(day(text), 'long')

/** The day of an instant, likewise. */
export const dayOf = (text: string) => formatDay(dayInParis(new Date(text)), 'long')

/** What there is to say, of what may be missing. */
export const sentence = (words: (string | null | false | undefined)[]) => words.filter(Boolean).join(' · ')
