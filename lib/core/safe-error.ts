/** How deep the causes of an error are followed, and how many errors of one that groups them. */
const DEPTH = 4
const GROUPED = 5

/** What libraries put beside an error to name its kind: never a value that a person gave. */
const CODES = [
  'code',
  'originalCode',
  'kind',
  'severity',
  'constraint',
  'table',
  'column',
  'modelName',
  'errno',
  'syscall',
  'address',
  'port',
  'status',
  'statusCode',
  'digest',
] as const
/** A code that names no person: no space, nothing quoted. */
const CODE = /^[\w.:-]{1,80}$/

/** Names of the schema, as PostgreSQL quotes them; values it quotes otherwise. */
const NAMES = /(\b(?:relation|table|column|constraint|index|enum) "[\w.]+")/
/** The same of Prisma, which quotes names so in its own errors. */
const PRISMA_NAMES = /(\b(?:relation|table|column|constraint|index|enum) "[\w.]+"|`[\w.$]+(?:\(\))?`)/

const FRAME = /^\s+at .*(:\d+:\d+\)?|\((<anonymous>|native)\))$/

type SafeError = {
  type: string
  message?: string
  stack?: string
  cause?: SafeError
  errors?: SafeError[]
  database?: Record<string, string | number>
} & Record<string, unknown>

/** A text without what it quotes, and without e-mail addresses: what a person typed stands between quotes. */
export function safeText(text: string, names = NAMES): string {
  return text
    .split(names)
    .map((part, index) => (index % 2 === 1 ? part : unquoted(part)))
    .join('')
    .replace(/\S+@\S+/g, '…')
}

// From the first quote to the last: what is quoted may hold quotes itself. A lone apostrophe quotes nothing.
const unquoted = (text: string) => text.replace(/["'`“«‘].*["'`”»]|‘.*’/s, '…').replace(/["“«].*/s, '…')

/** What the log may tell of an error: its class, words, codes, place and causes; no value that it was about. */
export function safeError(error: unknown, depth = 0): SafeError {
  if (!(error instanceof Error) && !isErrorLike(error)) return { type: typeof error }
  const { name, message, stack, cause, errors, meta } = error as Error & { errors?: unknown; meta?: Meta }
  const isPrisma = name.startsWith('PrismaClient')
  const lines = message.split('\n').filter((line) => line.trim() !== '')
  // Prisma quotes the whole call between its first line and its last.
  const kept = isPrisma && lines.length > 1 ? `${lines[0]} ${lines.at(-1)}` : (lines[0] ?? '')
  const frames = (stack ?? '').split('\n').filter((line) => FRAME.test(line))
  const deeper = depth < DEPTH
  return {
    type: CODE.test(name) ? name : 'Error',
    message: safeText(kept, isPrisma ? PRISMA_NAMES : NAMES),
    ...codesOf(error),
    ...(meta?.driverAdapterError?.cause && { database: codesOf(meta.driverAdapterError.cause) }),
    stack: frames.join('\n'),
    ...(deeper && cause !== undefined && { cause: safeError(cause, depth + 1) }),
    ...(deeper &&
      Array.isArray(errors) && { errors: errors.slice(0, GROUPED).map((one) => safeError(one, depth + 1)) }),
  }
}

type Meta = { driverAdapterError?: { cause?: object } }

const isErrorLike = (value: unknown): value is { name: string; message: string } =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Error).name === 'string' &&
  typeof (value as Error).message === 'string'

function codesOf(source: object): Record<string, string | number> {
  const values = source as Record<string, unknown>
  return Object.fromEntries(
    CODES.flatMap((key) => {
      const value = values[key]
      return typeof value === 'number' || (typeof value === 'string' && CODE.test(value))
        ? [[key, value]]
        : []
    }),
  )
}
