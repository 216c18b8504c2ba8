import { PAGE_EXPIRED } from '@/lib/core/action-state'
import { refuse, sendTo } from '@/lib/core/route-answers'

/** What the upload form's script reads. */
export type UploadAnswer = { to: string } | { message: string; file?: number }

const SESSION_ENDED =
  'Votre session est terminée : rien n’a été envoyé. Reconnectez-vous dans un autre onglet, puis envoyez de nouveau.'

/** Answers an upload in the way it was asked: the form's script reads JSON, a form without scripts is sent on. */
export function answerTo(request: Request) {
  const isScript = request.headers.get('accept')?.includes('application/json') ?? false
  const json = (answer: UploadAnswer, status = 200) => Response.json(answer, { status })
  return {
    /** It is done: where to go. */
    done: (to: string) => (isScript ? json({ to }) : sendTo(to)),
    /** It is refused: the page that says so, the sentence, and which file is meant. */
    problem: (to: string, message: string, file?: number) =>
      isScript ? json({ message, file }, 422) : sendTo(to),
    /** Nobody may do so, or nothing is there. */
    refuse: (status: number, message: string) =>
      isScript ? json({ message }, status) : refuse(status, message),
    pageExpired: () => (isScript ? json({ message: PAGE_EXPIRED }, 403) : refuse(403, PAGE_EXPIRED)),
    sessionEnded: (back: string) =>
      isScript
        ? json({ message: SESSION_ENDED }, 401)
        : sendTo(`/connexion?suite=${encodeURIComponent(back)}`),
  }
}
