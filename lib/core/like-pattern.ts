/** A text whose « % », « _ » and « \ » mean themselves in a LIKE pattern. */
export function likePattern(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`)
}
