import localFont from 'next/font/local'

// The Latin subsets shipped by npm. Next preloads the two that every page shows and derives the fallback's
// metrics from the files, so that nothing moves when they arrive.

/** Headings. */
export const bricolage = localFont({
  src: '../node_modules/@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2',
  variable: '--font-bricolage',
  weight: '200 800',
  display: 'swap',
})

/** Text. */
export const figtree = localFont({
  src: '../node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2',
  variable: '--font-figtree',
  weight: '300 900',
  display: 'swap',
})

/** Codes abonné: its zero is slashed. Few pages show one, so it is not preloaded. */
const redHatMono = localFont({
  src: '../node_modules/@fontsource/red-hat-mono/files/red-hat-mono-latin-600-normal.woff2',
  variable: '--font-red-hat-mono',
  weight: '600',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
})

/** The classes for `<html>` that define the three font variables. */
export const fontVariables = `${bricolage.variable} ${figtree.variable} ${redHatMono.variable}`
