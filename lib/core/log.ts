import 'server-only'
import { randomBytes } from 'node:crypto'
import pino, { type LoggerOptions } from 'pino'

/** What a line of the log holds. Of an error of PostgreSQL, not its `detail`: « Failing row contains (…) » tells the whole row. */
export const LOG_OPTIONS: LoggerOptions = {
  level: process.env.LOG_LEVEL ?? 'info',
  base: null,
  redact: {
    paths: ['err.detail', 'err.cause.detail', 'err.meta.driverAdapterError.cause.detail'],
    remove: true,
  },
}

/** The log of the process, one JSON line per event. Never a name, a value of a dossier or a secret in it. */
export const log = pino(LOG_OPTIONS)

/** A reference number that a person can read out on the phone: « K7QM-2XHD ». */
export function newReference(): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const letters = Array.from(randomBytes(8), (byte) => alphabet[byte % alphabet.length])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}
