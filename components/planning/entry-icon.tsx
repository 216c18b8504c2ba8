import { entryLook } from '@/components/ui/entry-state'
import { ENTRY_STATES, type EntryState } from '@/lib/planning/rules/states'

const iconId = (state: EntryState) => `etat-${state}`

/** The drawings that `EntryIcon` refers to: once in a page, which shows hundreds of them. */
export function EntryIcons() {
  return (
    <svg aria-hidden className="hidden">
      {ENTRY_STATES.map((state) => {
        const { icon: Icon } = entryLook(state)
        return <Icon key={state} id={iconId(state)} />
      })}
    </svg>
  )
}

/** The icon of a state; `EntryIcons` stands in the page. */
export function EntryIcon({ state, className }: { state: EntryState; className: string }) {
  return (
    <svg aria-hidden className={className}>
      <use href={`#${iconId(state)}`} width="100%" height="100%" />
    </svg>
  )
}
