import { firstDay, type Month } from '../../../lib/dates.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { type Measure, openEvidence, type Store } from '../../evidence/index.ts'
import * as questions from '../questions/service.ts'
import { type Answer, assessMeasure } from './compute.ts'
import { areasOf, lastMonth, question, spokenFor } from './frame.ts'
import * as queries from './queries.ts'
import type { Settings } from './settings.ts'

export interface Assessed {
  vintage: string
  measures: number
  places: number
  rising: number
  falling: number
  sustained: number
  questionsOpened: number
  seconds: number
}

/** Measures that can carry marks: counts, known month by month at these places. */
export const markable = (store: Store, areas: readonly queries.Area[]): Measure[] =>
  store.measures.filter(
    measure =>
      measure.kind === 'count' &&
      measure.topic === 'violence' &&
      lastMonth(store, measure, spokenFor(store, measure, areas)) !== undefined,
  )

/** Makes the marks of every place and measure of a vintage, brings them into force together, and opens a "what changed here?" for each falling place. */
export async function assess(
  db: Db,
  ask: {
    vintage: string
    settings: Settings
    by: string
    today: string
    progress?: (done: number, total: number) => void
  },
): Promise<Assessed> {
  const began = performance.now()
  const store = await openEvidence(db)
  const areas = await areasOf(db, store, ask.vintage)
  const measures = markable(store, areas)
  const results: { measure: Measure; end: Month; answers: Answer[] }[] = []
  for (const measure of measures) {
    const places = spokenFor(store, measure, areas)
    const end = lastMonth(store, measure, places)
    if (end)
      results.push({
        measure,
        end,
        answers: assessMeasure(await question(db, store, measure, places, end, ask.settings)),
      })
    ask.progress?.(results.length, measures.length)
  }
  return keep(db, store, ask, results, began)
}

async function keep(
  db: Db,
  store: Store,
  ask: { vintage: string; settings: Settings; by: string; today: string },
  results: { measure: Measure; end: Month; answers: Answer[] }[],
  began: number,
): Promise<Assessed> {
  const periodEnd = firstDay(
    results
      .map(r => r.end)
      .sort()
      .at(-1) ?? ask.today.slice(0, 7),
  )
  const { id } = await queries.startAssessment(db, {
    vintage: ask.vintage,
    periodEnd,
    settings: ask.settings,
    version: store.version,
    by: ask.by,
  })
  for (const { measure, end, answers } of results)
    await queries.addSignals(
      db,
      id,
      answers.map(answer => row(measure, end, answer)),
    )
  const all = results.flatMap(r => r.answers)
  const falling = results.flatMap(({ measure, end, answers }) =>
    answers
      .filter(a => a.change.word === 'falling')
      .map(a => ({ placeId: a.change.placeId, measureId: measure.id, periodEnd: firstDay(end) })),
  )
  return db.transaction(async tx => {
    await queries.makeCurrent(tx, id, ask.vintage, Math.round(performance.now() - began))
    const questionsOpened = await questions.open(tx, falling, ask.today)
    const result: Assessed = {
      vintage: ask.vintage,
      measures: results.length,
      places: Math.max(0, ...results.map(r => r.answers.length)),
      rising: all.filter(a => a.change.word === 'rising').length,
      falling: falling.length,
      sustained: all.filter(a => a.level.word === 'high and sustained').length,
      questionsOpened,
      seconds: (performance.now() - began) / 1000,
    }
    await record(tx, ask.by, 'signals.assessed', `assessment/${id}`, { ...result })
    return result
  })
}

const row = (measure: Measure, end: Month, { change, level, latest }: Answer): queries.SignalRow => {
  const { placeId, word, later, earlier, ratio, lower, upper, p, q, cityRatio, dispersion, tested } = change
  const detail: queries.Detail = {
    periodEnd: end,
    later,
    earlier,
    ratio,
    lower,
    upper,
    p,
    q,
    cityRatio,
    dispersion,
    tested,
    latest,
    years: level.years,
  }
  return { measureId: measure.id, placeId, change: word, level: level.word, detail }
}
