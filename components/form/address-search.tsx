'use client'

import { MapPin } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { ADDRESS_MESSAGES } from '@/lib/address/messages'
import { addressQuery, type FoundAddress } from '@/lib/address/rules'
import { classes } from '../ui/classes'
import { CONTROL_LOOK, fieldAttributes, FieldFrame } from './field'

/** Milliseconds without a key before the server is asked. */
const DEBOUNCE = 300

/** The fields that a choice fills. */
export type ChosenAddress = Omit<FoundAddress, 'label'>

type Search = { found: FoundAddress[]; open: boolean; active: number; said: string }

const CLOSED: Search = { found: [], open: false, active: -1, said: '' }

/**
 * Searches an address and fills its fields with the one that is chosen; a combobox with a list (ARIA APG, « list
 * autocomplete with manual selection »). It sends nothing with the form, and is not there without scripts: the fields
 * take any address.
 */
export function AddressSearch({ onChoose }: { onChoose: (address: ChosenAddress) => void }) {
  const id = `adresse-${useId().replaceAll(/[^\w]/g, '')}`
  const [search, setSearch] = useState(CLOSED)
  const [text, setText] = useState('')
  const asked = useRef<{ timer?: number; stop?: AbortController }>({})
  useEffect(() => {
    const { current } = asked
    return () => forget(current)
  }, [])

  function type(typed: string) {
    setText(typed)
    forget(asked.current)
    setSearch(CLOSED)
    if (addressQuery(typed) === null) return
    const stop = new AbortController()
    asked.current = { stop, timer: window.setTimeout(() => void ask(typed, stop.signal), DEBOUNCE) }
  }

  async function ask(typed: string, signal: AbortSignal) {
    const found = await fetchAddresses(typed, signal)
    if (signal.aborted) return
    const said =
      found === null
        ? ADDRESS_MESSAGES.unavailable
        : found.length === 0
          ? ADDRESS_MESSAGES.none
          : ADDRESS_MESSAGES.found(found.length)
    setSearch({ found: found ?? [], open: Boolean(found?.length), active: -1, said })
  }

  function choose({ label, ...address }: FoundAddress) {
    forget(asked.current)
    setText(label)
    setSearch({ ...CLOSED, said: ADDRESS_MESSAGES.chosen })
    onChoose(address)
  }

  function onKeyDown(event: KeyboardEvent) {
    const { found, open, active } = search
    // Here, Enter chooses: it never sends the form.
    if (event.key === 'Enter') {
      event.preventDefault()
      const address = open ? found[active] : undefined
      if (address) choose(address)
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      setSearch({ ...search, open: false, active: -1 })
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length > 0) {
      event.preventDefault()
      // One place more than there are addresses: that of the text itself.
      const places = found.length + 1
      const step = event.key === 'ArrowDown' ? 1 : -1
      setSearch({ ...search, open: true, active: ((active + 1 + step + places) % places) - 1 })
    }
  }

  const { found, open, active, said } = search
  const optionId = (position: number) => `${id}-${position}`
  const attributes = fieldAttributes({ name: '', id, hint: ADDRESS_MESSAGES.hint })
  return (
    <div className="noscript:hidden relative">
      <FieldFrame id={id} label={ADDRESS_MESSAGES.label} hint={ADDRESS_MESSAGES.hint}>
        <input
          {...attributes}
          name={undefined}
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={`${id}-liste`}
          aria-activedescendant={open && active >= 0 ? optionId(active) : undefined}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setSearch({ ...search, open: false, active: -1 })}
          className={CONTROL_LOOK}
        />
      </FieldFrame>
      <ul
        id={`${id}-liste`}
        role="listbox"
        aria-label={ADDRESS_MESSAGES.list}
        hidden={!open}
        className="absolute inset-x-0 z-20 mt-1 overflow-hidden rounded-control border border-control bg-card py-1 shadow-float"
      >
        {found.map((address, position) => (
          <li
            key={`${address.label}-${position}`}
            id={optionId(position)}
            role="option"
            aria-selected={position === active}
            // The focus stays in the field.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(address)}
            className={classes(
              'flex min-h-target cursor-pointer items-center gap-2.5 px-3.5 py-2 hover:bg-brand-soft',
              position === active && 'bg-brand-soft outline-2 -outline-offset-2 outline-brand',
            )}
          >
            <MapPin className="text-muted" />
            <span className="min-w-0">{address.label}</span>
          </li>
        ))}
      </ul>
      <p
        role="status"
        className={classes('text-note text-muted', said ? 'mt-1.5' : 'sr-only', open && 'sr-only')}
      >
        {said}
      </p>
    </div>
  )
}

function forget({ timer, stop }: { timer?: number; stop?: AbortController }) {
  window.clearTimeout(timer)
  stop?.abort()
}

/** What our server proposes; null when it can't. */
async function fetchAddresses(typed: string, signal: AbortSignal): Promise<FoundAddress[] | null> {
  try {
    const response = await fetch('/api/adresses', { method: 'POST', body: typed, signal, redirect: 'error' })
    if (!response.ok) return null
    return ((await response.json()) as { adresses: FoundAddress[] }).adresses
  } catch {
    return null
  }
}
