/**
 * What the service checks of a request (REFERENCE §1.3 and §1.7). Written apart from lib/payfip: an error made on both
 * sides would not show.
 */

export type Client = {
  names: string[]
  /** closed answers T3, « no web service » T4. */
  access: 'open' | 'closed' | 'no web service'
  /** The most that its contract takes, in centimes. */
  limit: number
}

export type Fields = Record<string, string>

/** The wording of each code. E1, O1 and T3 are from memory: the annex of the DGFiP's guide was not read. */
export const LABELS: Record<string, string> = {
  S1: 'Type de saisie invalide.',
  T1: 'Numéro client invalide.',
  T2: 'Numéro client inconnu.',
  T3: 'Contrat client inactif.',
  T4: 'Le client n’a pas accès au paiement sécurisé.',
  R3: 'Format de la référence de dette invalide.',
  E1: 'Exercice invalide.',
  O1: 'Objet invalide.',
  M1: 'Format du montant invalide.',
  M3: 'Montant inférieur au minimum autorisé.',
  M5: 'Montant supérieur au plafond autorisé.',
  A1: 'Adresse mél absente.',
  A2: 'Adresse mél incorrecte.',
  N1: 'URL de notification invalide.',
  D1: 'URL de redirection invalide.',
  P1: 'IdOp incorrect.',
  P3: 'IdOp déjà utilisé.',
  P4: 'IdOp enregistré depuis plus de 15 minutes.',
  P5: 'Résultat de la transaction non connu.',
}

/** The code of what is wrong with a client number, or null. */
export function clientFault(number: string | undefined, clients: ReadonlyMap<string, Client>): string | null {
  if (!/^\d{6}$/.test(number ?? '')) return 'T1'
  const client = clients.get(number!)
  if (!client) return 'T2'
  if (client.access === 'closed') return 'T3'
  return client.access === 'no web service' ? 'T4' : null
}

/** The code of what is wrong with the fields of a payment to create, or null. */
export function creationFault(fields: Fields, clients: ReadonlyMap<string, Client>): string | null {
  const client = clientFault(fields.numcli, clients)
  if (client) return client
  if (!['T', 'X', 'W'].includes(fields.saisie ?? '')) return 'S1'
  if (!/^[A-Za-z0-9]{6,30}$/.test(fields.refdet ?? '')) return 'R3'
  if (!/^\d{4}$/.test(fields.exer ?? '')) return 'E1'
  if (!/^[A-Za-z0-9 ]{0,99}$/.test(fields.objet ?? '')) return 'O1'
  return amountFault(fields.montant, clients.get(fields.numcli!)!) ?? contactFault(fields)
}

function amountFault(amount: string | undefined, { limit }: Client): string | null {
  if (!/^\d{1,11}$/.test(amount ?? '')) return 'M1'
  if (Number(amount) < 100) return 'M3'
  return Number(amount) > limit ? 'M5' : null
}

function contactFault({ mel = '', urlnotif = '', urlredirect = '' }: Fields): string | null {
  if (mel === '') return 'A1'
  if (mel.length < 6 || mel.length > 80 || !mel.includes('@')) return 'A2'
  if (!isAbsolute(urlnotif)) return 'N1'
  return isAbsolute(urlredirect) ? null : 'D1'
}

function isAbsolute(url: string): boolean {
  return url.length < 250 && /^https?:\/\//.test(url) && URL.canParse(url)
}
