// The ways mail may leave: what the settings say of each, and what each becomes.

/** One mail to one person; throws when it did not go. */
export type Send = (mail: { id: number; to: string; subject: string; body: string }) => Promise<void>

export interface Smtp {
  kind: 'smtp'
  /** `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`. */
  url: string
  from: string
}

export interface Notify {
  kind: 'notify'
  /** Name, service and secret, as GOV.UK Notify gives them: `name-SERVICE-SECRET`. */
  key: string
  /** A template of the service with the two fields ((subject)) and ((body)). */
  template: string
}
