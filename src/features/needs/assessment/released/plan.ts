// Which counts the figures of a block are made of, on the grid of what may be public. Pure.
import { addMonths, type Month, monthRange, monthsBetween } from '../../../../lib/dates.ts'
import {
  isMadeOfKinds,
  isQuarterEnd,
  levelsOf,
  type Measure,
  type PublicLevel,
  wholeParts,
} from '../../../evidence/index.ts'
import type { Said } from '../schemas.ts'

/** One table: some measure at some places over some periods. */
export interface Plan {
  measure: Measure
  /** Every place of a level, or one place by its code. */
  places: PublicLevel | { code: string }
  /** `2025-04/2026-03`, or months. */
  periods: string[]
  /** The block's own months, when public figures end earlier. */
  moved: boolean
  what: 'totals' | 'places' | 'months' | 'change'
}

export interface Planned {
  plans: Plan[]
  /** Why something is not shown, in words. */
  why: string[]
}

/** What is not counts of places and months that releases hold against one another. */
const reasons: Record<string, string> = {
  'hot-spots': 'its marks rest on many places together, some with counts too small to show',
  groups: 'counts of groups of people in a place are not yet among those that are held against earlier releases',
  when: 'hours, weekdays and seasons are not among the periods that are public',
  health: 'they rest on data that hospitals share and that are not openly published',
  early: 'they are single months, in which counts are small',
  harm: 'they are an index made of many kinds of offence, some with counts too small to show',
  fear: 'they are worked out from answers to a survey, which are not counts of what happened',
  reviews: 'reviews are released by themselves, as documents',
}
const otherwise = 'they are not counts of places and months that small numbers can be protected in'
const none = (why: string): Planned => ({ plans: [], why: [`Figures not shown here: ${why}.`] })

/** The newest whole years that end with a quarter, as many as there are between two months and no later than the second. */
export function onGrid(from: Month, to: Month): { from: Month; to: Month; moved: boolean } {
  const years = Math.max(1, Math.floor((monthsBetween(from, to) + 1) / 12))
  const end = [0, 1, 2].map(back => addMonths(to, -back)).find(isQuarterEnd) ?? to
  const start = addMonths(end, 1 - 12 * years)
  return { from: start, to: end, moved: start !== from || end !== to }
}

/** Months that may not be shown one by one, as whole years. */
export const inYears = (plan: Plan): Plan => ({
  ...plan,
  periods: wholeParts(plan.periods, 12).map(year => window(year[0] ?? '', year.at(-1) ?? '')),
  what: 'change',
})

export interface Known {
  measure(code: string): Measure | undefined
  city: string
  /** Of a place, by its code. */
  kindOf(code: string): string | undefined
}

export function planOf(block: Said, known: Known): Planned {
  const { counted } = block
  if (!counted)
    return block.figures.length + (block.table ? 1 : 0) > 0
      ? none('this edition was frozen before figures could be released. Freeze a new one')
      : { plans: [], why: [] }
  const measures = counted.measures.flatMap(code => known.measure(code) ?? [])
  const [first] = measures
  if (!first || block.to === '') return none(reasons[counted.view] ?? otherwise)
  if (counted.view === 'totals') return totals(block, measures, known)
  if (placeViews.has(counted.view)) return ofPlaces(block, first, counted.level)
  if (counted.view === 'trends') return ofMonths(block, first, known)
  if (counted.view === 'mark') return ofMark(block, first, counted.window, known)
  return none(reasons[counted.view] ?? otherwise)
}

const placeViews = new Set(['map', 'concentration', 'gradient'])

/** May this be public of this place? The city stands above its boroughs. */
function isPublic(measure: Measure, kind: string | undefined): boolean {
  const levels = levelsOf(measure)
  return kind === 'city' ? levels.length > 0 : levels.some(level => level === kind)
}

const window = (from: Month, to: Month): string => `${from}/${to}`
const refused = (measure: Measure, kind = 'small areas'): string =>
  `${measure.name} is not public for ${kind === 'borough' ? 'boroughs' : kind === 'ward' ? 'wards' : kind === 'city' ? 'the city' : 'places of this kind'}`

function totals(block: Said, measures: readonly Measure[], known: Known): Planned {
  const code = block.places[0] ?? known.city
  const grid = onGrid(addMonths(block.to, -11), block.to)
  const before = window(addMonths(grid.from, -12), addMonths(grid.to, -12))
  const open = measures.filter(measure => isPublic(measure, known.kindOf(code)))
  const shut = measures.filter(measure => !open.includes(measure))
  return {
    plans: open.map(measure => ({
      measure,
      places: { code },
      periods: [before, window(grid.from, grid.to)],
      moved: grid.moved,
      what: 'totals' as const,
    })),
    why: shut.map(measure => `Not shown: ${refused(measure, known.kindOf(code))}.`),
  }
}

function ofPlaces(block: Said, measure: Measure, level: string): Planned {
  const open = levelsOf(measure).find(each => each === level)
  if (!open)
    return none(
      level === 'lsoa' ? 'they are of small areas, which are never public' : refused(measure, level || 'ward'),
    )
  const grid = onGrid(block.from, block.to)
  return {
    plans: [{ measure, places: open, periods: [window(grid.from, grid.to)], moved: grid.moved, what: 'places' }],
    why: [],
  }
}

function ofMonths(block: Said, measure: Measure, known: Known): Planned {
  const code = block.places[0] ?? known.city
  const kind = known.kindOf(code)
  if (kind === 'ward' || !isPublic(measure, kind))
    return none(kind === 'ward' ? 'single months of a ward are never public' : refused(measure, kind))
  if (isMadeOfKinds(measure, code => known.measure(code) !== undefined))
    return none('no months are shown of what is made of kinds that have lines of their own')
  const grid = onGrid(block.from, block.to)
  const periods = monthRange(block.from, grid.to)
  if (periods.length === 0) return none('no quarter has ended in its months')
  return { plans: [{ measure, places: { code }, periods, moved: grid.to !== block.to, what: 'months' }], why: [] }
}

function ofMark(block: Said, measure: Measure, months: number, known: Known): Planned {
  const code = block.places[0] ?? ''
  if (!isPublic(measure, known.kindOf(code))) return none(refused(measure, known.kindOf(code)))
  if (months < 12 || months % 12 > 0)
    return none('the months it compares are fewer than the 12 that public figures are of')
  const grid = onGrid(addMonths(block.to, 1 - months), block.to)
  const periods = [window(addMonths(grid.from, -months), addMonths(grid.to, -months)), window(grid.from, grid.to)]
  return { plans: [{ measure, places: { code }, periods, moved: grid.moved, what: 'change' }], why: [] }
}
