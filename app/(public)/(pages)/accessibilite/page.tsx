import type { Metadata } from 'next'
import { TextPage } from '@/components/layout/text-page'
import { getAuthority } from '@/lib/authority/queries'
import { ACCESSIBILITY_WORDS } from '@/lib/authority/rules'
import { day, formatDay } from '@/lib/core/day'

export const metadata: Metadata = { title: 'Accessibilité' }

/** The day on which what this page says of the software was last checked. */
const DECLARED_ON = day('2026-11-24')

/** The declaration of accessibility, in the order and under the titles that the RGAA imposes. */
export default async function AccessibilityPage() {
  const { name, accessibilityStatus, phone, email, postalAddress } = await getAuthority()
  const isAudited = accessibilityStatus !== 'NON_COMPLIANT'
  return (
    <TextPage
      title="Déclaration d’accessibilité"
      subtitle={`Accessibilité : ${ACCESSIBILITY_WORDS[accessibilityStatus]}`}
    >
      <p>
        {name} s’engage à rendre ses sites internet, intranet, extranet et ses progiciels accessibles,
        conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005. Le schéma pluriannuel de mise en
        accessibilité et le plan d’actions de l’année sont à demander au contact ci-dessous.
      </p>
      <p>Cette déclaration s’applique au portail citoyen et à son Espace Famille, agents compris.</p>

      <h2>État de conformité</h2>
      <p>
        Le portail citoyen de {name} est <strong>{ACCESSIBILITY_WORDS[accessibilityStatus]}</strong> avec le
        référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1.2
        {isAudited
          ? '.'
          : ' : aucun audit de conformité en cours de validité ne permet encore de dire mieux.'}
      </p>

      <h2>Résultats des tests</h2>
      {isAudited ? (
        <p>Les résultats de l’audit de conformité sont communiqués sur demande au contact ci-dessous.</p>
      ) : (
        <p>
          Aucun audit n’a encore été mené : il n’y a pas de taux de conformité à publier. Des contrôles
          automatiques sont faits à chaque version du logiciel ; ils ne trouvent qu’une partie des défauts et
          ne remplacent pas un audit.
        </p>
      )}

      <h2>Contenus non accessibles</h2>
      <h3>Non-conformités</h3>
      <p>
        {isAudited
          ? 'Elles figurent dans les résultats de l’audit.'
          : 'Faute d’audit, elles ne sont pas encore recensées.'}
      </p>
      <h3>Dérogations pour charge disproportionnée</h3>
      <p>Aucune dérogation n’est invoquée.</p>
      <h3>Contenus non soumis à l’obligation d’accessibilité</h3>
      <p>Aucun contenu n’est exclu de l’obligation.</p>

      <h2>Établissement de cette déclaration d’accessibilité</h2>
      <p>Cette déclaration a été établie le {formatDay(DECLARED_ON, 'long')}.</p>
      <h3>Technologies utilisées</h3>
      <ul>
        <li>HTML5</li>
        <li>WAI-ARIA</li>
        <li>CSS</li>
        <li>JavaScript</li>
        <li>SVG</li>
      </ul>
      <h3>Environnement de test</h3>
      <p>
        Navigateur Chromium, aux largeurs d’un téléphone et d’un ordinateur. Les essais avec des lecteurs
        d’écran (NVDA et Firefox, VoiceOver et Safari) restent à mener avec l’audit.
      </p>
      <h3>Outils d’évaluation</h3>
      <ul>
        <li>axe-core</li>
      </ul>
      <h3>Pages ayant fait l’objet d’une vérification</h3>
      <p>Par les contrôles automatiques :</p>
      <ul>
        <li>Accueil</li>
        <li>Se connecter</li>
        <li>Aide et contact</li>
        <li>Mentions légales</li>
        <li>Données personnelles</li>
        <li>Accessibilité</li>
        <li>Plan du site</li>
      </ul>

      <h2>Retour d’information et contact</h2>
      <p>
        Si vous n’arrivez pas à accéder à un contenu ou à un service, vous pouvez contacter {name} pour être
        orienté vers une solution accessible ou obtenir le contenu sous une autre forme :
      </p>
      <ul>
        <li>
          E-mail : <a href={`mailto:${email}`}>{email}</a>
        </li>
        <li>Téléphone : {phone}</li>
        <li>Courrier : {postalAddress}</li>
      </ul>

      <h2>Voies de recours</h2>
      <p>
        Cette procédure est à utiliser si vous avez signalé un défaut d’accessibilité qui vous empêche
        d’accéder à un contenu ou à un service du portail, et que vous n’avez pas obtenu de réponse
        satisfaisante. Vous pouvez :
      </p>
      <ul>
        <li>
          écrire un message au <a href="https://formulaire.defenseurdesdroits.fr/">Défenseur des droits</a> ;
        </li>
        <li>
          contacter le{' '}
          <a href="https://www.defenseurdesdroits.fr/saisir/delegues">
            délégué du Défenseur des droits dans votre région
          </a>{' '}
          ;
        </li>
        <li>
          envoyer un courrier par la poste (gratuit, ne pas mettre de timbre) : Défenseur des droits, Libre
          réponse 71120, 75342 Paris CEDEX 07.
        </li>
      </ul>
    </TextPage>
  )
}
