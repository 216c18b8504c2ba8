import type { Metadata } from 'next'
import { LinkForm } from '../../confirmation/link-form'
import { NarrowPage } from '@/components/layout/narrow-page'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { StateBadge } from '@/components/ui/state-badge'
import { Tag } from '@/components/ui/tag'
import { formatDeadline } from '@/lib/activity/rules/deadline'
import { now } from '@/lib/core/clock'
import { linkLimit } from '@/lib/core/mail-link'
import { LINK_WORDS } from '@/lib/planning/messages'
import { linkedDays, type LinkedDays } from '@/lib/planning/queries/mail-links'
import { bookAction } from './actions'
import { DayList } from './day-list'

export const metadata: Metadata = { title: 'Réserver ces journées', robots: { index: false } }

type Valid = Extract<LinkedDays, { state: 'valid' }>

// Mail scanners follow links: opening the page changes nothing.
export default async function ReminderPage({
  params,
  searchParams,
}: {
  params: Promise<{ jeton: string }>
  searchParams: Promise<{ fait?: string }>
}) {
  const { jeton } = await params
  const isDone = (await searchParams).fait === '1'
  const at = now()
  const refused = await linkLimit(at)
  const link = refused ? null : await linkedDays(jeton, at)
  if (!link || link.state === 'unknown' || link.state === 'expired')
    return (
      <NarrowPage title={refused ? 'Réessayez plus tard' : 'Ce lien ne sert plus'}>
        <Card className="flex flex-col items-start gap-5">
          <p>{refused ?? LINK_WORDS[link!.state === 'expired' ? 'expired' : 'unknown']}</p>
          <LinkButton href="/famille/planning">Aller à mon planning</LinkButton>
        </Card>
      </NarrowPage>
    )
  if (link.state === 'used')
    return (
      <NarrowPage title={isDone ? 'C’est enregistré' : 'Ce lien a déjà servi'}>
        <Card className="flex flex-col gap-5">
          {isDone ? (
            <Alert tone="success" live>
              Votre accusé de réception arrive par e-mail. Voici ces journées :
            </Alert>
          ) : (
            <p>Il ne sert qu’une fois. Voici ces journées, telles qu’elles sont maintenant :</p>
          )}
          <DayList days={link.days.map((one) => ({ ...one, mark: <StateBadge state={one.entry} /> }))} />
          <LinkButton href="/famille/planning" variant="secondary" className="self-start">
            Aller à mon planning
          </LinkButton>
        </Card>
      </NarrowPage>
    )
  return <ToBook link={link} token={jeton} isDone={isDone} />
}

function ToBook({ link, token, isDone }: { link: Valid; token: string; isDone: boolean }) {
  const { days, until, gone } = link
  const possible = days.filter(({ outcome }) => outcome !== 'IMPOSSIBLE' && outcome !== 'ALREADY')
  const isOne = possible.length === 1
  return (
    <NarrowPage
      title={
        possible.length === 0
          ? 'Plus rien à réserver'
          : isOne
            ? 'Réserver cette journée'
            : 'Réserver ces journées'
      }
    >
      <Card className="flex flex-col gap-5">
        {isDone && (
          <Alert tone="warning" live>
            Rien n’a pu être réservé : ces journées ont changé entre-temps.
          </Alert>
        )}
        <DayList days={days.map((one) => ({ ...one, mark: <Outcome {...one} />, note: one.reason }))} />
        {gone > 0 && (
          <p>
            {gone === 1
              ? 'Une autre journée de l’e-mail n’est'
              : `${gone} autres journées de l’e-mail ne sont`}{' '}
            plus ouverte{gone === 1 ? '' : 's'} à votre enfant.
          </p>
        )}
        {possible.length > 0 && (
          <>
            <p className="text-note text-muted">
              Ce lien sert une seule fois, jusqu’au {formatDeadline(until)}. Il ne vous connecte pas.
            </p>
            <LinkForm
              action={bookAction}
              token={token}
              label={isOne ? 'Réserver cette journée' : `Réserver ces ${possible.length} journées`}
              pendingLabel="Réservation…"
            />
          </>
        )}
        <LinkButton href="/famille/planning" variant="secondary" className="self-start">
          {possible.length > 0 ? 'Choisir sur mon planning' : 'Aller à mon planning'}
        </LinkButton>
      </Card>
    </NarrowPage>
  )
}

/** What the button will do with a day. */
function Outcome({ outcome, rank, costsMore }: Valid['days'][number]) {
  if (outcome === 'ACCEPTED')
    return costsMore ? <Tag tone="warning">Avec une majoration</Tag> : <Tag tone="success">Sera réservé</Tag>
  if (outcome === 'PENDING') return <Tag tone="waiting">Attendra la réponse du service</Tag>
  if (outcome === 'WAITLISTED') return <Tag tone="waiting">Liste d’attente, rang {rank}</Tag>
  if (outcome === 'ALREADY') return <Tag tone="neutral">Déjà fait</Tag>
  return <Tag tone="danger">Impossible</Tag>
}
