import { z } from 'zod'
import { normaliseEmail, PASSWORD_LENGTH } from './rules'

/** A name of a person, in an account. */
export const nameField = (missing: string) =>
  z
    .string(missing)
    .trim()
    .min(1, missing)
    .max(80, 'Écrivez 80 caractères au plus.')
    .regex(/^[^\p{Cc}<>]*$/u, 'Ce champ contient un caractère qui n’est pas accepté.')
    .transform((text) => text.normalize('NFC'))

const lastName = nameField('Écrivez votre nom.')
const firstName = nameField('Écrivez votre prénom.')

/** The e-mail by which an account is known, as it is stored. */
export const emailField = (missing: string) =>
  z
    .string(missing)
    .trim()
    .min(1, missing)
    .max(254, 'Cette adresse est trop longue.')
    .transform(normaliseEmail)
    .pipe(z.email('Écrivez une adresse complète, par exemple nom@exemple.fr.'))

const email = emailField('Écrivez votre adresse e-mail.')

const newPassword = z
  .string('Choisissez un mot de passe.')
  .min(1, 'Choisissez un mot de passe.')
  .refine((text) => [...text].length >= PASSWORD_LENGTH.min, {
    error: `Choisissez un mot de passe d’au moins ${PASSWORD_LENGTH.min} caractères.`,
    when: ({ value }) => typeof value === 'string' && value !== '',
  })
  .refine((text) => [...text].length <= PASSWORD_LENGTH.max, {
    error: `Choisissez un mot de passe de ${PASSWORD_LENGTH.max} caractères au plus.`,
    when: ({ value }) => typeof value === 'string',
  })

/** The password, asked for again before what is sensitive. */
export const currentPassword = z
  .string('Écrivez votre mot de passe.')
  .min(1, 'Écrivez votre mot de passe.')
  .max(1_000, 'Ce mot de passe est trop long.')

const token = z.string().max(200)

export const signUpSchema = z.object({
  lastName,
  firstName,
  email,
  password: newPassword,
  altcha: z.string().max(4_000).default(''),
})

export const logInSchema = z.object({
  email,
  password: currentPassword,
  remember: z.literal('on').optional(),
  suite: z.string().optional(),
})

export const linkSchema = z.object({ token })

export const askResetSchema = z.object({ email })

export const resetPasswordSchema = z.object({ token, password: newPassword })

export const changeNamesSchema = z.object({ lastName, firstName })

export const changePasswordSchema = z.object({ currentPassword, password: newPassword })

export const changeEmailSchema = z.object({ email, currentPassword })

export const deleteAccountSchema = z.object({ currentPassword })

export const endSessionSchema = z.object({ sessionId: z.uuid() })

export const nothingSchema = z.object({})

/** « Mes notifications ». */
export const notificationsSchema = z.object({ reminders: z.literal('on').optional() })
