import type { Payment, Result } from './book.ts'
import { LABELS, type Client } from './validation.ts'

/** What each button does, in the words of who tries the portal. */
const BUTTONS: { value: Result | 'close'; label: string; note: string; tone: string }[] = [
  { value: 'P', label: 'Payer par carte', note: 'Le paiement réussit.', tone: 'go' },
  {
    value: 'V',
    label: 'Payer par prélèvement',
    note: 'L’ordre est enregistré, l’argent viendra plus tard.',
    tone: 'go',
  },
  { value: 'R', label: 'Carte refusée', note: 'La banque refuse la carte.', tone: 'no' },
  { value: 'Z', label: 'Prélèvement refusé', note: 'La banque refuse le prélèvement.', tone: 'no' },
  { value: 'A', label: 'Abandonner', note: 'Retour au portail sans payer.', tone: 'back' },
  {
    value: 'close',
    label: 'Fermer l’onglet',
    note: 'Ni résultat ni retour : le portail reste sans nouvelles.',
    tone: 'back',
  },
]

const STYLE = `
*{box-sizing:border-box}
body{margin:0;background:#f3f1ec;color:#22252b;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.band{background:repeating-linear-gradient(135deg,#2b2417 0 14px,#f5c343 14px 28px);padding:10px}
.band p{margin:0 auto;max-width:720px;background:#2b2417;color:#ffe7a6;padding:8px 14px;border-radius:6px;font-weight:600;text-align:center;text-wrap:balance}
main{max-width:720px;margin:0 auto;padding:28px 18px 48px}
h1{font-size:26px;line-height:1.2;margin:0 0 6px}
.lead{margin:0 0 22px;color:#565a63}
section{background:#fff;border:1px solid #dcd8cf;border-radius:12px;padding:20px;margin:0 0 20px}
h2{font-size:18px;margin:0 0 14px}
.sum{font-size:34px;font-weight:700;margin:0 0 12px;font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:minmax(110px,auto) 1fr;gap:6px 18px;margin:0}
dt{color:#565a63}dd{margin:0;overflow-wrap:anywhere}
form{display:grid;gap:10px;grid-template-columns:1fr 1fr}
button{display:block;width:100%;min-height:68px;text-align:left;font:inherit;padding:11px 16px;border-radius:10px;border:1px solid #b9b4a8;background:#fff;color:inherit;cursor:pointer}
button b{display:block}button span{display:block;font-size:14px;line-height:1.35;color:#565a63}
button.go{background:#1d5c48;border-color:#1d5c48;color:#fff}button.go span{color:#dcefe7}
button.no{border-color:#b0483c}button.no b{color:#97321f}
button:hover{box-shadow:0 0 0 3px #0002}
button:focus-visible{outline:3px solid #1d4f91;outline-offset:2px}
.fine{font-size:14px;color:#565a63;margin:0}
code{display:block;font-size:14px;overflow-wrap:anywhere}
@media(max-width:560px){form{grid-template-columns:1fr}main{padding:20px 14px 40px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}.sum{font-size:30px}}
`

/** The payment page: what is paid, and a button for each way that it may end. The form goes to its own address. */
export function paymentPage({ idOp, fields, token }: Payment, client: Client | undefined): string {
  const buttons = BUTTONS.map(
    ({ value, label, note, tone }) =>
      `<button class="${tone}" name="issue" value="${value}"><b>${label}</b><span>${note}</span></button>`,
  )
  const rows = [
    ['Organisme', client?.names.join(', ') ?? fields.numcli!],
    ['Référence', fields.refdet!],
    ['Objet', fields.objet || 'sans objet'],
    ['Reçu envoyé à', `${fields.mel!} (le simulateur n’envoie rien)`],
  ]
  return page(
    'Payer',
    `<h1>Paiement simulé</h1>
    <p class="lead">Cette page tient la place de celle de PayFiP. Choisissez comment le paiement se termine.</p>
    <section><h2>À payer</h2><p class="sum">${euros(fields.montant!)}</p>
    <dl>${rows.map(([term, text]) => `<dt>${term}</dt><dd>${escapeHtml(text!)}</dd>`).join('')}</dl></section>
    <section><h2>Comment se termine le paiement ?</h2>
    <form method="post"><input type="hidden" name="jeton" value="${token}">${buttons.join('')}</form></section>
    <p class="fine">Cette page ne s’ouvre qu’une fois, dans les 15 minutes. Identifiant de l’opération :
    <code>${escapeHtml(idOp)}</code></p>`,
  )
}

/** What is shown instead of the payment page, with the code of the service. */
export function refusedPage(code: string): string {
  const advice =
    code === 'P1'
      ? 'Cette opération n’existe pas, ou elle a été effacée pendant la nuit.'
      : code === 'P3'
        ? 'La page de paiement ne sert qu’une fois, et elle a déjà été ouverte.'
        : 'Il fallait ouvrir la page de paiement dans les 15 minutes.'
  return page(
    'Paiement impossible',
    `<h1>Paiement impossible</h1><p class="lead">${advice} Revenez au portail pour recommencer.</p>
    <section><p class="fine">${escapeHtml(LABELS[code] ?? '')} (code ${escapeHtml(code)})</p></section>`,
  )
}

/** After « Fermer l’onglet »: nothing was told to anybody. */
export function closedPage(): string {
  return page(
    'Onglet fermé',
    `<h1>Vous pouvez fermer cet onglet</h1>
    <p class="lead">Aucun résultat n’a été donné : le portail verra de lui-même que le paiement n’aboutit pas, après 20 minutes.</p>`,
  )
}

/** What the simulator is, at its root; and what it says of any other address. */
export function aboutPage(): string {
  return page(
    'À propos',
    `<h1>Simulateur PayFiP</h1>
    <p class="lead">Il tient la place du service de paiement de la DGFiP pour les essais et la démonstration.
    On y arrive depuis une facture du portail.</p>`,
  )
}

function page(title: string, content: string): string {
  return `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title} · Simulateur PayFiP</title><style>${STYLE}</style></head>
<body><header class="band"><p>Simulateur PayFiP, aucun argent réel</p></header><main>${content}</main></body></html>`
}

function euros(centimes: string): string {
  return (Number(centimes) / 100).toLocaleString('fr-FR', { style: 'currency', currency: 'EUR' })
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
