import { firstDay, type Month } from '../../../lib/dates.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { type Measure, openEvidence, type Store } from '../../evidence/index.ts'
import { vintageOf } from '../../places/index.ts'
import * as questions from '../questions/service.ts'
import { type Answer, assessMeasure } from './compute.ts'
import { areasOf, question } from './frame.ts'
import { knownAt, markable } from './ground.ts'
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

interface Ask {
  vintage: string
  settings: Settings
  by: string
  today: string
  progress?: (done: number, total: number) => unknown
}
type Result = { measure: Measure; end: Month; answers: Answer[] }

/** Makes the marks of every place and measure of a vintage, brings them into force together, and opens a "what changed here?" for each falling place. */
export async function assess(db: Db, ask: Ask): Promise<Assessed> {
  const began = performance.now()
  const store = await openEvidence(db)
  const known = markable(knownAt(store, await areasOf(db, store, ask.vintage)))
  const results: Result[] = []
  for (const { measure, areas, end } of known) {
    const asked = await question(db, store, measure, areas, end, ask.settings)
    results.push({ measure, end, answers: assessMeasure(asked) })
    await ask.progress?.(results.length, known.length)
  }
  return keep(db, store, ask, results, began)
}

/** The newest boroughs and wards, one after the other. Small areas carry no marks: their counts are too small to test. */
export async function assessAll(db: Db, ask: Omit<Ask, 'vintage'>): Promise<Assessed[]> {
  const done: Assessed[] = []
  for (const [turn, kind] of (['borough', 'ward'] as const).entries()) {
    const vintage = await vintageOf(db, kind)
    const progress = (part: number, total: number) => ask.progress?.(turn * total + part, 2 * total)
    if (vintage) done.push(await assess(db, { ...ask, vintage, progress }))
  }
  return done
}

async function keep(db: Db, store: Store, ask: Ask, results: Result[], began: number): Promise<Assessed> {
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
    answers.filter(a => a.change.word === 'falling').map(a => opening(a, measure, end, ask.settings)),
  )
  return db.transaction(async tx => {
    await queries.makeCurrent(tx, id, ask.vintage, Math.round(performance.now() - began))
    const questionsOpened = await questions.open(tx, store, falling, ask)
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

const opening = ({ change }: Answer, measure: Measure, end: Month, settings: Settings) => {
  const { placeId, later, earlier, ratio, lower, upper, q, cityRatio, tested } = change
  const detail = { later, earlier, ratio, lower, upper, q, cityRatio, tested, window: settings.window }
  return { placeId, measureId: measure.id, periodEnd: firstDay(end), detail }
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
    few: level.few,
  }
  return { measureId: measure.id, placeId, change: word, level: level.word, detail }
}
