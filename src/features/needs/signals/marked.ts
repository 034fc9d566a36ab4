import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type Month, monthOfDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Bench } from '../../../platform/work.ts'
import type { Break, Store } from '../../evidence/index.ts'
import { shelf } from '../kept.ts'
import type { ChangeWord } from './change.ts'
import type { Answer, Question } from './compute.ts'
import { breakInside, question } from './frame.ts'
import type { Ground, Known } from './ground.ts'
import type { LevelWord } from './level.ts'
import * as queries from './queries.ts'
import { defaults, isUsual, Settings } from './settings.ts'

/** Both marks of one place and what stands behind them. */
export interface Mark extends queries.Detail {
  placeId: number
  change: ChangeWord
  level: LevelWord
}

export interface Kept {
  id: number
  at: string
  by: string
  /** Made from the data of today, and by today's rules. */
  upToDate: boolean
  sameRules: boolean
}

export interface Marked {
  end: Month
  settings: Settings
  marks: Map<number, Mark>
  /** The kept assessment these come from; undefined when they were worked out for the asking. */
  kept: Kept | undefined
  /** The recording break inside the two windows. */
  crossed: Break | undefined
  /** The break was asked to be overlooked: every mark says so. */
  across: boolean
}

export interface MarkAsk {
  /** Left out: the last month known. */
  end?: Month
  settings: Settings
  across: boolean
}

/** Where `compute` is: TypeScript in tests, JavaScript once built. */
export const computeUrl = new URL(`./compute${extname(fileURLToPath(import.meta.url))}`, import.meta.url).href

const assessments = shelf<Map<number, Mark>>('assessments', 200)
const worked = shelf<Map<number, Mark>>('worked', 40)

/**
 * The marks of every place in one measure: the kept assessment when the usual settings and the last month are asked for, else worked out
 * off the web thread. Undefined when the usual marks are asked for and nobody has made an assessment yet.
 */
export async function marksOf(
  bench: Bench,
  db: Db,
  store: Store,
  ground: Ground,
  known: Known,
  ask: MarkAsk,
): Promise<Marked | undefined> {
  if (isUsual(ask.settings) && !ask.across) {
    const found = await keptMarks(db, store, ground, known)
    if (found && (ask.end === undefined || ask.end === found.end)) return found
    if (ask.end === undefined) return undefined
  }
  const end = ask.end ?? known.end
  const crossed = breakInside(store, known.measure, end, ask.settings.window)
  const marks = await worked(
    store,
    [ground.vintage, known.measure.id, end, JSON.stringify(ask)].join('|'),
    async () => {
      const asked = await question(db, store, known.measure, known.areas, end, ask.settings)
      const answers = await bench.run<Answer[]>(
        computeUrl,
        'assessMeasure',
        ask.across ? { ...asked, breaks: [] } : asked,
      )
      return new Map(answers.map(answer => [answer.change.placeId, markOf(answer, end)]))
    },
  )
  return { end, settings: ask.settings, marks, kept: undefined, crossed, across: ask.across && crossed !== undefined }
}

/** The marks of the assessment in force, if there is one; they may be older than the data. */
export async function keptMarks(db: Db, store: Store, ground: Ground, known: Known): Promise<Marked | undefined> {
  const { measure } = known
  const kept = await queries.currentAssessment(db, ground.vintage)
  if (!kept) return undefined
  const marks = await assessments(store, `${kept.id}|${measure.id}`, async () => {
    const rows = await queries.signalsOf(db, kept.id, measure.id)
    return new Map(
      rows.map(row => [row.placeId, { ...row.detail, placeId: row.placeId, change: row.change, level: row.level }]),
    )
  })
  const first = [...marks.values()][0]
  if (!first) return undefined
  const settings = Settings.parse(kept.settings)
  const end = monthOfDay(first.periodEnd)
  return {
    end,
    settings,
    marks,
    kept: keptOf(kept, store.version),
    crossed: breakInside(store, measure, end, settings.window),
    across: false,
  }
}

// An assessment keeps every setting it was made with: one that lacks a setting was made before that rule.
function keptOf({ id, madeAt, madeBy, dataVersion, settings }: queries.Assessment, version: string): Kept {
  const sameRules = Written.safeParse(settings).success
  return { id, at: madeAt, by: madeBy, upToDate: sameRules && dataVersion === version, sameRules }
}

const Written = z.object({ least: z.number() })

const markOf = ({ change, level, latest }: Answer, end: Month): Mark => {
  const { word, ...figures } = change
  return { ...figures, change: word, level: level.word, years: level.years, few: level.few, latest, periodEnd: end }
}

/** What the robustness of one measure's marks is tried on. */
export const questionOf = (db: Db, store: Store, known: Known, end: Month): Promise<Question> =>
  question(db, store, known.measure, known.areas, end, defaults)
