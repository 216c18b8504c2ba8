/** placeholder until the look lands */
export function brandPalette(brand: string) {
  return { brand, brandInk: '#FFFFFF' }
}
