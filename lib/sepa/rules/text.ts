/** What is written otherwise in the Latin signs that banks exchange; accents go by themselves. */
const REPLACED: Readonly<Record<string, string>> = {
  ...{ œ: 'oe', Œ: 'OE', æ: 'ae', Æ: 'AE', ß: 'ss', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', ı: 'i' },
  ...{
    '’': "'",
    '‘': "'",
    '`': "'",
    '–': '-',
    '—': '-',
    '‑': '-',
    _: '-',
    '&': '+',
    '°': 'o',
    '€': 'EUR',
    ';': ',',
  },
}

/**
 * A text in the signs that every bank of the SEPA takes (EPC217-08: letters without accents, digits, « / - ? : ( ) . , ' + »
 * and space), cut to what its element holds. It neither begins nor ends with « / », nor holds two of them. Empty when nothing
 * of it can be written.
 */
export function sepaText(text: string, max: number): string {
  const plain = [...text]
    .map((sign) => REPLACED[sign] ?? sign)
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' ')
    .replace(/\/{2,}/g, '/')
    .replace(/ {2,}/g, ' ')
  return plain
    .replace(/^[ /]+/, '')
    .slice(0, max)
    .replace(/[ /]+$/, '')
}
