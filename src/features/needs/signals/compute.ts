// Runs off the web thread: plain data in, plain data out.
import { type Change, type ChangeWord, changes, type Windows } from './change.ts'
import { type LevelMark, type LevelWord, levels } from './level.ts'
import type { Settings } from './settings.ts'

export interface Question {
  placeIds: number[]
  /** One list a place, oldest month first, ending with the last month of the later window; null is unknown. */
  months: (number | null)[][]
  residents: (number | null)[]
  /** How many months before the last one each new series of recording began. A break inside the two windows forbids a change. */
  breaks: number[]
  settings: Settings
}

export interface Answer {
  change: Change
  level: LevelMark
  /** Events in the last year of the level, and the year's rate base. */
  latest: number | null
}

/** The two marks of every place in one measure. */
export function assessMeasure(question: Question): Answer[] {
  const { placeIds, months, residents, settings } = question
  const windows = months.map(
    (values, i): Windows => ({ placeId: placeIds[i] ?? 0, ...windowsOf(values, settings.window) }),
  )
  const crossed = question.breaks.some(back => isInside(back, settings.window))
  const found = changes(windows, settings).map(change => (crossed ? broken(change) : change))
  const years = Array.from({ length: settings.years }, (_, back) => ({
    counts: months.map(values => yearSum(values, settings.years - 1 - back)),
  }))
  const marks = levels(years, residents, settings)
  return found.map((change, i) => ({
    change,
    level: marks[i] ?? { word: 'too short', years: [], few: false },
    latest: yearSum(months[i] ?? [], 0),
  }))
}

/** Does a series that began `back` months before the last month part the two windows? At the very start of the earlier one it does not. */
export const isInside = (back: number, window: number): boolean => back >= 0 && back < 2 * window - 1

/** The events of a window; null where a month is unknown or missing. */
export const sumOf = (values: readonly (number | null)[], wanted: number): number | null =>
  values.length < wanted || values.some(value => value === null)
    ? null
    : values.reduce<number>((total, value) => total + (value ?? 0), 0)

/** Sum of the 12 months that end `back` years before the last. */
const yearSum = (values: readonly (number | null)[], back: number): number | null => {
  const end = values.length - 12 * back
  return end < 12 ? null : sumOf(values.slice(end - 12, end), 12)
}

const windowsOf = (values: readonly (number | null)[], window: number) => ({
  later: sumOf(values.slice(-window), window),
  earlier: values.length < 2 * window ? null : sumOf(values.slice(-2 * window, -window), window),
})

const broken = (change: Change): Change => ({
  ...change,
  word: 'break',
  ratio: null,
  lower: null,
  upper: null,
  p: null,
  q: null,
})

export interface Alternative {
  words: string
  settings: Settings
  /** Months dropped from the end. */
  back: number
}

/** Other choices a careful reader would try: does the mark hold? (docs/methods/change.md) */
export const alternatives = (settings: Settings): Alternative[] => [
  { words: 'ending one month earlier', settings, back: 1 },
  { words: 'ending three months earlier', settings, back: 3 },
  { words: 'windows of 6 months', settings: { ...settings, window: 6 }, back: 0 },
  { words: 'false discovery rate of 1%', settings: { ...settings, fdr: 0.01 }, back: 0 },
  { words: 'false discovery rate of 10%', settings: { ...settings, fdr: 0.1 }, back: 0 },
  { words: 'against itself only', settings: { ...settings, against: 'itself' }, back: 0 },
  { words: 'not widened for over-dispersion', settings: { ...settings, widen: false }, back: 0 },
]

export interface Robustness {
  words: string
  change: ChangeWord
  level: LevelWord
}

const earlier = (question: Question, months: number): Question =>
  months === 0
    ? question
    : {
        ...question,
        months: question.months.map(values => values.slice(0, -months)),
        breaks: question.breaks.map(back => back - months),
      }

/** The marks of every place under each alternative: one list a place. */
export function tryAlternatives(question: Question): Robustness[][] {
  const tried = alternatives(question.settings).map(({ words, settings, back }) => ({
    words,
    answers: assessMeasure(earlier({ ...question, settings }, back)),
  }))
  return question.placeIds.map((_, i) =>
    tried.map(({ words, answers }) => ({
      words,
      change: answers[i]?.change.word ?? 'too short',
      level: answers[i]?.level.word ?? 'too short',
    })),
  )
}
