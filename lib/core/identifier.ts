/** Whether a text from an address or a form can be an identifier (UUID). What can't names nothing: 404. */
export function isIdentifier(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
