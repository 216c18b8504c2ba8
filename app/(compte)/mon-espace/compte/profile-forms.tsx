'use client'

import { CheckboxField } from '@/components/form/choice-field'
import { NewPasswordField } from '@/components/form/new-password-field'
import { PasswordField } from '@/components/form/password-field'
import { TextField } from '@/components/form/text-field'
import { PASSWORD_ADVICE } from '@/lib/account/messages'
import { fieldError, typedField, type ActionState } from '@/lib/core/action-state'
import { AccountForm } from './account-form'
import {
  changeEmailAction,
  changeNamesAction,
  changePasswordAction,
  deleteAccountAction,
  setRemindersAction,
} from './actions'

type CurrentPasswordProps = { state: ActionState<void>; id: string }

function CurrentPassword({ state, id }: CurrentPasswordProps) {
  return (
    <PasswordField
      id={id}
      name="currentPassword"
      label="Mot de passe actuel"
      autoComplete="current-password"
      required
      error={fieldError(state, 'currentPassword')}
    />
  )
}

/** Names of the account. */
export function NamesForm({ firstName, lastName }: { firstName: string; lastName: string }) {
  return (
    <AccountForm action={changeNamesAction} submit="Enregistrer" done="Votre nom est enregistré.">
      {(state, idOf) => (
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            id={idOf('lastName')}
            {...typedField(state, 'lastName', lastName)}
            label="Nom"
            autoComplete="family-name"
            required
          />
          <TextField
            id={idOf('firstName')}
            {...typedField(state, 'firstName', firstName)}
            label="Prénom"
            autoComplete="given-name"
            required
          />
        </div>
      )}
    </AccountForm>
  )
}

/** Another e-mail for the account. */
export function EmailForm() {
  return (
    <AccountForm
      action={changeEmailAction}
      submit="Recevoir les liens"
      done="Un lien est parti à chacune des deux adresses. Le changement se fera quand les deux seront confirmées."
      summary="Changer d’adresse e-mail"
    >
      {(state, idOf) => (
        <>
          <TextField
            id={idOf('email')}
            {...typedField(state, 'email')}
            type="email"
            label="Nouvelle adresse e-mail"
            autoComplete="email"
            required
          />
          <CurrentPassword state={state} id={idOf('currentPassword')} />
        </>
      )}
    </AccountForm>
  )
}

/** Another password. `personal`: the names and e-mail that it must not hold. */
export function PasswordForm({ personal }: { personal: string[] }) {
  return (
    <AccountForm
      action={changePasswordAction}
      submit="Changer de mot de passe"
      done="Votre mot de passe est changé. Les autres appareils sont déconnectés."
      summary="Changer de mot de passe"
    >
      {(state, idOf) => (
        <>
          <CurrentPassword state={state} id={idOf('currentPassword')} />
          <NewPasswordField
            id={idOf('password')}
            label="Nouveau mot de passe"
            hint={PASSWORD_ADVICE}
            personal={personal}
            error={fieldError(state, 'password')}
          />
        </>
      )}
    </AccountForm>
  )
}

/** « Mes notifications »: what the account is written about. */
export function NotificationsForm({ reminders }: { reminders: boolean }) {
  return (
    <AccountForm
      action={setRemindersAction}
      submit="Enregistrer mon choix"
      done="Votre choix est enregistré."
    >
      {(_, idOf) => (
        <CheckboxField
          key={String(reminders)}
          id={idOf('reminders')}
          name="reminders"
          defaultChecked={reminders}
          label="Me rappeler par e-mail les journées à réserver"
          hint="Deux jours avant la fin du délai, et une semaine avant pour les vacances. Une fois par journée."
        />
      )}
    </AccountForm>
  )
}

/** The end of the account. */
export function DeleteForm() {
  return (
    <AccountForm
      action={deleteAccountAction}
      submit="Supprimer mon compte"
      variant="danger"
      done="Votre compte est supprimé."
      summary="Supprimer mon compte"
    >
      {(state, idOf) => <CurrentPassword state={state} id={idOf('currentPassword')} />}
    </AccountForm>
  )
}
