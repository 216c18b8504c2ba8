import type { AgentRole } from '@/lib/generated/prisma/enums.ts'

/** The roles of agents, on the screen. */
export const ROLE_LABELS = {
  ADMINISTRATOR: 'Administration',
  FAMILY_SERVICE: 'Service famille',
  BILLING: 'Régie',
  ON_SITE: 'Équipe sur place',
} as const satisfies Record<AgentRole, string>

/** What each role opens, for who gives it. */
export const ROLE_HINTS = {
  ADMINISTRATOR: 'Tout, dont les agents et le journal.',
  FAMILY_SERVICE: 'Dossiers, demandes, codes, activités, reprise de données ; allergies et PAI.',
  BILLING: 'Les familles, sans les allergies ni les PAI.',
  ON_SITE: 'Les enfants attendus aux activités choisies ci-dessous, et rien d’autre.',
} as const satisfies Record<AgentRole, string>

/** Refusals and results, by code. */
export const AGENT_MESSAGES = {
  emailTaken: 'Cette adresse a déjà un compte. Un compte d’agent est toujours distinct de celui d’un parent.',
  lastAdministrator: 'C’est le dernier compte d’administration : donnez d’abord ce rôle à un autre agent.',
  ownAccount: 'Vous ne pouvez pas fermer votre propre compte ni changer votre rôle.',
  activityGone: 'Une de ces activités n’existe plus : rechargez la page.',
  activitiesMissing: 'Cochez au moins une activité.',
  invited: 'Le lien est parti : il fonctionne 7 jours.',
} as const
