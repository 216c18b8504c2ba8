import 'server-only'
import { env } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { readAnswer, writeRequest, type Operation } from './envelope'
import type { PayfipFault } from './rules/attempt'

/** Milliseconds that the service has to answer (REFERENCE §1.8). */
const TIMEOUT = 15_000

/** No answer of the service comes near to it, in bytes. */
const ANSWER_LIMIT = 100_000

/**
 * The service refused (FUNCTIONAL, with its code) or could not answer (TECHNICAL: ask again later), because of TIMEOUT,
 * CONNECTION, UNREADABLE, HTTP_ and a status, or its own « 999 ».
 */
export class PayfipError extends Error implements PayfipFault {
  constructor(
    readonly kind: PayfipFault['kind'],
    readonly code: string,
  ) {
    super(`PayFiP ${kind} ${code}`)
    this.name = 'PayfipError'
  }
}

/** Milliseconds to wait for an answer; 15 s unless given. */
export type CallOptions = { timeout?: number }

/**
 * Asks an operation of the service once. Returns the fields of its answer, by their names in lower case.
 * @throws PayfipError when it refuses, fails, is late, can't be reached or answers what is no answer.
 */
export async function callService(
  operation: Operation,
  fields: Record<string, string>,
  { timeout = TIMEOUT }: CallOptions,
): Promise<Record<string, string>> {
  const { ok, status, text } = await post(operation, writeRequest(operation, fields), timeout)
  const answer = readAnswer(operation, text)
  if (answer && 'fault' in answer) throw faultError(operation, answer.fault)
  if (!ok) throw failure(operation, `HTTP_${status}`)
  if (!answer) throw failure(operation, 'UNREADABLE')
  return answer.fields
}

/** An answer that was read and lacks what the operation promises. */
export function unreadable(operation: Operation): PayfipError {
  return failure(operation, 'UNREADABLE')
}

async function post(operation: Operation, body: string, timeout: number) {
  try {
    const response = await fetch(`${env.payfipUrl}/services/securite`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
      body,
      signal: AbortSignal.timeout(timeout),
      // A redirection is a portal of maintenance: followed, it would be asked by GET.
      redirect: 'manual',
      cache: 'no-store',
    })
    return { ok: response.ok, status: response.status, text: await limitedText(response) }
  } catch (error) {
    throw failure(operation, (error as Error).name === 'TimeoutError' ? 'TIMEOUT' : 'CONNECTION')
  }
}

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > ANSWER_LIMIT) return ''
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function faultError(operation: Operation, { name, code }: { name: string; code: string }): PayfipError {
  if (name === 'fonctionnelleerreur' && code) return new PayfipError('FUNCTIONAL', code)
  return failure(operation, code || 'UNREADABLE')
}

/** The log gets the reason alone: request and answer hold an e-mail and a debt. */
function failure(operation: Operation, code: string): PayfipError {
  log.warn({ operation, code }, 'payfip')
  return new PayfipError('TECHNICAL', code)
}
