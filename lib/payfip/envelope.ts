import { XMLParser } from 'fast-xml-parser'

/** The operations of the service (REFERENCE §1.2), and the fields of each, in the order in which they are sent. */
export type Operation = 'creerPaiementSecurise' | 'recupererDetailPaiementSecurise' | 'recupererDetailClient'

/** The fields of an answer by their local name in lower case, or the fault that stands in its place. */
export type Envelope =
  | { fields: Record<string, string> }
  /** `name` is the element of the detail (« FonctionnelleErreur »); `code` may be empty. */
  | { fault: { name: string; code: string } }

const NAMESPACE =
  'http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService'

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** What XML 1.0 cannot hold, even escaped. */
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  transformTagName: (name) => name.toLowerCase(),
  // Amounts, dates and references are texts: « 006382 » is no number.
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Numeric references (« &#233; ») too.
  htmlEntities: true,
})

/**
 * The SOAP 1.1 request of an operation: one `arg0` with its fields, in the order given, all of them unqualified as the
 * service wants them.
 */
export function writeRequest(operation: Operation, fields: Record<string, string>): string {
  const children = Object.entries(fields).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
    `<pai:${operation} xmlns:pai="${NAMESPACE}"><arg0>${children.join('')}</arg0></pai:${operation}>` +
    '</soapenv:Body></soapenv:Envelope>'
  )
}

/**
 * What an answer says, whatever its prefixes, namespaces and capitals: the service and its stubs differ in them.
 * Null when it is no such answer: broken XML, a page, another operation's.
 */
export function readAnswer(operation: Operation, xml: string): Envelope | null {
  // Nothing of the service declares entities.
  if (/<!DOCTYPE/i.test(xml)) return null
  const body = child(child(parsed(xml), 'envelope'), 'body')
  const fault = child(body, 'fault')
  if (fault) return { fault: readFault(fault) }
  const answer = child(child(body, `${operation.toLowerCase()}response`), 'return')
  return answer && { fields: texts(answer) }
}

type Element = Record<string, unknown>

function parsed(xml: string): unknown {
  try {
    return parser.parse(xml, true)
  } catch {
    return null
  }
}

function child(element: unknown, name: string): Element | null {
  const found = (element as Element | null)?.[name]
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Element) : null
}

/** The children that are texts; one that comes twice says nothing certain. */
function texts(element: Element): Record<string, string> {
  return Object.fromEntries(
    Object.entries(element).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function readFault(fault: Element): { name: string; code: string } {
  const details = child(fault, 'detail') ?? {}
  const name = Object.keys(details).find((key) => child(details, key)) ?? ''
  const string = typeof fault.faultstring === 'string' ? fault.faultstring : ''
  return {
    name: name || string.split('.').at(-1)!.toLowerCase(),
    code: texts(child(details, name) ?? {}).code ?? '',
  }
}

function escapeXml(text: string): string {
  return text.replace(UNWRITABLE, '').replace(/[&<>"']/g, (sign) => ESCAPES[sign]!)
}
