import {
  electronicFormatIBAN,
  friendlyFormatIBAN,
  isSEPACountry,
  isValidBIC,
  validateIBAN,
  ValidationErrorsIBAN,
} from 'ibantools'

/** An IBAN without spaces, in capitals; what is typed is not checked. */
export function compactIban(typed: string): string {
  return electronicFormatIBAN(typed) ?? typed
}

/** An IBAN in groups of four: « FR76 3000 … ». */
export function formatIban(iban: string): string {
  return friendlyFormatIBAN(iban) ?? iban
}

/** An account number of which only the last four signs are shown. */
export function maskIban(iban: string): string {
  return `•••• ${iban.slice(-4)}`
}

/** What is wrong with an IBAN, in French, or null. French ones are checked down to their clé RIB (ISO 13616). */
export function ibanProblem(iban: string): string | null {
  const { valid, errorCodes } = validateIBAN(iban)
  if (errorCodes.includes(ValidationErrorsIBAN.NoIBANCountry))
    return 'Un IBAN commence par deux lettres de pays, comme FR.'
  if (!isSEPACountry(iban.slice(0, 2)))
    return 'Ce pays n’est pas dans la zone des prélèvements européens (SEPA).'
  if (errorCodes.includes(ValidationErrorsIBAN.WrongBBANLength))
    return iban.startsWith('FR')
      ? 'Un IBAN français a 27 signes.'
      : 'Cet IBAN n’a pas la longueur de ceux de son pays.'
  return valid ? null : 'Cet IBAN contient une faute de frappe : comparez-le à votre RIB.'
}

/** Whether a text is a BIC, of 8 or 11 signs (ISO 9362). */
export function isBic(text: string): boolean {
  return isValidBIC(text)
}
