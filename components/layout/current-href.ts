/**
 * The address of the menu that the page belongs to: itself or the longest one it lies under.
 *
 * @returns undefined when the page is under none
 */
export function currentHref(pathname: string, hrefs: readonly string[]): string | undefined {
  return hrefs
    .filter((href) => pathname === href || (href !== '/' && pathname.startsWith(`${href}/`)))
    .sort((a, b) => b.length - a.length)[0]
}
