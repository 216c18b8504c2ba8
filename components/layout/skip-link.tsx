/** The identifier of the main content of every page. */
export const MAIN_ID = 'contenu'

/** The first stop of the keyboard: past the menus. */
export function SkipLink() {
  return (
    <a
      href={`#${MAIN_ID}`}
      className="sr-only z-50 rounded-control bg-ink px-4 py-3 font-semibold text-white focus:not-sr-only focus:fixed focus:left-2 focus:top-2"
    >
      Aller au contenu
    </a>
  )
}
