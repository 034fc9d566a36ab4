import { rateText } from '../../../lib/charts/index.ts'
import { addMonths, monthWords } from '../../../lib/dates.ts'
import { per, sentence } from '../../../lib/words.ts'
import { type Measure, show } from '../../evidence/index.ts'
import { levelText } from '../../needs/index.ts'
import type { Panel } from '../../threads/index.ts'
import { type RateFigure, rateFor } from './figures.ts'
import type { Elsewhere, Judged, MeasurePart, PlaceFacts } from './types.ts'
import { isLevelHidden, isMarkHidden, shownWords, twoYears } from './words.ts'

type Line = Panel['lines'][number]
interface From {
  measureId: number
  placeId: number
  months?: { from: string; to: string }
}

/** A line of the panel, and what its sources are found by. */
export interface Drawn {
  line: Omit<Line, 'source'>
  from: From[]
}

const monthsTo = (end: string) => ({ from: addMonths(end, -11), to: end })
const periodWords = (end: string) => `12 months to ${monthWords(end)}`
const unknown = { change: '', level: '', note: '' }

const withRate = (count: string, measure: Measure, figure: RateFigure | undefined): string =>
  figure
    ? `${count} ${measure.unit}; ${rateText(figure.rate)} ${per(measure.per)} residents (95% interval ${rateText(figure.lower, figure.rate)} to ${rateText(figure.upper, figure.rate)})`
    : `${count} ${measure.unit}`

export function line(part: MeasurePart, facts: PlaceFacts): Drawn {
  const { measure, trend, rates } = part
  const [later] = twoYears(part)
  const figure = later.count === null ? undefined : rates[0]?.figure
  return {
    line: {
      measure: measure.name,
      value: withRate(shownWords(later), measure, figure),
      period: periodWords(trend.end),
      change: changeOf(part),
      level: levelOf(part),
      note: '',
    },
    from: facts.areaIds.map(placeId => ({ measureId: measure.id, placeId, months: monthsTo(trend.end) })),
  }
}

const changeWords: Record<string, string> = {
  rising: 'Rising beyond chance',
  falling: 'Falling beyond chance',
  chance: 'Not distinguishable from chance',
  'too few': 'Too few to tell',
  'too short': 'Too short to tell',
  break: 'Recording changed between the two years',
}

function changeOf(part: Pick<Judged, 'trend' | 'eyes' | 'signal'>): string {
  if (!part.signal) return 'Not tested here'
  return isMarkHidden(part) ? 'Change not shown' : (changeWords[part.signal.change] ?? part.signal.change)
}

function levelOf(part: Pick<Judged, 'trend' | 'eyes' | 'signal'>): string {
  const { signal } = part
  if (!signal) return ''
  return isLevelHidden(part) ? 'Level not shown' : sentence(levelText({ level: signal.level, few: signal.detail.few }))
}

/** The borough's figure, where the place's own is not given, with why. */
export function elsewhereLine({ measure, borough, why }: Elsewhere): Drawn {
  if (!borough) return notLoaded(measure.name)
  const later = show(borough.later.count, borough.later.see)
  return {
    line: {
      measure: `${measure.name}, in ${borough.name}`,
      value: withRate(shownWords(later), measure, later.count === null ? undefined : borough.figure),
      period: periodWords(borough.end),
      change: borough.judged ? changeOf(borough.judged) : '',
      level: borough.judged ? levelOf(borough.judged) : '',
      note: `The borough’s figure. ${why}`,
    },
    from: [{ measureId: measure.id, placeId: borough.id, months: monthsTo(borough.end) }],
  }
}

/** A measure beside the headlines: no mark is kept of it, so no change is told. */
export function otherLine(found: PlaceFacts['others'][number], { place, residents, areaIds }: PlaceFacts): Drawn {
  const { measure, trend } = found
  const [later] = twoYears(found)
  const figure = later.count === null ? undefined : rateFor(place, measure, later.count, residents?.persons ?? null)
  return {
    line: {
      ...unknown,
      measure: measure.name,
      value: withRate(shownWords(later), measure, figure),
      period: periodWords(trend.end),
      change: 'Not tested here',
    },
    from: areaIds.map(placeId => ({ measureId: measure.id, placeId, months: monthsTo(trend.end) })),
  }
}

export const notLoaded = (measure: string): Drawn => ({
  line: { ...unknown, measure, value: 'Not loaded yet for this place', period: '' },
  from: [],
})
