import type { Tx } from '@/lib/core/db'
import type { Authority, Prisma } from '@/lib/generated/prisma/client.ts'

/** The collectivité: Vallombreuse, zone B, unless told otherwise. */
export async function createAuthority(
  db: Tx,
  values: Partial<Prisma.AuthorityCreateInput> = {},
): Promise<Authority> {
  return db.authority.create({
    data: {
      name: 'Ville de Vallombreuse',
      shortName: 'Vallombreuse',
      schoolZone: 'B',
      welcomeTitle: 'La cantine, l’accueil, les mercredis : tout se règle ici.',
      welcomeText: 'Réservez, signalez une absence, mettez à jour votre dossier, depuis votre téléphone.',
      openingHours:
        'Lundi au vendredi, 8\u00a0h\u00a030 – 12\u00a0h\u00a000, 13\u00a0h\u00a030 – 17\u00a0h\u00a000',
      phone: '02 00 00 00 00',
      email: 'famille@vallombreuse.example',
      postalAddress: 'Hôtel de ville, 1 place de la République, 45000 Vallombreuse',
      dossierDelay: '2 jours ouvrés',
      legalNotice: 'Mentions légales.',
      privacyNotice: 'Données personnelles.',
      ...values,
    },
  })
}
