import 'server-only'
import { Client } from 'pg'
import { env } from './env'
import { log } from './log'

export type Listener = { stop: () => Promise<void> }

const LONGEST_PAUSE = 30_000

/**
 * Listens to a channel of the database (NOTIFY) on a connection of its own, which is opened again when it
 * breaks. `onNotice` is also called at each (re)connection: what was told meanwhile is not lost.
 */
export function listen(channel: string, onNotice: () => void): Listener {
  let client: Client | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let pause = 1_000

  const reopen = () => {
    if (stopped || timer) return
    timer = setTimeout(() => {
      timer = undefined
      void open()
    }, pause)
    pause = Math.min(pause * 2, LONGEST_PAUSE)
  }

  const open = async () => {
    const opened = new Client({ connectionString: env.databaseUrl, keepAlive: true })
    client = opened
    opened.on('notification', onNotice)
    opened.on('error', (error) => log.warn({ err: error, channel }, 'listener lost'))
    opened.on('end', reopen)
    try {
      await opened.connect()
      await opened.query(`LISTEN ${opened.escapeIdentifier(channel)}`)
      pause = 1_000
      onNotice()
    } catch (error) {
      log.warn({ err: error, channel }, 'listener could not connect')
      await opened.end().catch(() => undefined)
      reopen()
    }
  }

  void open()
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await client?.end().catch(() => undefined)
    },
  }
}
