import { brandPalette } from './colour'

/** What a mail says: one subject line that says it all, short paragraphs, at most one button. */
export type MailContent = {
  subject: string
  greeting?: string
  paragraphs: string[]
  button?: { label: string; url: string }
  after?: string[]
  /** Leads out of such mails, under the signature. */
  stop?: { label: string; url: string }
}

export type MailSender = { name: string; brandColour: string; phone: string; email: string }

/** The mail in both forms, in the look of the portal (docs/ui.md). No image, nothing loaded from outside. */
export function renderMail(
  content: MailContent,
  sender: MailSender,
): { subject: string; text: string; html: string } {
  const { subject, greeting = 'Bonjour,', paragraphs, button, after = [], stop } = content
  const signature = [sender.name, [sender.phone, sender.email].filter(Boolean).join(' · ')]
  const text = [
    greeting,
    ...paragraphs,
    ...(button ? [`${button.label} :\n${button.url}`] : []),
    ...after,
    signature.join('\n'),
    ...(stop ? [`${stop.label} :\n${stop.url}`] : []),
  ].join('\n\n')
  return {
    subject,
    text,
    html: html({ subject, greeting, paragraphs, button, after, stop, signature, sender }),
  }
}

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

type Parts = Required<Omit<MailContent, 'button' | 'stop'>> &
  Pick<MailContent, 'button' | 'stop'> & { signature: string[]; sender: MailSender }

function html({ subject, greeting, paragraphs, button, after, stop, signature, sender }: Parts): string {
  const { brand, brandInk } = brandPalette(sender.brandColour)
  const font = "font-family:Figtree,'Segoe UI',Helvetica,Arial,sans-serif;color:#1C2430"
  const paragraph = (text: string) =>
    `<p style="margin:0 0 16px;font-size:16px;line-height:1.45;word-break:break-word">${escape(text)}</p>`
  const action = button
    ? `<p style="margin:24px 0"><a href="${escape(button.url)}" style="display:inline-block;padding:13px 20px;border-radius:10px;background:${brand};color:${brandInk};font-size:16px;font-weight:600;text-decoration:none">${escape(button.label)}</a></p>
<p style="margin:0 0 16px;font-size:14px;line-height:1.45;color:#55606E;word-break:break-word">Si le bouton ne fonctionne pas, recopiez cette adresse : ${escape(button.url)}</p>`
    : ''
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(subject)}</title></head>
<body style="margin:0;background:#FBFAF7;${font}">
<div style="max-width:560px;margin:0 auto;padding:24px 16px">
<p style="margin:0 0 16px;font-size:18px;font-weight:650">${escape(sender.name)}</p>
<div style="background:#FFFFFF;border:1px solid #E4E0D8;border-radius:14px;padding:24px">
${[greeting, ...paragraphs].map(paragraph).join('\n')}
${action}
${after.map(paragraph).join('\n')}
</div>
<p style="margin:16px 0 0;font-size:14px;line-height:1.45;color:#55606E">${signature.map(escape).join('<br>')}</p>
${stop ? `<p style="margin:16px 0 0;font-size:14px;line-height:1.45"><a href="${escape(stop.url)}" style="color:#55606E">${escape(stop.label)}</a></p>` : ''}
</div>
</body></html>`
}
