/**
 * A text reduced to what makes two spellings the same: lower case, no accents, ligatures opened,
 * everything that is neither letter nor digit as one space.
 */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** A cell as a person typed it: control characters and unbreakable spaces become spaces, runs of spaces one. */
export function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zs}\u200B\uFEFF]+/gu, ' ')
    .trim()
    .normalize('NFC')
}

/**
 * A name written in capitals, as most business software exports it, in the case of names: « LE GALL » becomes
 * « Le Gall », « L'HOSTIS » « L’Hostis ». A name that already has a small letter is left as it is.
 */
export function nameCase(text: string): string {
  const name = tidy(text).replaceAll("'", '’')
  if (name !== name.toUpperCase()) return name
  return name
    .toLowerCase()
    .replace(
      /(^|[^\p{L}\p{M}])(\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    )
}
