import { Shell, type ShellProps } from './shell'

type CitizenShellProps = Omit<ShellProps, 'place' | 'homeHref' | 'search'>

/** The frame of the parents' screens. */
export function CitizenShell(props: CitizenShellProps) {
  return <Shell place="Portail citoyen" homeHref="/" {...props} />
}
