import type { RatioTest } from '../../../lib/stats/index.ts'
import type { Measure, Sight, Store } from '../../evidence/index.ts'
import type { Background, findingsAt, questionsAt, Signal } from '../../needs/index.ts'
import type { Deprivation } from './deprivation.ts'
import type { Eyes } from './eyes.ts'
import type { RateFigure, Trend } from './figures.ts'
import type * as queries from './queries.ts'

export interface Comparator {
  name: string
  role: 'place' | 'borough' | 'city' | 'similar'
  figure: RateFigure | undefined
  /** Why there is no figure, where that is known. */
  why?: string
}

export interface MeasurePart {
  measure: Measure
  eyes: Eyes
  trend: Trend
  signal: Signal | undefined
  /** A place that is in no assessment (a small area, a neighbourhood, a hub) is tested by itself. */
  alone: RatioTest | undefined
  /** Twelve months to the trend's end, the place first. */
  rates: Comparator[]
  /** Places of the comparison that the city's rate rests on: "wards". */
  cityOf: string
}

/** What a change is said from. */
export type Judged = Pick<MeasurePart, 'trend' | 'eyes' | 'signal' | 'alone'>

/** A count and how much of it this person sees. */
export interface Held {
  count: number | null
  see: Sight
}

/** A measure that is not shown at this place, and what stands in for it. */
export interface Elsewhere {
  measure: Measure
  why: string
  borough:
    | {
        id: number
        name: string
        code: string
        later: Held
        earlier: Held
        figure: RateFigure | undefined
        end: string
        /** What the difference comes to is said from this; undefined for those who see no marks there. */
        judged: Judged | undefined
      }
    | undefined
}

export interface PlaceFacts {
  place: queries.Place
  store: Store
  areaIds: number[]
  members: queries.Member[]
  residents: queries.Residents | undefined
  assets: queries.Asset[]
  deprivation: Deprivation | undefined
  /** Why this person sees no counts here; empty where they do. */
  closed: string
  headlines: MeasurePart[]
  always: (MeasurePart | Elsewhere)[]
  others: { measure: Measure; eyes: Eyes; trend: Trend }[]
  /** History and the like of the place and of those it lies in, each with its source. */
  background: Background[]
  findings: Awaited<ReturnType<typeof findingsAt>>
  questions: Awaited<ReturnType<typeof questionsAt>>
  children: queries.Named[]
  neighbours: queries.Named[]
  became: queries.Link[]
  sources: queries.SourceLine[]
}
