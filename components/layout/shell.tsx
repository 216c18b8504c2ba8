import { Bell, CircleUserRound, LogOut, Menu, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from '../ui/link'
import { CountBadge } from '../ui/tag'
import { ToastRegion } from '../ui/toast'
import { AuthorityMark, type AuthorityIdentity } from './authority-mark'
import type { NavItem, NavSection } from './nav-items'
import { NavMenu, TabBarLink } from './nav-menu'
import { MAIN_ID, SkipLink } from './skip-link'

const MENU_ID = 'menu-complet'

/** Ends the session; receives the form's data, which it ignores. */
export type LogoutAction = (form: FormData) => void | Promise<void>

export type ShellProps = {
  authority: AuthorityIdentity
  place: string
  homeHref: string
  sections: readonly NavSection[]
  /** At the foot of the menu. */
  help?: NavItem
  /** The bottom bar of a phone: at most three, « Plus » is added. Without any, the header holds « Menu ». */
  tabs?: readonly NavItem[]
  person: { name: string; href: string }
  notifications?: { href: string; count: number }
  logout: LogoutAction
  /** At the top right of a wide screen, before the notifications. */
  search?: ReactNode
  /** Above everything: a warning that holds for the whole session. */
  banner?: ReactNode
  footer?: ReactNode
  children: ReactNode
}

const TOP_LINK = 'flex min-h-target items-center gap-2 rounded-control text-note text-muted hover:text-ink'

function LogoutForm({ action, className }: { action: LogoutAction; className: string }) {
  return (
    <form action={action}>
      <button type="submit" className={className}>
        <LogOut /> Se déconnecter
      </button>
    </form>
  )
}

function NotificationsLink({ href, count, className }: { href: string; count: number; className: string }) {
  return (
    <Link href={href} className={className}>
      <Bell />
      <span className="max-lg:sr-only">Notifications</span>
      {count > 0 && <CountBadge count={count} label={count > 1 ? 'non lues' : 'non lue'} />}
    </Link>
  )
}

function WholeMenu({
  sections,
  help,
  person,
  logout,
}: Pick<ShellProps, 'sections' | 'help' | 'person' | 'logout'>) {
  return (
    <nav
      id={MENU_ID}
      popover="auto"
      aria-label="Menu complet"
      className="mb-0 mt-auto max-h-[90dvh] w-full max-w-none overflow-y-auto rounded-t-sheet bg-card p-4 text-ink shadow-float backdrop:bg-ink/50 lg:hidden print:hidden"
    >
      <div className="mb-2 flex items-center justify-between pl-3">
        <p className="heading text-lg">Menu</p>
        <button
          type="button"
          popoverTarget={MENU_ID}
          popoverTargetAction="hide"
          className="flex min-h-target items-center gap-2 rounded-control px-3 font-semibold hover:bg-sand"
        >
          <X /> Fermer
        </button>
      </div>
      <NavMenu sections={help ? [...sections, { items: [help] }] : sections} />
      <div className="mt-3 border-t border-line pt-3">
        <p className="px-3 pb-1 text-note text-muted">{person.name}</p>
        <LogoutForm
          action={logout}
          className="flex min-h-target w-full items-center gap-3 rounded-control px-3 text-absent hover:bg-sand"
        />
      </div>
    </nav>
  )
}

function BottomBar({
  tabs,
  sections,
  help,
}: Pick<ShellProps, 'sections' | 'help'> & { tabs: readonly NavItem[] }) {
  const items = [...sections.flatMap((section) => section.items), ...(help ? [help] : [])]
  const hrefs = [...items.map((item) => item.href), ...sections.flatMap((section) => section.href ?? [])]
  const elsewhere = items
    .filter((item) => !tabs.some((tab) => tab.href === item.href))
    .reduce((sum, item) => sum + (item.count ?? 0), 0)
  return (
    <nav
      aria-label="Raccourcis"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-card pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden [@media(max-height:26rem)]:static"
    >
      <ul className="mx-auto grid max-w-lg auto-cols-fr grid-flow-col">
        {tabs.map((item) => (
          <li key={item.href}>
            <TabBarLink item={item} others={hrefs} />
          </li>
        ))}
        <li>
          <button
            type="button"
            popoverTarget={MENU_ID}
            className="min-h-15 flex w-full flex-col items-center justify-center gap-1 px-1 py-2 text-sm leading-tight text-muted"
          >
            <span className="relative">
              <Menu className="size-5.5" />
              {elsewhere > 0 && (
                <span className="left-4.5 absolute -top-2.5">
                  <CountBadge count={elsewhere} label="en attente" />
                </span>
              )}
            </span>
            Plus
          </button>
        </li>
      </ul>
    </nav>
  )
}

/** The frame of the spaces one logs in to: menu at the left of a wide screen, bars on a phone. */
export function Shell(props: ShellProps) {
  const {
    authority,
    place,
    homeHref,
    sections,
    help,
    tabs = [],
    person,
    notifications,
    logout,
    search,
  } = props
  return (
    <>
      <SkipLink />
      {props.banner}
      <div className="lg:flex">
        <aside className="sticky top-0 hidden h-dvh w-menu shrink-0 flex-col overflow-y-auto border-r border-line bg-card px-3.5 pb-4 pt-6 lg:flex print:hidden">
          <div className="mb-5 px-2">
            <AuthorityMark authority={authority} place={place} href={homeHref} />
          </div>
          <nav aria-label="Menu principal" className="flex flex-1 flex-col">
            <NavMenu sections={sections} />
            {help && (
              <div className="mt-auto pt-6">
                <NavMenu sections={[{ items: [help] }]} />
              </div>
            )}
          </nav>
        </aside>

        <div className="flex min-h-dvh min-w-0 flex-1 flex-col">
          <header className="print:hidden">
            <div className="on-brand flex min-h-12 items-center justify-between gap-2 pl-4 pr-2 lg:hidden">
              <Link href={homeHref} className="flex min-h-target items-center text-note">
                {authority.name}
              </Link>
              <div className="flex items-center">
                {notifications && (
                  <NotificationsLink
                    {...notifications}
                    className="flex min-h-target min-w-target items-center justify-center gap-1"
                  />
                )}
                {tabs.length === 0 && (
                  <button
                    type="button"
                    popoverTarget={MENU_ID}
                    className="flex min-h-target items-center gap-2 px-2 font-semibold"
                  >
                    <Menu /> Menu
                  </button>
                )}
              </div>
            </div>
            <div className="mx-auto hidden max-w-page flex-wrap items-center justify-end gap-x-5 px-8 pt-3.5 lg:flex">
              {search}
              {notifications && <NotificationsLink {...notifications} className={TOP_LINK} />}
              <Link href={person.href} className={TOP_LINK}>
                <CircleUserRound /> {person.name}
              </Link>
              <LogoutForm action={logout} className={TOP_LINK} />
            </div>
          </header>

          <main
            id={MAIN_ID}
            tabIndex={-1}
            className="mx-auto w-full max-w-page flex-1 px-4 pb-12 outline-none lg:px-8"
          >
            {props.children}
          </main>
          {props.footer}
          {tabs.length > 0 && <div aria-hidden className="h-20 lg:hidden print:hidden" />}
        </div>
      </div>
      <ToastRegion />
      <WholeMenu {...{ sections, help, person, logout }} />
      {tabs.length > 0 && <BottomBar {...{ tabs, sections, help }} />}
    </>
  )
}
