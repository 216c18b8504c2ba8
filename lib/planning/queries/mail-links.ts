import 'server-only'
import { parentOfAccount, type Parent } from '@/lib/core/actor'
import { db } from '@/lib/core/db'
import { Refusal } from '@/lib/core/errors'
import { periodOfLink, readLink, type LinkedCell } from '../links'
import type { EntryNames } from '../messages'
import { previewPeriod } from '../operations/request-period'
import { entriesOf } from '../queries'
import type { LaidEntry, Period } from '../rules/entries'
import type { PeriodDay } from '../rules/period-view'
import type { EntryState } from '../rules/states'
import { readPlanning } from '../sql'

type Ended = { state: 'unknown' } | { state: 'expired' }

/** What the link of a reminder would book, day by day; once used, how these days stand. */
export type LinkedDays =
  | Ended
  | {
      state: 'valid'
      until: Date
      days: (EntryNames & Pick<PeriodDay, 'outcome' | 'rank' | 'reason' | 'costsMore'>)[]
      gone: number
    }
  | { state: 'used'; days: (EntryNames & { entry: EntryState })[] }

/** The page behind the link of a reminder. First names and days, nothing of the dossier. `gone`: days no longer open to them. */
export async function linkedDays(token: string, at: Date): Promise<LinkedDays> {
  const link = await readLink(db, token, 'BOOK', at)
  if (link.state === 'unknown' || link.state === 'expired') return { state: link.state }
  const parent = await parentOfAccount(link.accountId)
  if (!parent) return { state: 'unknown' }
  if (link.state === 'used') {
    const entries = await entriesOfCells(parent, link.cells)
    return { state: 'used', days: entries.map(({ names, entry }) => ({ ...names, entry: entry.state })) }
  }
  const { until, days } = { until: link.expiresAt, days: await previewOf(parent, link.id, link.cells, at) }
  return { state: 'valid', until, days, gone: link.cells.length - days.length }
}

async function previewOf(parent: Parent, id: string, cells: readonly LinkedCell[], at: Date) {
  try {
    const { children, activities, days } = await previewPeriod(parent, periodOfLink(id, cells, at), at)
    return days.map(({ child, activity, day, outcome, rank, reason, costsMore }) => ({
      ...{ firstName: children[child]!.firstName, activity: activities[activity]!.name, day },
      ...{ outcome, rank, reason, costsMore },
    }))
  } catch (error) {
    if (error instanceof Refusal && error.code === 'NOTHING') return []
    throw error
  }
}

/** The offered place that a link confirms, and how it stands; `until`: how long it is held. */
export type LinkedOffer =
  Ended | { state: 'valid' | 'used'; names: EntryNames; entry: EntryState; until: Date }

/** The page behind the link of an offered place. */
export async function linkedOffer(token: string, at: Date): Promise<LinkedOffer> {
  const link = await readLink(db, token, 'CONFIRM', at)
  if (link.state === 'unknown' || link.state === 'expired') return { state: link.state }
  const parent = await parentOfAccount(link.accountId)
  const [found] = parent ? await entriesOfCells(parent, link.cells) : []
  if (!found) return { state: 'unknown' }
  return { state: link.state, names: found.names, entry: found.entry.state, until: link.expiresAt }
}

async function entriesOfCells(
  parent: Parent,
  cells: readonly LinkedCell[],
): Promise<{ names: EntryNames; entry: LaidEntry }[]> {
  const days = cells.map(({ day }) => day).sort()
  const period: Period = { from: days[0]!, to: days.at(-1)! }
  const read = await readPlanning(db, parent, period)
  return entriesOf(read, period).flatMap((entry) => {
    const { id: childId, firstName } = read.children[entry.child]!
    const { id: activityId, name } = read.activities[entry.activity]!
    const isLinked = cells.some(
      (one) => one.childId === childId && one.activityId === activityId && one.day === entry.day,
    )
    return isLinked ? [{ names: { firstName, activity: name, day: entry.day }, entry }] : []
  })
}
