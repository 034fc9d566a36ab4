import { addDays, type Day } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Decision, decide, type Kind, kinds, type Subject } from '../../people/index.ts'
import type { Record } from './schemas.ts'

/** Days without a next step after which a thread is stalled, unless the unit's setting says otherwise. */
export const stalledDays = 60

const isKind = (text: string): text is Kind => kinds.some(kind => kind === text)

/** The kind is the first part of the key, and one of the permission matrix: a record of no known kind cannot be kept. */
export function kindOf(key: string): Kind {
  const kind = key.split('/')[0] ?? ''
  if (!isKind(kind)) throw new RangeError(`"${kind}" is not a kind of record the permission matrix knows`)
  return kind
}

export const subjectOf = (record: Pick<Record, 'places' | 'organisation' | 'ownerId' | 'facts'>): Subject => ({
  organisation: record.organisation,
  ownerId: record.ownerId,
  ...record.facts,
  places: [...record.places, ...(record.facts.places ?? [])],
})

/** May this person see the record, and in which form? */
export const mayView = (actor: Actor, record: Record): Decision =>
  decide(actor, 'view', kindOf(record.key), subjectOf(record))

export const visible = (actor: Actor, records: readonly Record[]): Record[] =>
  records.filter(record => mayView(actor, record).allowed)

/** The day before which a record that nothing followed counts as stalled. */
export const stalledBefore = (today: Day, days = stalledDays): Day => addDays(today, -days)

/** A kind as people say it: 'framework-result' is 'Framework result'. */
export const kindWords = (kind: string): string => sentence(kind.replaceAll('-', ' '))
