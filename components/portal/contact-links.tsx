import { Mail, Phone } from 'lucide-react'
import { formatPhone, parsePhone, phoneHref } from '@/lib/core/phone'

const LOOK =
  'inline-flex min-h-target max-w-full items-center gap-2.5 font-semibold text-brand-text underline-offset-4 hover:underline'

/** A phone number that dials. */
export function PhoneLink({ phone }: { phone: string }) {
  return (
    <a href={phoneHref(phone)} className={LOOK}>
      <Phone className="shrink-0" /> {formatPhone(parsePhone(phone) ?? phone)}
    </a>
  )
}

/** An e-mail address that opens a message. */
export function MailLink({ email }: { email: string }) {
  return (
    <a href={`mailto:${email}`} className={LOOK}>
      <Mail className="shrink-0" /> <span className="min-w-0 wrap-anywhere">{email}</span>
    </a>
  )
}
