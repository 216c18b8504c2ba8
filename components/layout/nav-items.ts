import {
  ArchiveX,
  BadgeEuro,
  Bell,
  Bus,
  CalendarDays,
  ChartColumn,
  CircleUserRound,
  ClipboardCheck,
  CreditCard,
  FileUp,
  FolderHeart,
  House,
  Inbox,
  KeyRound,
  LifeBuoy,
  Paperclip,
  ReceiptEuro,
  ScrollText,
  Send,
  Settings,
  UserCog,
  Users,
  type LucideIcon,
} from 'lucide-react'

/** The icons of the menus, by name: names cross from the server to the browser, components do not. */
export const NAV_ICONS = {
  home: House,
  person: CircleUserRound,
  calendar: CalendarDays,
  event: Bus,
  dossier: FolderHeart,
  requests: Send,
  invoices: ReceiptEuro,
  payments: CreditCard,
  tariffs: BadgeEuro,
  documents: Paperclip,
  help: LifeBuoy,
  bell: Bell,
  inbox: Inbox,
  families: Users,
  attendance: ClipboardCheck,
  statistics: ChartColumn,
  settings: Settings,
  journal: ScrollText,
  retention: ArchiveX,
  codes: KeyRound,
  import: FileUp,
  agents: UserCog,
} as const satisfies Record<string, LucideIcon>

export type NavItem = {
  href: string
  label: string
  icon: keyof typeof NAV_ICONS
  /** How many things wait there; 0 and absent show nothing. */
  count?: number
  /** What waits, for screen readers: « à traiter ». */
  countLabel?: string
  /** A shorter word for the bottom bar of a phone. */
  shortLabel?: string
}

export type NavSection = {
  /** Named sections have their own page when `href` is given. */
  title?: string
  href?: string
  items: readonly NavItem[]
}
