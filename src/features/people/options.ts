import { createHash } from 'node:crypto'
import type { Day } from '../../lib/dates.ts'
import type { Db } from '../../platform/db.ts'
import type { Provider } from './work/client.ts'

/** What sign-in needs to know of this installation. */
export interface Options {
  demonstration: boolean
  /** Names the cookies. */
  pack: string
  /** Cookies only over HTTPS. */
  secure: boolean
  /** Where people find Upstream, without a last slash: what links in mails begin with. */
  address: string
  today(): Day
  now(): Date
  /** Can mail be sent, or shown in the demonstration? */
  mail: boolean
  /** The organisation's own sign-in. */
  provider: Provider | undefined
  /** Seals secrets in the database; without it nobody can set up codes. */
  key: Buffer | undefined
  /** The places somebody may answer for, by code. */
  boroughs(db: Db): Promise<{ code: string; name: string }[]>
  /** Ends the private link of an account's calendar, which a room further down keeps; gives how many there were. */
  endFeed(tx: Db, accountId: number): Promise<number>
}

/** What is given where the program starts; the rest follows. */
export type Given = Partial<Pick<Options, 'address' | 'mail' | 'provider' | 'key' | 'now'>>

/** All of it. The demonstration shows its mails and keeps its invented secrets under a key that everybody knows. */
export const complete = (
  base: Pick<Options, 'demonstration' | 'pack' | 'secure' | 'today' | 'boroughs' | 'endFeed'>,
  given: Given = {},
): Options => ({
  ...base,
  address: given.address ?? 'http://localhost:3000',
  now: given.now ?? (() => new Date()),
  mail: base.demonstration || (given.mail ?? false),
  provider: base.demonstration ? undefined : given.provider,
  key: given.key ?? (base.demonstration ? createHash('sha256').update('demonstration').digest() : undefined),
})
