import 'server-only'
import { keyedDigest, sameSecret } from './crypto'

/** What a signed link is good for: one thing each, so that none opens what another does. */
export type SignedPurpose = 'reminders-off'

/** What a link of a mail is worth now. */
export type SignedLink = { state: 'valid' | 'expired'; subject: string } | { state: 'unknown' }

/** The secret of a link that does one thing about a subject until an instant; nothing of it is stored. */
export function signLink(purpose: SignedPurpose, subject: string, expiresAt: Date): string {
  const text = `${subject}.${Math.floor(expiresAt.getTime() / 1000).toString(36)}`
  return `${text}.${signature(purpose, text)}`
}

/** Reads what `signLink` signed for the same purpose. */
export function readSignedLink(purpose: SignedPurpose, token: string, at: Date): SignedLink {
  const [subject = '', end = '', signed = ''] = token.split('.')
  if (!sameSecret(signed, signature(purpose, `${subject}.${end}`))) return { state: 'unknown' }
  const state = parseInt(end, 36) * 1000 >= at.getTime() ? 'valid' : 'expired'
  return { state, subject }
}

function signature(purpose: SignedPurpose, text: string): string {
  return keyedDigest('signed-link', `${purpose} ${text}`)
}
