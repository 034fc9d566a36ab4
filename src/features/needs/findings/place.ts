import { dayWords } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { openEvidence } from '../../evidence/index.ts'
import * as queries from './queries.ts'
import { read } from './read.ts'
import { mayView } from './rules.ts'
import { statusNames } from './schemas.ts'

export interface PlaceFinding {
  id: number
  text: string
  /** Draft or agreed since when, and whether its figures changed since. */
  state: string
}

/** The findings of one place that this person may read, newest first; those that were dropped are told on their own pages only. */
export async function findingsAt(db: Db, actor: Actor, placeId: number): Promise<PlaceFinding[]> {
  const all = (await queries.list(db, { placeId })).filter(({ status }) => status !== 'dropped')
  if (all.length === 0) return []
  const store = await openEvidence(db)
  const seen = await Promise.all(
    all.filter(finding => mayView(actor, store, finding)).map(finding => read(db, store, actor, finding)),
  )
  return seen.map(({ finding, revised }) => ({
    id: finding.id,
    text: finding.statement.split('\n')[0] ?? '',
    state: [
      finding.agreedOn ? `Agreed ${dayWords(finding.agreedOn)}` : statusNames[finding.status],
      revised ? 'the figures behind it have changed since' : '',
    ]
      .filter(Boolean)
      .join('; '),
  }))
}
