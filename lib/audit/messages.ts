/** What each action of the journal says, after the name of who did it: « Sofia Delmas a demandé… ». */
export const ACTION_SENTENCES = {
  'account.sign-up': 'a demandé la création d’un compte',
  'account.create': 'a confirmé la création de son compte',
  'account.login': 's’est connecté(e)',
  'account.login-refused': 'a vu sa connexion refusée',
  'account.logout': 's’est déconnecté(e)',
  'account.session-end': 'a fermé une session',
  'account.names-change': 'a changé son nom',
  'account.email-ask': 'a demandé à changer d’e-mail',
  'account.email-cancel': 'a annulé son changement d’e-mail',
  'account.email-change': 'a changé d’e-mail',
  'account.password-change': 'a changé son mot de passe',
  'account.password-refused': 's’est trompé(e) de mot de passe',
  'account.password-reset': 'a choisi un nouveau mot de passe',
  'account.reset-ask': 'a demandé un nouveau mot de passe',
  'account.delete': 'a supprimé son compte',
  'agent.create': 'a créé un compte d’agent',
  'agent.invite': 'a renvoyé un lien à un agent',
  'agent.role-change': 'a changé le rôle d’un agent',
  'agent.disable': 'a fermé le compte d’un agent',
  'agent.enable': 'a rouvert le compte d’un agent',
  'code.issue': 'a créé un code abonné',
  'code.use': 'a utilisé un code abonné',
  'code.revoke': 'a annulé un code abonné',
  'subscription.end': 'a mis fin à un abonnement',
  'change.ask': 'a demandé une modification du dossier',
  'change.amend': 'a corrigé une demande de modification',
  'change.withdraw': 'a retiré une demande de modification',
  'change.settle': 'a modifié son dossier, sans validation à attendre',
  'change.accept': 'a accepté une modification du dossier',
  'change.refuse': 'a refusé une modification du dossier',
  'family.create': 'a créé une famille',
  'family.confirm': 'a confirmé que le dossier est à jour',
  'family.edit': 'a modifié une famille',
  'family.import': 'a importé une famille',
  'guardian.create': 'a ajouté un responsable',
  'guardian.edit': 'a modifié un responsable',
  'child.create': 'a ajouté un enfant',
  'child.edit': 'a modifié un enfant',
  'guardianship.edit': 'a modifié le lien d’un responsable avec un enfant',
  'enrollment.add': 'a inscrit un enfant à une activité',
  'enrollment.end': 'a mis fin à l’inscription d’un enfant à une activité',
  'activity.create': 'a créé une activité',
  'activity.update': 'a modifié une activité',
  'closure.add': 'a ajouté une fermeture',
  'closure.remove': 'a retiré une fermeture',
  'import.run': 'a importé des familles',
  'health.read': 'a lu les données de santé d’un enfant',
  'request.ask': 'a fait une demande',
  'request.withdraw': 'a retiré une demande',
  'request.cancel': 'a annulé une réservation',
  'request.accept': 'a accepté une demande',
  'request.refuse': 'a refusé une demande',
} as const satisfies Record<string, string>

/** The sentence of an action; one that the list does not know is shown by its code. */
export function actionSentence(action: string): string {
  return (ACTION_SENTENCES as Record<string, string>)[action] ?? `: ${action}`
}

/** The kinds of actions that the journal is filtered by: the word before the point, on the screen. */
export const ACTION_KINDS = {
  account: 'Comptes et connexions',
  agent: 'Agents',
  code: 'Codes abonnés',
  subscription: 'Abonnements',
  change: 'Modifications demandées',
  family: 'Familles',
  import: 'Imports',
  guardian: 'Responsables',
  child: 'Enfants',
  guardianship: 'Liens responsable-enfant',
  health: 'Lectures de données de santé',
  activity: 'Réglages des activités',
  closure: 'Fermetures',
  enrollment: 'Inscriptions aux activités',
  request: 'Demandes de réservation et d’absence',
} as const satisfies Record<string, string>

export type ActionKind = keyof typeof ACTION_KINDS

export const ACTOR_LABELS = { CITIZEN: 'Un parent', AGENT: 'Un agent', SYSTEM: 'Le portail' } as const
