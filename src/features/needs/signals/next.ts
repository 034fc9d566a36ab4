import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { notShown } from '../../evidence/index.ts'
import { listRecords, visible } from '../../threads/index.ts'
import type { Row } from './rows.ts'

const looked = (row: Row) => row.mark.change === 'rising' || row.mark.level === 'high and sustained'

/** What followed from a place's marks, or should. */
export function nextWords(row: Row): string {
  if (row.question?.status === 'open') return 'Open question'
  if (row.question) return 'Answered'
  if (row.mark.change === notShown) return 'Not shown'
  if (!looked(row)) return 'Nothing needed'
  return row.taken?.words ?? 'To look into'
}

/** How far a place was taken up: a decision comes after a finding. */
const kinds = [
  { kind: 'decision', words: 'Decision' },
  { kind: 'finding', words: 'Finding' },
]

/** Adds to the places that ask for a look the newest decision or finding about them that this person may see. */
export async function takenUp(db: Db, actor: Actor, rows: readonly Row[]): Promise<Row[]> {
  const codes = rows.filter(looked).map(row => row.area.code)
  if (codes.length === 0) return [...rows]
  const found = await listRecords(db, { kinds: kinds.map(each => each.kind), places: codes, reader: actor })
  const seen = visible(actor, found)
  return rows.map(row => {
    const about = seen.filter(record => record.places.includes(row.area.code))
    const taken = kinds.flatMap(({ kind, words }) => {
      const record = about.find(each => each.kind === kind)
      return record ? [{ words, href: record.href }] : []
    })[0]
    return taken && looked(row) ? { ...row, taken } : row
  })
}
