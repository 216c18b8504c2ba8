'use client'

import { useState } from 'react'
import { Button, LinkButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { UnsubscribeForm, type UnsubscribeAction } from './unsubscribe-form'

type UnsubscribeButtonProps = {
  subscriptionId: string
  familyName: string
  /** The page that asks the same, where scripts don't run. */
  href: string
  action: UnsubscribeAction
}

/** « Se désabonner »: a link to its page that asks in a dialog where scripts run. */
export function UnsubscribeButton({ subscriptionId, familyName, href, action }: UnsubscribeButtonProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <LinkButton
        href={href}
        variant="quiet"
        prefetch={false}
        aria-haspopup="dialog"
        aria-label={`Se désabonner de la famille ${familyName}`}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          setOpen(true)
        }}
      >
        Se désabonner
      </LinkButton>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Se désabonner de la famille ${familyName} ?`}
      >
        <UnsubscribeForm
          action={action}
          subscriptionId={subscriptionId}
          cancel={
            <Button variant="secondary" onClick={() => setOpen(false)}>
              Garder l’abonnement
            </Button>
          }
        />
      </Dialog>
    </>
  )
}
