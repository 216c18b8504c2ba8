import type { Metadata } from 'next'
import { ChevronDown, Mail } from 'lucide-react'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/layout/page-header'
import { Alert } from '@/components/ui/alert'
import { EmptyState } from '@/components/ui/empty-state'
import { getAuthority } from '@/lib/authority/queries'
import { formatInstant } from '@/lib/core/day'
import { env } from '@/lib/core/env'
import { writtenMails, type WrittenMail } from '@/lib/messaging/mail-folder'
import { mailTextParts } from '@/lib/messaging/mail-text'

export const metadata: Metadata = { title: 'Messagerie de démonstration' }

const SHOWN = 50

/** The mails of a demonstration, which are written instead of sent. Elsewhere the page does not exist. */
export default async function DemonstrationMailPage() {
  const { isDemonstration } = await getAuthority()
  if (!isDemonstration) notFound()
  const mails = await writtenMails(SHOWN)
  return (
    <>
      <PageHeader
        title="Messagerie de démonstration"
        subtitle="Les e-mails que le portail aurait envoyés, du plus récent au plus ancien."
      />
      <Alert className="mb-4">
        Rien n’est envoyé pendant la démonstration. Tous les visiteurs voient ces messages : ne donnez pas de
        vraie adresse.
      </Alert>
      {mails.length === 0 ? (
        <EmptyState icon={Mail} title="Aucun message pour l’instant">
          <p>Créez un compte ou faites une demande : l’e-mail arrive ici en quelques secondes.</p>
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-2.5">
          {mails.map((mail, index) => (
            <li key={mail.id}>
              <Message mail={mail} open={index === 0} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Message({ mail: { to, subject, text, createdAt }, open }: { mail: WrittenMail; open: boolean }) {
  return (
    <details open={open} className="group rounded-card border border-line bg-card">
      <summary className="flex min-h-target items-center gap-3 rounded-card p-4">
        <div className="min-w-0 flex-1 sm:flex sm:flex-wrap sm:items-baseline sm:justify-between sm:gap-x-6">
          <h2 className="break-words font-sans text-base font-bold tracking-normal">{subject}</h2>
          <p className="text-note text-muted">
            <time dateTime={createdAt.toISOString()}>{formatInstant(createdAt)}</time>
          </p>
          <p className="w-full break-words text-note text-muted">À : {to}</p>
        </div>
        <ChevronDown className="shrink-0 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <p className="max-w-reading whitespace-pre-line break-words border-t border-line p-4">
        {mailTextParts(text, env.appUrl).map((part, index) =>
          part.href ? (
            <a
              key={index}
              href={part.href}
              className="break-all text-brand-text underline underline-offset-4"
            >
              {part.text}
            </a>
          ) : (
            part.text
          ),
        )}
      </p>
    </details>
  )
}
