import type { Metadata } from 'next'
import { LinkForm } from '../../../confirmation/link-form'
import { NarrowPage } from '@/components/layout/narrow-page'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { LINK_EXPIRED, LINK_UNKNOWN } from '@/lib/account/messages'
import { stopLink } from '@/lib/account/queries'
import { now } from '@/lib/core/clock'
import { linkLimit } from '@/lib/core/mail-link'
import { stopAction } from './actions'

export const metadata: Metadata = { title: 'Ne plus recevoir de rappels', robots: { index: false } }

const TITLES = {
  valid: 'Ne plus recevoir de rappels ?',
  used: 'Vous ne recevez plus de rappels',
  expired: 'Ce lien a expiré',
  unknown: 'Ce lien n’est pas valable',
} as const

// Mail scanners follow links: opening the page changes nothing.
export default async function StopRemindersPage({ params }: { params: Promise<{ jeton: string }> }) {
  const { jeton } = await params
  const at = now()
  const refused = await linkLimit(at)
  const state = refused ? null : await stopLink(jeton, at)
  return (
    <NarrowPage title={state ? TITLES[state] : 'Réessayez plus tard'}>
      <Card className="flex flex-col items-start gap-5">
        {refused && <p>{refused}</p>}
        {state === 'valid' && (
          <>
            <p>
              Vous ne serez plus prévenu des journées à réserver avant la fin du délai. Les réponses du
              service, les accusés de réception et les places proposées vous parviennent toujours.
            </p>
            <LinkForm
              action={stopAction}
              token={jeton}
              label="Ne plus recevoir de rappels"
              pendingLabel="Enregistrement…"
            />
          </>
        )}
        {state === 'used' && (
          <>
            <p>
              C’est enregistré. Les réponses du service et les accusés de réception vous parviennent toujours.
              Vous pouvez demander de nouveau les rappels dans « Mon compte ».
            </p>
            <LinkButton href="/mon-espace/compte" variant="secondary">
              Aller à mon compte
            </LinkButton>
          </>
        )}
        {(state === 'expired' || state === 'unknown') && (
          <>
            <p>
              {state === 'expired' ? LINK_EXPIRED : LINK_UNKNOWN} Les rappels s’arrêtent aussi dans « Mon
              compte ».
            </p>
            <LinkButton href="/mon-espace/compte">Aller à mon compte</LinkButton>
          </>
        )}
      </Card>
    </NarrowPage>
  )
}
