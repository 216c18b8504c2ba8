import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { detailFields, type Book, type Outcome } from './book.ts'
import type { Settings } from './settings.ts'
import {
  readRequest,
  TECHNICAL_FAULTS,
  writeAnswer,
  writeFault,
  writeTechnicalFault,
  type Operation,
  type TechnicalFault,
} from './soap.ts'
import type { Fields } from './validation.ts'

/** A call that came in, for who counts them. */
export type Call = { operation: Operation; fields: Fields }

/** Answers a SOAP request as the service does, or fails as the settings say. */
export function answerSoap(
  { request, response, body }: { request: IncomingMessage; response: ServerResponse; body: string },
  { book, settings, calls }: { book: Book; settings: Settings; calls: Call[] },
): void {
  const xml = (status: number, text: string) => {
    response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' })
    response.end(text)
  }
  const isXml = /^(text|application)\/xml\b/.test(request.headers['content-type'] ?? '')
  const call = isXml ? readRequest(body) : null
  if (!call) return xml(500, writeTechnicalFault('TechProtocolaireErreur'))
  calls.push(call)
  const { failure } = settings
  if (failure && (failure.operation ?? call.operation) === call.operation)
    return fail(call.operation, failure, response, xml)
  const outcome = run(call, book, settings)
  if ('code' in outcome) return xml(500, writeFault(outcome.code))
  xml(200, writeAnswer(call.operation, outcome.value, settings.qualified))
}

function run({ operation, fields }: Call, book: Book, settings: Settings): Outcome<Fields> {
  if (operation === 'creerPaiementSecurise') {
    const created = book.create(fields)
    return 'code' in created ? created : { value: spelled({ idOp: created.value.idOp }, settings) }
  }
  if (operation === 'recupererDetailClient') {
    const found = book.client(fields.numCli)
    if ('code' in found) return found
    const names = found.value.names.map((name, index) => [`libelleN${index + 1}`, name])
    return { value: { ...Object.fromEntries(names), numcli: fields.numCli! } }
  }
  // The capital matters: « idop » names nothing.
  const found = book.detail(fields.idOp)
  if ('code' in found) return found
  return { value: spelled({ ...detailFields(found.value), ...settings.altered }, settings) }
}

function spelled({ idOp, ...fields }: Fields, { spelling }: Settings): Fields {
  return { ...fields, [spelling]: idOp! }
}

function fail(
  operation: Operation,
  failure: NonNullable<Settings['failure']>,
  response: ServerResponse,
  xml: (status: number, text: string) => void,
): void {
  const page = (status: number, headers = {}) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers })
    response.end('<!DOCTYPE html><html lang="fr"><title>Maintenance</title><h1>Maintenance<br></h1></html>')
  }
  if (failure.kind === 'fault') return xml(500, writeFault(failure.code))
  if (isTechnicalFault(failure.kind)) return xml(500, writeTechnicalFault(failure.kind))
  if (failure.kind === 'cut') return void response.destroy()
  if (failure.kind === '502') return page(502)
  if (failure.kind === 'html') return page(200)
  if (failure.kind === 'redirect') return page(302, { location: '/maintenance' })
  const answer = writeAnswer(operation, { idOp: randomUUID(), resultrans: 'P', numcli: '100001' }, false)
  if (failure.kind === 'broken') return xml(200, answer.slice(0, -30))
  if (failure.kind === 'huge') return xml(200, answer + ' '.repeat(1_000_000))
  if (failure.kind === 'half') {
    response.writeHead(200, { 'content-type': 'text/xml', 'content-length': answer.length })
    response.write(answer.slice(0, -30), () => response.destroy())
  }
  // And of « silence », nothing.
}

function isTechnicalFault(kind: string): kind is TechnicalFault {
  return (TECHNICAL_FAULTS as readonly string[]).includes(kind)
}
