/** A text as a part of a file's name: « Justificatif de domicile » as « justificatif-de-domicile ». */
export function plainName(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return plain.replace(/^-|-$/g, '') || 'document'
}
