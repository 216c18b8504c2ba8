import { Card } from '@/components/ui/card'

const STEPS = [
  {
    title: 'Créez votre compte',
    text: 'Nom, e-mail, mot de passe. Vous recevez un lien pour confirmer.',
  },
  {
    title: 'Saisissez votre code abonné',
    text: 'Il figure sur le courrier de la mairie. Il relie votre compte à vos enfants.',
  },
  {
    title: 'Consultez votre planning',
    text: 'Tout est prêt : activités, demandes et dossier de la famille.',
  },
]

/** « Pour commencer », in three steps. */
export function FirstSteps() {
  return (
    <section aria-labelledby="commencer">
      <h2 id="commencer" className="text-2xl">
        Pour commencer
      </h2>
      <ol className="mt-5 grid gap-4 md:grid-cols-3">
        {STEPS.map(({ title, text }, index) => (
          <li key={title}>
            <Card className="h-full max-md:flex max-md:gap-4">
              <p aria-hidden className="heading text-2xl text-brand-text md:mb-2">
                {index + 1}
              </p>
              <div>
                <h3 className="text-lg lg:text-xl">{title}</h3>
                <p className="mt-1 text-muted">{text}</p>
              </div>
            </Card>
          </li>
        ))}
      </ol>
    </section>
  )
}
