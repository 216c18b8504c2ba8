'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button, LinkButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { showToast } from '@/components/ui/toast-store'
import { SubscribeForm, type SubscribeAction } from './subscribe-form'

type SubscribeButtonProps = {
  /** The page that holds the same form, where scripts don't run. */
  href: string
  action: SubscribeAction
  variant: 'sun' | 'primary'
}

/** « M’abonner »: a link to the form's page that opens it in a dialog where scripts run. */
export function SubscribeButton({ href, action, variant }: SubscribeButtonProps) {
  const [open, setOpen] = useState(false)
  const router = useRouter()
  const close = () => setOpen(false)
  return (
    <>
      <LinkButton
        href={href}
        variant={variant}
        prefetch={false}
        aria-haspopup="dialog"
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          setOpen(true)
        }}
      >
        <Plus /> M’abonner
      </LinkButton>
      <Dialog open={open} onClose={close} title="S’abonner à l’espace famille">
        <SubscribeForm
          action={action}
          onMade={({ familyName }) => {
            close()
            showToast({
              message: `Votre compte est relié à la famille ${familyName}.`,
              action: { label: 'Voir l’espace famille', run: () => router.push('/famille') },
            })
          }}
          cancel={
            <Button variant="secondary" onClick={close}>
              Annuler
            </Button>
          }
        />
      </Dialog>
    </>
  )
}
