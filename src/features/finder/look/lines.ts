// Several entries on one sheet: a plan, what is saved on a telephone, the page of a ward.
import type { Day } from '../../../lib/dates.ts'
import type { DayFacts } from '../../../lib/schedule/types.ts'
import type { Db } from '../../../platform/db.ts'
import { type PublicEntry, publicEntries } from '../entries/public.ts'
import { isQuiet } from '../quiet.ts'
import { finder } from './address.ts'
import { entryView } from './entry-view.ts'
import type { Tongue } from './words/index.ts'

export interface SheetLine {
  id: string
  href: string
  name: string
  when: string
  /** All of it is in the language of the page. */
  whenOwn: boolean
  next: string
  where: string
  about: string
  join: string
  phone: string
}

export interface Sheet {
  t: Tongue
  today: Day
  minutes: number
  factsOf(borough: string | null): (day: Day) => DayFacts
  /** It hangs on a wall: days by their dates, never “tomorrow”. */
  posted?: boolean
}

/** What a sheet says of one entry. */
export function lineOf(entry: PublicEntry, { t, today, minutes, factsOf, posted }: Sheet): SheetLine {
  const facts = factsOf(entry.boroughCode)
  const view = entryView({ entry, t, today, minutes, factsOf: facts, address: '', quiet: isQuiet(entry), posted })
  const [next] = view.next
  return {
    ...{ id: entry.id, href: `${finder}/${entry.id}`, name: view.name },
    when: view.pattern.map(({ text }) => text).join('. ') || t.say('when.any'),
    whenOwn: view.pattern.every(({ own }) => own),
    next: next ? `${next.text}${next.unsure ? `. ${t.say('entry.unsure')}` : ''}` : '',
    where: view.where.join(', '),
    about: [...view.who, view.cost[0]].filter(Boolean).join('. '),
    join: view.join[0] ?? '',
    phone: entry.body.join.phone || view.organisation.phone,
  }
}

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
export const mostTogether = 30

/** Ids of an address, each once; whatever else stands there is passed over. */
export const idsOf = (text: string): string[] =>
  [...new Set(text.toLowerCase().split(','))].filter(each => id.test(each)).slice(0, mostTogether)

/** Public entries in the order asked for; those no longer public are missing. */
export async function entriesOf(db: Db, ids: readonly string[]): Promise<PublicEntry[]> {
  if (ids.length === 0) return []
  const found = new Map((await publicEntries(db, { ids })).map(entry => [entry.id, entry]))
  return ids.flatMap(each => found.get(each) ?? [])
}
