'use client'

import 'altcha/altcha.css'
import type { AltchaWidgetElement } from 'altcha/external'
import type {} from 'altcha/types/react'
import { useEffect, useRef, useState } from 'react'
import { FieldError, fieldId } from '@/components/form/field'
import { COLOURS } from '@/lib/core/tokens'

/** A solved captcha is worth ten minutes: asked for again a little before. */
const RENEW_AFTER = 9.5 * 60_000

// Drawn as our own controls.
const LOOK = {
  accentColor: 'var(--brand-text)',
  '--altcha-color-base': COLOURS.card,
  '--altcha-color-base-content': COLOURS.ink,
  '--altcha-color-error': COLOURS.danger,
  '--altcha-border-color': COLOURS.control,
  '--altcha-border-radius': '0.625rem',
  '--altcha-checkbox-border-color': COLOURS.control,
  '--altcha-checkbox-border-width': '2px',
  '--altcha-checkbox-outline-color': 'var(--brand-text)',
  '--altcha-max-width': '100%',
  '--altcha-padding': '0.8125rem 0.875rem',
  '--altcha-spinner-color': 'var(--brand-text)',
}

const CONFIGURATION = JSON.stringify({
  hideFooter: true,
  hideLogo: true,
  // No measure of how the person moves: the proof of work is enough.
  humanInteractionSignature: false,
})

const WORDS = {
  label: 'Je ne suis pas un robot',
  verifying: 'Vérification en cours…',
  verified: 'Vérifié',
  verificationRequired: 'Cochez cette case.',
  loading: 'Chargement…',
  error: 'La vérification n’a pas abouti. Réessayez.',
  expired: 'La vérification a expiré. Cochez de nouveau la case.',
  waitAlert: 'La vérification est en cours : encore un instant.',
}

async function loadWidget(): Promise<void> {
  await import('altcha/external')
  $altcha.i18n.set('fr', WORDS)
  $altcha.algorithms.set(
    'PBKDF2/SHA-256',
    () => new Worker(new URL('altcha/workers/pbkdf2', import.meta.url), { type: 'module' }),
  )
}

/**
 * « Je ne suis pas un robot »: a proof of work that the browser computes when the box is ticked, without a
 * puzzle and without anyone else (ALTCHA). Sends its answer as `altcha`.
 *
 * @param used changes when the form was refused with a captcha that can't serve any more: a new one is asked for
 */
export function Captcha({ error, used }: { error?: string; used?: unknown }) {
  const widget = useRef<AltchaWidgetElement>(null)
  const [isReady, setReady] = useState(false)

  useEffect(() => {
    let stays = true
    void loadWidget().then(() => stays && setReady(true))
    return () => {
      stays = false
    }
  }, [])

  useEffect(() => {
    if (used) widget.current?.reset()
  }, [used])

  useEffect(() => {
    const element = widget.current
    if (!element) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const onState = (event: Event) => {
      clearTimeout(timer)
      if ((event as CustomEvent<{ state: string }>).detail.state === 'verified')
        timer = setTimeout(() => element.reset(), RENEW_AFTER)
    }
    element.addEventListener('statechange', onState)
    return () => {
      clearTimeout(timer)
      element.removeEventListener('statechange', onState)
    }
  }, [isReady])

  const id = fieldId('altcha')
  return (
    <div id={id} tabIndex={-1} role="group" aria-label="Vérification" className="flex flex-col gap-1.5">
      <div className="min-h-13">
        {isReady && (
          <altcha-widget
            ref={widget}
            challenge="/api/altcha?formulaire=inscription"
            configuration={CONFIGURATION}
            name="altcha"
            type="native"
            style={LOOK}
          />
        )}
      </div>
      <FieldError id={id}>{error}</FieldError>
      <noscript>
        <p className="text-note">
          Cette vérification a besoin de JavaScript. Sans lui, demandez la création de votre compte à notre
          accueil ou par téléphone : les coordonnées sont au bas de la page d’accueil.
        </p>
      </noscript>
    </div>
  )
}
