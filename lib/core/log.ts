import 'server-only'
import { randomBytes } from 'node:crypto'
import pino, { type LoggerOptions } from 'pino'
import { safeError, safeText } from './safe-error'

/** What a line of the log holds. An error may quote what a person typed, or the whole row: what it tells is chosen. */
export const LOG_OPTIONS: LoggerOptions = {
  level: process.env.LOG_LEVEL ?? 'info',
  base: null,
  serializers: { err: (error: unknown) => safeError(error) },
}

/** The log of the process, one JSON line per event. Never a name, a value of a dossier or a secret in it. */
export const log = pino(LOG_OPTIONS)

/** Makes the log say what Next writes to the console by itself: each error of a page, with all that it holds. */
export function quietConsole(to: Pick<typeof log, 'error'> = log): void {
  Object.assign(console, {
    error: (...said: unknown[]) => {
      const err = said.find((one) => one instanceof Error)
      const words = said.filter((one) => typeof one === 'string').map((text) => safeText(text))
      to.error({ err }, words.join(' ') || 'console')
    },
  })
}

/** A reference number that a person can read out on the phone: « K7QM-2XHD ». */
export function newReference(): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const letters = Array.from(randomBytes(8), (byte) => alphabet[byte % alphabet.length])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}
