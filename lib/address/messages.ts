/** What the search of an address says; it says nothing loud, since the fields below take any address. */
export const ADDRESS_MESSAGES = {
  label: 'Rechercher l’adresse',
  hint: 'Trois lettres au moins, puis choisissez dans la liste. Ou remplissez vous-même les champs ci-dessous.',
  list: 'Adresses proposées',
  unavailable: 'La recherche d’adresse ne répond pas : écrivez l’adresse vous-même.',
  none: 'Aucune adresse trouvée : écrivez-la vous-même.',
  chosen: 'Adresse choisie : numéro et voie, code postal et commune sont remplis.',
  found: (count: number) =>
    count > 1
      ? `${count} adresses proposées. Flèches haut et bas pour les lire, Entrée pour choisir.`
      : '1 adresse proposée. Flèche bas pour la lire, Entrée pour choisir.',
} as const
