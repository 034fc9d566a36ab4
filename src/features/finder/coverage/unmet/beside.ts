// What people looked for in a borough and did not find, beside what is on there: the same cells as the page of searches tells, and no other.
import { type Day, monthWords } from '../../../../lib/dates.ts'
import { whole } from '../../../../lib/words.ts'
import type { Db } from '../../../../platform/db.ts'
import type { Table } from '../table.ts'
import { unmetOf } from './read.ts'
import { path, rowsOf } from './views.ts'
import { topicWords } from './words.ts'

export interface Lost {
  words: string
  table: Table | null
  href: string
}

/** The newest month that may be told, of one borough as a whole: searches kept under a postcode district stand on the page of all. */
export async function lostIn(db: Db, borough: { code: string; name: string }, today: Day): Promise<Lost> {
  const unmet = await unmetOf(db, '', today)
  const rows = rowsOf(unmet).filter(({ area }) => area === borough.code)
  const href = `${path}?${new URLSearchParams({ area: borough.name })}`
  if (unmet.month === undefined) return { words: 'No month can be told of yet.', table: null, href: path }
  const when = monthWords(unmet.month)
  if (rows.length === 0)
    return { words: `For ${borough.name}, no count of ${when} is large enough to be told.`, table: null, href: path }
  return {
    words: `Searches in ${borough.name} in ${when}, of all ages: each count is moved a little by chance, and told to the nearest 5 from 10 on.`,
    table: {
      caption: `Searches in ${borough.name} that found nothing or next to nothing, ${when}`,
      heads: ['What for', 'Searches, to the nearest 5'],
      rows: rows.map(({ topic, searches }) => [nameOf(topic), whole(searches)]),
      textColumns: [],
    },
    href,
  }
}

const nameOf = (topic: string) => Object.entries(topicWords).find(([key]) => key === topic)?.[1] ?? topic
