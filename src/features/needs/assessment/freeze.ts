import { dayWords, firstDay, lastDay } from '../../../lib/dates.ts'
import { conflict } from '../../../lib/errors.ts'
import { plural } from '../../../lib/words.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { dataVersion } from '../../evidence/index.ts'
import { keep } from '../../threads/index.ts'
import * as queries from './queries.ts'
import { collect } from './released/collect.ts'
import { authorsOf, blocksOf } from './rules.ts'
import type { Assessment, Comment, Drawn } from './schemas.ts'
import type { Doing } from './service.ts'
import { tellingTexts } from './telling.ts'

/** Why it cannot be frozen yet; empty when it can. */
export function waitsFor(drawn: Drawn, comments: readonly Comment[], small: readonly string[]): string[] {
  const open = comments.filter(comment => comment.settledOn === null).length
  const unsure = blocksOf(drawn).filter(
    block => block.kind === 'finding' && (block.missing || block.state !== 'agreed'),
  )
  return [
    ...(open ? [`${plural(open, 'comment')} not settled`] : []),
    ...unsure.map(block => `“${block.title}” is not an agreed finding`),
    ...tellingTexts(drawn, small).map(
      ({ sentence, chapter }) => `“${sentence}” in “${chapter}” tells a number too small to be shown`,
    ),
  ]
}

/** The months the edition's figures are of: first and last; undefined where it has none. */
export function monthsOf(drawn: Drawn): { from: string; to: string } | undefined {
  const all = blocksOf(drawn).flatMap(block => (block.to ? [{ from: block.from || block.to, to: block.to }] : []))
  const [from, to] = [
    all.map(each => each.from).sort()[0],
    all
      .map(each => each.to)
      .sort()
      .at(-1),
  ]
  return from && to ? { from, to } : undefined
}

interface Made {
  assessment: Assessment
  drawn: Drawn
  /** The data that `drawn` was made from. */
  dataVersion: string
  note: string
}

/** Freezes an edition of what was reviewed: everything as it stands today, and the counts behind it. Whoever wrote words of it does not do it. */
export async function freeze(db: Db, doing: Doing, made: Made): Promise<number> {
  const { assessment, drawn, note } = made
  const figures = await collect(db, drawn)
  return db.transaction(async tx => {
    const { id, version } = assessment
    // Words and counts under one seal are of the same data: an import may end while they are read.
    if ((await dataVersion(tx)) !== made.dataVersion) throw conflict(newData)
    const comments = await queries.comments(tx, id)
    const waits = waitsFor(drawn, comments, await queries.smallPlaces(tx))
    if (waits.length > 0) throw conflict(`It cannot be frozen yet: ${waits.join('; ')}.`)
    if ((await queries.setStatus(tx, id, 'in review', 'draft')) === 0)
      throw conflict('Only what was put to review can be frozen.')
    const authors = authorsOf(assessment)
    const edition = { title: assessment.title, note, content: drawn, figures, version, authors }
    const row = await queries.addEdition(tx, id, { ...edition, by: doing.actor.accountId, on: doing.today })
    await record(tx, doing.actor.email, 'assessment.frozen', `needs-draft/${id}`, { edition: row.number, version })
    await lines(tx, doing, assessment, drawn, row)
    return row.id
  })
}

const newData =
  'New data came in while it was being frozen, so nothing was frozen. Read it once more as it stands now, then freeze it.'

/** The edition stands in the threads because of its document and its findings; the document goes on as a draft. */
async function lines(
  tx: Db,
  { actor, today }: Doing,
  { id, title, place }: Assessment,
  drawn: Drawn,
  row: { id: number; number: number },
): Promise<void> {
  const by = { by: actor.email, today }
  const months = monthsOf(drawn)
  const [href, key] = [`/assessment/editions/${row.id}`, `assessment-edition/${row.id}`]
  const findings = new Set(blocksOf(drawn).flatMap(block => (block.finding ? `finding/${block.finding}` : [])))
  const draft = { key: `needs-draft/${id}`, title, href: `/assessment/${id}`, state: 'draft', places: [place.code] }
  await keep(tx, { ...draft, ownerRole: place.kind === 'city' ? 'analyst' : 'borough-lead' }, by)
  await keep(
    tx,
    {
      key,
      title: `${title}, edition ${row.number}`,
      href,
      state: 'frozen',
      places: [place.code],
      startsOn: months ? firstDay(months.from) : null,
      endsOn: months ? lastDay(months.to) : null,
      because: `Frozen on ${dayWords(today)}, after review`,
    },
    { ...by, because: [draft.key, ...findings] },
  )
}
