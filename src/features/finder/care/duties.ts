// What the finder asks of a person: problems told of, entries to look at, entries that may be one thing twice.
import { addDays, type Day } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { allows, type Duty } from '../../people/index.ts'
import { mayApprove, maySee } from './frame.ts'
import * as pairs from './pairs-queries.ts'
import * as reports from './reports-queries.ts'
import * as reviews from './reviews-queries.ts'
import { aheadDays } from './reviews-rules.ts'
import { reasonNames } from './schemas.ts'

/** So many are told one by one; more are one line. */
const most = 10

export async function careDuties(db: Db, actor: Actor, today: Day): Promise<Duty[]> {
  if (!allows(actor, 'opportunities.edit')) return []
  return [...(await problems(db, actor, today)), ...(await toReview(db, actor, today)), ...(await alike(db, actor))]
}

async function problems(db: Db, actor: Actor, today: Day): Promise<Duty[]> {
  const open = (await reports.list(db, today)).filter(one => one.outcome === null && maySee(actor, one))
  return shortly(
    open.map(one => ({
      kind: 'Finder',
      title: `${one.reason === 'not-safe' ? 'Look today' : 'Answer'}: ${reasonNames[one.reason].toLowerCase()}, say visitors of “${one.entry}”`,
      href: `/opportunities/reports/${one.id}`,
      note: plural(one.told, 'time told', 'times told'),
      owner: one.organisation,
      dueOn: one.reason === 'not-safe' ? one.madeOn : addDays(one.madeOn, 7),
      since: one.madeOn,
    })),
    'problems people told of',
    '/opportunities/reports',
  )
}

// Who runs it is asked by mail, and told by the entry's own line. Officers see what nobody answered for.
async function toReview(db: Db, actor: Actor, today: Day): Promise<Duty[]> {
  const due = (await reviews.dueBy(db, addDays(today, aheadDays)))
    .filter(entry => mayApprove(actor, entry))
    .filter(entry => entry.reviewOn < today || entry.mailbox === '')
  return shortly(
    due.map(entry => ({
      kind: 'Finder',
      title: `Say whether “${entry.name}” is still right`,
      href: `/opportunities/reviews/${entry.id}`,
      note: entry.mailbox === '' ? 'There is no mailbox to ask' : '',
      owner: entry.organisation,
      dueOn: entry.reviewOn,
      since: null,
    })),
    'entries to look at again',
    '/opportunities/reviews',
  )
}

async function alike(db: Db, actor: Actor): Promise<Duty[]> {
  const n = allows(actor, 'opportunities.approve') ? await pairs.countWaiting(db) : 0
  if (n === 0) return []
  const title = `Look at ${plural(n, 'pair', 'pairs')} of entries that may be one thing`
  return [{ kind: 'Finder', title, href: '/opportunities/duplicates', note: '', owner: '', dueOn: null, since: null }]
}

/** One line for what is past the first few, due when the first of them is. */
function shortly(all: readonly Duty[], what: string, href: string): Duty[] {
  const rest = all.slice(most)
  const [first] = rest
  if (!first) return [...all]
  return [...all.slice(0, most), { ...first, title: `${rest.length} more ${what}`, href, note: '', owner: '' }]
}
