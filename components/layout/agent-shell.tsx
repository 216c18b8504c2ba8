import type { NavItem } from './nav-items'
import { FamilySearch } from './family-search'
import { Shell, type ShellProps } from './shell'

type AgentShellProps = Omit<ShellProps, 'place' | 'homeHref' | 'search' | 'sections' | 'tabs' | 'help'> & {
  items: readonly NavItem[]
  /** Where the families are searched, with `?q=`; absent for a role that may not. */
  searchHref?: string
}

/** The frame of the agents' screens: the same, denser, with the search of a family at the top. */
export function AgentShell({ items, searchHref, ...rest }: AgentShellProps) {
  return (
    <Shell
      place="Agents"
      homeHref="/admin"
      sections={[{ items }]}
      search={searchHref && <FamilySearch action={searchHref} />}
      {...rest}
    />
  )
}
