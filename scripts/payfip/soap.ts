import { XMLParser } from 'fast-xml-parser'
import { LABELS, type Fields } from './validation.ts'

/** The operations, and the namespaces of their answers (REFERENCE §1.2). */
export const OPERATIONS = [
  'creerPaiementSecurise',
  'recupererDetailPaiementSecurise',
  'recupererDetailClient',
] as const
export type Operation = (typeof OPERATIONS)[number]

/** The faults that are none of the asker's (REFERENCE §1.7). */
export const TECHNICAL_FAULTS = [
  'TechDysfonctionnementErreur',
  'TechIndisponibiliteErreur',
  'TechProtocolaireErreur',
] as const
export type TechnicalFault = (typeof TECHNICAL_FAULTS)[number]

const SERVICE =
  'http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService'
const RESPONSE = 'http://securite.service.tpa.cp.finances.gouv.fr/reponse'
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  ignoreDeclaration: true,
  htmlEntities: true,
})

type Element = Record<string, unknown>

/** A request: its operation and the fields of its `arg0`, by their exact names. Null when it is not as the WSDL has it. */
export function readRequest(xml: string): { operation: Operation; fields: Fields } | null {
  let document: Element
  try {
    document = parser.parse(xml, true) as Element
  } catch {
    return null
  }
  const envelope = named(document, 'Envelope', [])
  const body = envelope && named(envelope.element, 'Body', [envelope.element])
  if (!body || envelope.namespace !== SOAP || body.namespace !== SOAP) return null
  const scope = [envelope.element, body.element]
  for (const operation of OPERATIONS) {
    const called = named(body.element, operation, scope)
    if (called?.namespace !== SERVICE) continue
    const argument = named(called.element, 'arg0', [...scope, called.element])
    return argument?.namespace === '' ? { operation, fields: fieldsOf(argument.element) } : null
  }
  return null
}

/** The child of a local name, and its namespace, declared on itself or on what it stands in. */
function named(
  parent: Element,
  local: string,
  scope: Element[],
): { element: Element; namespace: string } | null {
  for (const [key, value] of Object.entries(parent)) {
    const [prefix, name] = key.includes(':') ? key.split(':') : ['', key]
    if (name !== local || typeof value !== 'object' || value === null || Array.isArray(value)) continue
    const declaration = prefix ? `@_xmlns:${prefix}` : '@_xmlns'
    const element = value as Element
    const namespace = [...scope, element].reverse().find((one) => declaration in one)?.[declaration]
    return { element, namespace: String(namespace ?? '') }
  }
  return null
}

function fieldsOf(argument: Element): Fields {
  return Object.fromEntries(
    Object.entries(argument).flatMap(([name, value]) => {
      const text = typeof value === 'object' && value !== null ? (value as Element)['#text'] : value
      return name.startsWith('@_') || typeof text !== 'string' ? [] : [[name, text]]
    }),
  )
}

/** The answer of an operation; `qualified` puts its fields into the namespace of answers, as some stubs do. */
export function writeAnswer(operation: Operation, fields: Fields, qualified: boolean): string {
  const prefix = qualified ? 'rep:' : ''
  const children = Object.entries(fields)
    .map(([name, value]) => `<${prefix}${name}>${escapeXml(value)}</${prefix}${name}>`)
    .join('')
  const declaration = qualified ? ` xmlns:rep="${RESPONSE}"` : ''
  return envelope(
    `<ns2:${operation}Response xmlns:ns2="${SERVICE}"><return${declaration}>${children}</return></ns2:${operation}Response>`,
  )
}

/** The fault of a functional code. */
export function writeFault(code: string): string {
  return fault('FonctionnelleErreur', { code, label: LABELS[code] ?? 'Erreur fonctionnelle.', severity: '2' })
}

export function writeTechnicalFault(name: TechnicalFault): string {
  return fault(name, { code: '999', label: 'Erreur technique.', severity: '3' })
}

function fault(
  name: string,
  { code, label, severity }: { code: string; label: string; severity: string },
): string {
  return envelope(
    `<S:Fault><faultcode>S:Server</faultcode>` +
      `<faultstring>fr.gouv.finances.cp.tpa.webservice.exceptions.${name}</faultstring>` +
      `<detail><ns2:${name} xmlns:ns2="${SERVICE}"><code>${escapeXml(code)}</code><descriptif></descriptif>` +
      `<libelle>${escapeXml(label)}</libelle><severite>${severity}</severite></ns2:${name}></detail></S:Fault>`,
  )
}

function envelope(body: string): string {
  return `<?xml version='1.0' encoding='UTF-8'?><S:Envelope xmlns:S="${SOAP}"><S:Body>${body}</S:Body></S:Envelope>`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
