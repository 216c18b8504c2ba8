import { COLOURS, DEFAULT_BRAND } from './tokens'

type Rgb = readonly [number, number, number]

/** The brand colour of a collectivité and what is computed from it, all as `#RRGGBB`. */
export type BrandPalette = {
  /** Ground of the header, the active menu entry, the main button. */
  brand: string
  /** Text on `brand` and on `brandHover`: white or ink, at least 4.5:1. */
  brandInk: string
  /** Ground of the main button under the pointer. */
  brandHover: string
  /** Pale ground of a selection or an information. */
  brandSoft: string
  /** The brand as text or line on paper, card or `brandSoft`: at least 4.5:1. */
  brandText: string
}

/** The contrast that normal text needs (WCAG 2.1, 1.4.3). */
export const TEXT_CONTRAST = 4.5

const WHITE = '#FFFFFF'
const BLACK = '#000000'

function toRgb(hex: string): Rgb | null {
  const digits = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(hex.trim())?.[1]
  if (!digits) return null
  const six = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  return [0, 2, 4].map((start) => Number.parseInt(six.slice(start, start + 2), 16)) as unknown as Rgb
}

function toHex(rgb: Rgb): string {
  return '#' + rgb.map((value) => Math.round(value).toString(16).padStart(2, '0').toUpperCase()).join('')
}

function rgbOf(hex: string): Rgb {
  const rgb = toRgb(hex)
  if (!rgb) throw new RangeError(`Not a colour: ${hex}`)
  return rgb
}

function luminance(hex: string): number {
  const [red, green, blue] = rgbOf(hex).map((value) => {
    const channel = value / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function mix(from: string, to: string, share: number): string {
  const target = rgbOf(to)
  return toHex(rgbOf(from).map((value, i) => value + (target[i]! - value) * share) as unknown as Rgb)
}

/**
 * The contrast of two colours, from 1 to 21 (WCAG 2.1, relative luminance).
 *
 * @throws RangeError when one is not `#RGB` or `#RRGGBB`
 */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

function readable(text: string, grounds: readonly string[]): boolean {
  return grounds.every((ground) => contrast(text, ground) >= TEXT_CONTRAST)
}

// The first of ever darker shades that `fits`; black always does where this is called.
function darkenUntil(colour: string, fits: (shade: string) => boolean): string {
  for (let share = 0; share < 1; share += 0.02) {
    const shade = mix(colour, BLACK, share)
    if (fits(shade)) return shade
  }
  return BLACK
}

// Same hue, half the saturation, the lightness of a tinted paper.
function softOf(hex: string): string {
  const [red, green, blue] = rgbOf(hex).map((value) => value / 255) as unknown as Rgb
  const max = Math.max(red, green, blue)
  const min = Math.min(red, green, blue)
  const spread = max - min
  const lightness = (max + min) / 2
  if (spread === 0) return toHex([236, 236, 236])
  const saturation = spread / (1 - Math.abs(2 * lightness - 1))
  // The part of each channel above the least one carries the hue.
  const softLightness = 0.918
  const softSpread = Math.min(saturation, 1) * 0.5 * (1 - Math.abs(2 * softLightness - 1))
  const base = softLightness - softSpread / 2
  return toHex(
    [red, green, blue].map((value) => (base + ((value - min) / spread) * softSpread) * 255) as unknown as Rgb,
  )
}

/**
 * Everything the screens need from a collectivité's colour, legible whatever the colour is: text on the
 * brand and the brand as text keep 4.5:1. A colour on which neither white nor ink is legible is darkened
 * until white is.
 *
 * @param hex `#RGB` or `#RRGGBB`; anything else gives the palette of the default brand
 */
export function brandPalette(hex: string): BrandPalette {
  const wanted = toHex(toRgb(hex) ?? rgbOf(DEFAULT_BRAND))
  const inkOnIt = !readable(WHITE, [wanted]) && readable(COLOURS.ink, [wanted])
  const brandInk = inkOnIt ? COLOURS.ink : WHITE
  const brand = inkOnIt ? wanted : darkenUntil(wanted, (shade) => readable(WHITE, [shade]))

  // Away from the text colour, so that the contrast grows; where there is no room left, a little towards it.
  const room = inkOnIt ? luminance(brand) < 0.85 : luminance(brand) > 0.02
  const away = inkOnIt ? WHITE : BLACK
  const hover = room ? mix(brand, away, 0.2) : mix(brand, inkOnIt ? BLACK : WHITE, 0.12)
  const brandSoft = softOf(brand)
  const grounds = [COLOURS.paper, COLOURS.card, COLOURS.sand, brandSoft]
  return {
    brand,
    brandInk,
    brandHover: readable(brandInk, [hover]) ? hover : brand,
    brandSoft,
    brandText: darkenUntil(brand, (shade) => readable(shade, grounds)),
  }
}

/**
 * The palette as CSS custom properties, for the `style` attribute of `<html>`.
 *
 * @param hex the collectivité's colour, as for `brandPalette`
 */
export function brandVariables(hex: string): Record<`--${string}`, string> {
  const palette = brandPalette(hex)
  return {
    '--brand': palette.brand,
    '--brand-ink': palette.brandInk,
    '--brand-hover': palette.brandHover,
    '--brand-soft': palette.brandSoft,
    '--brand-text': palette.brandText,
  }
}
