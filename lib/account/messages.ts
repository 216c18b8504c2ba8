import { PASSWORD_LENGTH } from './rules'

export const WEAK_PASSWORD =
  'Ce mot de passe est trop facile à deviner. Ajoutez des mots sans rapport entre eux, par exemple quatre mots au hasard.'

export const PASSWORD_ADVICE = `Au moins ${PASSWORD_LENGTH.min} caractères. Le plus simple : quatre mots sans rapport entre eux. Vous pouvez coller un mot de passe.`

export const CAPTCHA_MISSING = 'Cochez la case « Je ne suis pas un robot » et attendez la coche.'
export const CAPTCHA_WRONG =
  'La vérification n’a pas abouti. Cochez de nouveau la case « Je ne suis pas un robot ».'
export const CAPTCHA_EXPIRED =
  'La vérification a plus de dix minutes. Cochez de nouveau la case « Je ne suis pas un robot ».'

export const LOGIN_REFUSED =
  'E-mail ou mot de passe incorrect. Vérifiez-les, ou choisissez un nouveau mot de passe.'
export const WRONG_CURRENT_PASSWORD = 'Ce mot de passe n’est pas le vôtre. Vérifiez-le et recommencez.'

export const LINK_UNKNOWN = 'Ce lien n’est pas valable. Vérifiez que vous l’avez ouvert en entier.'
export const LINK_EXPIRED = 'Ce lien n’est plus valable : il a expiré.'
export const LINK_USED = 'Ce lien a déjà servi.'
export const ACCOUNT_EXISTS = 'Un compte existe déjà avec cette adresse. Connectez-vous.'
export const EMAIL_TAKEN = 'Cette adresse ne peut plus être utilisée. Recommencez avec une autre adresse.'

/** « Trop d’essais… »: what a throttled form says. `wait` in words, from `waitInWords`. */
export function tooManyAttempts(wait: string): string {
  return `Trop d’essais en peu de temps. Réessayez dans ${wait}.`
}
