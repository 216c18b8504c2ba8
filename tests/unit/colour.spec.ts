import { expect, test } from '@playwright/test'
import fc from 'fast-check'
import { brandPalette, brandVariables, contrast, TEXT_CONTRAST } from '@/lib/core/colour'
import { CHILD_COLOURS, COLOURS } from '@/lib/core/tokens'

function expectLegible(hex: string) {
  const { brand, brandInk, brandHover, brandSoft, brandText } = brandPalette(hex)
  expect(contrast(brandInk, brand), `${hex}: text on the brand`).toBeGreaterThanOrEqual(TEXT_CONTRAST)
  expect(contrast(brandInk, brandHover), `${hex}: text on the hover`).toBeGreaterThanOrEqual(TEXT_CONTRAST)
  for (const ground of [COLOURS.paper, COLOURS.card, COLOURS.sand, brandSoft])
    expect(contrast(brandText, ground), `${hex}: brand text on ${ground}`).toBeGreaterThanOrEqual(
      TEXT_CONTRAST,
    )
  expect(contrast(COLOURS.ink, brandSoft), `${hex}: ink on the soft brand`).toBeGreaterThanOrEqual(
    TEXT_CONTRAST,
  )
  expect(contrast(COLOURS.muted, brandSoft), `${hex}: muted on the soft brand`).toBeGreaterThanOrEqual(
    TEXT_CONTRAST,
  )
}

test('contrast follows the WCAG formula', () => {
  expect(contrast('#000', '#fff')).toBe(21)
  expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2)
  expect(contrast('#0F5E6E', '#FFFFFF')).toBeCloseTo(7.33, 1)
})

test('a dark brand is kept as the collectivité set it, with white text', () => {
  expect(brandPalette('#0f5e6e')).toMatchObject({
    brand: '#0F5E6E',
    brandInk: '#FFFFFF',
    brandText: '#0F5E6E',
  })
})

test('a light brand is kept, takes ink text, and is darkened where it is itself the text', () => {
  const yellow = brandPalette('#FFD400')
  expect(yellow).toMatchObject({ brand: '#FFD400', brandInk: COLOURS.ink })
  expect(yellow.brandText).not.toBe(yellow.brand)
})

test('a colour on which neither white nor ink is legible is darkened until white is', () => {
  const grey = brandPalette('#808080')
  expect(grey.brandInk).toBe('#FFFFFF')
  expect(contrast(grey.brand, '#FFFFFF')).toBeLessThan(5)
})

for (const hex of [
  '#FFD400',
  '#FADADD',
  '#000000',
  '#FFFFFF',
  '#808080',
  '#FF0000',
  '#00FF00',
  '#0000FF',
  '#E8590C',
])
  test(`text stays legible with ${hex} as the brand`, () => expectLegible(hex))

test('text stays legible with any brand', () => {
  const colours = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
  fc.assert(fc.property(colours, expectLegible))
})

test('the hover differs from the brand, so that it can be seen', () => {
  for (const hex of ['#0F5E6E', '#FFD400', '#000000', '#FFFFFF', '#FADADD'])
    expect(brandPalette(hex).brandHover).not.toBe(brandPalette(hex).brand)
})

test('what is not a colour gives the default brand, never a broken style', () => {
  for (const bad of ['', 'red', '#12', '#GGGGGG', '#0F5E6E;background:url(x)'])
    expect(brandVariables(bad)).toEqual(brandVariables('#0F5E6E'))
})

test('initials in white are legible on the colour of every child', () => {
  for (const colour of CHILD_COLOURS)
    expect(contrast('#FFFFFF', colour)).toBeGreaterThanOrEqual(TEXT_CONTRAST)
})

test('every ink is legible on its ground and the edge of a control has 3:1', () => {
  const pairs = [
    ['success', 'success-soft'],
    ['warning', 'warning-soft'],
    ['danger', 'danger-soft'],
    ['waiting', 'waiting-soft'],
    ['absent', 'absent-soft'],
    ['muted', 'sand'],
    ['enrolled', 'card'],
    ['ink', 'sun'],
    ['ink', 'sun-hover'],
    ['card', 'success'],
    ['card', 'danger'],
  ] as const
  for (const [ink, ground] of pairs)
    expect(contrast(COLOURS[ink], COLOURS[ground]), `${ink} on ${ground}`).toBeGreaterThanOrEqual(
      TEXT_CONTRAST,
    )
  for (const ground of ['card', 'paper', 'sand'] as const)
    expect(contrast(COLOURS.control, COLOURS[ground])).toBeGreaterThanOrEqual(3)
})
