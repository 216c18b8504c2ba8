/**
 * An expected refusal: what was asked is not possible, and the person reads why.
 * `code` is stable (tests, logs), `message` is French, `fields` ties texts to form fields by name.
 */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(message)
    this.name = 'Refusal'
  }
}

/** What was asked for does not exist for this actor: it becomes a page 404, whatever the reason. */
export class NotFound extends Error {
  constructor() {
    super('not found')
    this.name = 'NotFound'
  }
}
