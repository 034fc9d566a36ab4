import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import * as queries from './queries.ts'
import { dueOf, dueWords } from './rules.ts'

export interface SourceDue {
  title: string
  href: string
  custodian: string
  on: Day
  late: boolean
  words: string
}

/** Sources of which a next issue is expected, with its day: for calendars and to-do lists. */
export async function dues(db: Db, today: Day): Promise<SourceDue[]> {
  const standing = new Map((await queries.standings(db)).map(each => [each.sourceId, each.snapshotOn]))
  return (await queries.sources(db)).flatMap(source => {
    const due = dueOf(standing.get(source.id) ?? null, source.cadence, source.lagDays, today)
    if (due.on === null) return []
    const { title, custodian } = source
    return [
      { title, custodian, href: `/data/${source.id}`, on: due.on, late: due.state === 'late', words: dueWords(due) },
    ]
  })
}
