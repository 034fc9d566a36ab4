// What the catalogue's pages stand on, gathered from the store.
import { notFound } from '../../../lib/errors.ts'
import { list, plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { breaks as readBreaks, measures as readMeasures } from '../observations/queries.ts'
import { openEvidence, type Store } from '../observations/store.ts'
import type { Break, Measure } from '../schemas.ts'
import type { BreakLine } from './breaks-view.ts'
import { readHeld } from './held.ts'
import type { Facts, Line } from './lines.ts'
import type { MeasureLine } from './measures-view.ts'
import * as queries from './queries.ts'
import { revisable } from './revisions.ts'
import type { ImportReport } from './schemas.ts'

export async function catalogueFacts(db: Db): Promise<Facts> {
  const sources = await queries.sources(db)
  return {
    sources,
    standings: await queries.standings(db),
    held: await readHeld(db, sources),
    filled: filledWords(await queries.placesLoaded(db)),
    measures: (await openEvidence(db)).measures,
  }
}

function filledWords(rows: readonly { sourceId: string; words: string; n: number }[]): Map<string, string> {
  const bySource = new Map<string, string[]>()
  for (const { sourceId, words, n } of rows)
    bySource.set(sourceId, [
      ...(bySource.get(sourceId) ?? []),
      words.startsWith('areas') ? `${n.toLocaleString('en-GB')} ${words}` : plural(n, words, manyOf(words)),
    ])
  return new Map([...bySource].map(([id, words]) => [id, list(words)]))
}

const manyOf = (word: string) => (word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`)

export function findLine(lines: readonly Line[], id: string): Line {
  const line = lines.find(each => each.source.id === id)
  if (!line) throw notFound('That source')
  return line
}

const bearsOn = (one: Break, sourceId: string, codes: ReadonlySet<string>): boolean =>
  (one.sourceIds === null || one.sourceIds.includes(sourceId)) &&
  (one.measureCodes === null ? codes.size > 0 : one.measureCodes.some(code => codes.has(code)))

/** Measures a source's files in force speak for, and those its description promises. */
function measuresOf(store: Store, sourceId: string, promised: readonly string[]): Measure[] {
  const ids = new Set(store.order.filter(one => one.sourceId === sourceId).map(one => one.id))
  const spoken = new Set(
    store.coverage.filter(claim => ids.has(claim.importId)).flatMap(claim => [...claim.measureIds]),
  )
  return store.measures.filter(one => spoken.has(one.id) || promised.includes(one.code))
}

export async function readSourceFacts(db: Db, line: Line) {
  const store = await openEvidence(db)
  const { source } = line
  const measures = measuresOf(store, source.id, source.measureCodes)
  const codes = new Set(measures.map(one => one.code))
  return {
    line,
    held: (await readHeld(db, await queries.sources(db))).get(source.id) ?? [],
    imports: await queries.importsOf(db, source.id),
    claims: await queries.claimsOf(db, source.id),
    breaks: (await readBreaks(db)).filter(one => bearsOn(one, source.id, codes)),
    measures,
    revisable: revisable(store, source.id).length,
  }
}

export async function readReportFacts(db: Db, report: ImportReport) {
  const { biggest, unlikely } = report.revisions
  const codes = [...new Set([...biggest, ...unlikely.biggest].map(one => one.placeCode))]
  const places = new Map((await queries.placesByCode(db, codes)).map(one => [one.code, one]))
  return { report, measures: (await openEvidence(db)).byCode, places }
}

/** Every measure with the sources that speak for it now and the breaks that bear on it. */
export async function readMeasureLines(db: Db): Promise<MeasureLine[]> {
  const store = await openEvidence(db)
  const [measures, breaks, sources] = [await readMeasures(db), await readBreaks(db), await queries.sources(db)]
  const sourceOf = new Map(store.order.map(one => [one.id, one.sourceId]))
  const speaking = new Map<number, Set<string>>()
  for (const claim of store.coverage) {
    const sourceId = sourceOf.get(claim.importId)
    if (!sourceId || !claim.states.includes('loaded')) continue
    for (const id of claim.measureIds) speaking.set(id, (speaking.get(id) ?? new Set()).add(sourceId))
  }
  return measures.map(measure => {
    const ids = speaking.get(measure.id) ?? new Set()
    return {
      measure,
      sources: sources.filter(one => ids.has(one.id)),
      breaks: breaks.filter(
        one =>
          (one.measureCodes === null || one.measureCodes.includes(measure.code)) &&
          (one.sourceIds === null || one.sourceIds.some(id => ids.has(id))),
      ),
    }
  })
}

export async function readBreakLines(db: Db): Promise<BreakLine[]> {
  const [measures, breaks, sources] = [await readMeasures(db), await readBreaks(db), await queries.sources(db)]
  return breaks.map(found => ({
    found,
    measures: measures.filter(one => found.measureCodes?.includes(one.code)),
    sources: sources.filter(one => found.sourceIds?.includes(one.id)),
  }))
}
