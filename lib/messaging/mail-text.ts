/** A piece of a mail's text: plain, or an address to follow. */
export type MailTextPart = { text: string; href?: string }

// The signs that end a sentence, or a bracket around it, are not of the address.
const ADDRESS = /https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]]/g

/**
 * The text of a mail, cut around the addresses in it; the pieces put end to end are the text again. An address
 * of the portal (`appUrl`, without a final slash) leads within it, whatever name the reader knows it by.
 */
export function mailTextParts(text: string, appUrl: string): MailTextPart[] {
  const parts: MailTextPart[] = []
  let end = 0
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    if (index > end) parts.push({ text: text.slice(end, index) })
    const within = address.startsWith(`${appUrl}/`)
    parts.push({ text: address, href: within ? address.slice(appUrl.length) : address })
    end = index + address.length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}
