// What a reader of files is, and what it hands to the importer.
import type {
  FormatBase,
  Outcome,
  PlacesContext,
  PlacesFormat,
  Reject,
  SafeFile,
} from '../../../platform/files/format.ts'
import type { PlaceBook } from './places.ts'
import type { Source } from './schemas.ts'

export type {
  Applied,
  Help,
  Outcome,
  PlacesContext,
  PlacesFormat,
  Progress,
  Refusal,
  Reject,
  SafeFile,
} from '../../../platform/files/format.ts'
export { placesFormat, refused } from '../../../platform/files/format.ts'

export type Grain = 'month' | 'quarter' | 'year' | 'point'
export type State = 'loaded' | 'stub' | 'held' | 'withheld'

export interface MeasureRef {
  id: number
  code: string
  kind: 'count' | 'value'
}

/** What a reader may look things up in. It never asks the database itself. */
export interface ReadContext {
  packId: string
  source: Source
  snapshotOn: string | null
  /** The last day a file can speak of: its snapshot or today, whichever is earlier. */
  lastOn: string
  places: PlaceBook
  /** Measures by code. */
  measures: Map<string, MeasureRef>
  /** The category file named by the source, as parsed JSON; undefined when it names none. */
  categories: unknown
  /** The small area of today that each point (longitude, latitude) stands in; null outside the city. The points are let go. */
  lsoasAt(points: readonly (readonly [number, number])[]): Promise<(number | null)[]>
  progress: PlacesContext['progress']
  signal: AbortSignal
}

/** Cells a file speaks for. `states` stand beside `periods`; a reader marks what its options say, the importer adds stub, held and withheld. */
export interface CoverageDraft {
  /** For people: 'wards', 'London', 'boroughs'. */
  label: string
  grain: Grain
  measureIds: number[]
  placeIds: number[]
  /** First day of each period, ascending: 2024-02-01. */
  periods: string[]
  states: State[]
  explicit: boolean
  /** Sum over the places, by measure and period: what stubs, implausible months and withheld measures are judged by. Empty: nothing is judged. */
  totals: Map<number, number[]>
  /** A measure that is 0 in every cell is none, and not withheld. */
  keepZero: boolean
}

/** Rows of `series`, as columns. `amounts` are PostgreSQL array texts: '{1,2,NULL}'. */
export interface SeriesBatch {
  grain: Grain
  measureIds: number[]
  placeIds: number[]
  startsOn: string[]
  amounts: string[]
  denominators?: (string | null)[]
  /** JSON texts. */
  notes?: (string | null)[]
}

/** Rows of `event_counts`, as columns: no coordinates, no people. */
export interface EventsBatch {
  measureIds: number[]
  placeIds: (number | null)[]
  siteCodes: (string | null)[]
  days: string[]
  hours: (number | null)[]
  settings: string[]
  methods: string[]
  /** As the person said; null where nobody asked. */
  knownToPolice: (boolean | null)[]
  counts: number[]
}

/** Which codes were matched, and by which vintage; what was in an area column but is no place. */
export interface LookupUse {
  vintages: Record<string, number>
  trimmed: number
  notPlaces: Record<string, number>
  unknown: Record<string, number>
  outside: number
}

export interface Reading {
  rowsRead: number
  rowsUsed: number
  /** At most 10,000 are kept; `rejected` counts all. */
  rejects: Reject[]
  rejected: number
  odd: string[]
  coverage: CoverageDraft[]
  /** Measures that its events count, in its series or not. */
  eventMeasures: readonly number[]
  series(): AsyncIterable<SeriesBatch>
  events(): AsyncIterable<EventsBatch>
  cells: number
  cellsNotZero: number
  /** Rows of `series()`, for the progress bar. */
  rowsToStore: number
  lookups: LookupUse
  /** Snapshot date the file itself states, or the last day of its last period. */
  snapshotOn: string | null
  /** Releases what the reader holds open. */
  close(): Promise<void>
}

/** Real codes of the open city, for an example that passes when it is sent as printed. */
export interface ExampleCity {
  wards: readonly [string, string]
  lsoa: string
  /** “latitude,longitude” inside a small area. */
  point: string
  /** Code of a measure of counts that whoever sends the example may give. */
  measure: string
  /** A month that is over. */
  month: string
}

export interface DataFormat<Options = unknown> extends FormatBase<Options> {
  kind: 'series' | 'events'
  /** The example in the codes of the open city; without it the one in `help` is printed. */
  exampleIn?(city: ExampleCity): string
  /** The level of area the headings speak of, where one format serves sources of several levels. */
  level?(file: SafeFile): string | undefined
  /** Options the reader finds in the file itself when nobody states them. */
  finds?: readonly string[]
  read(file: SafeFile, options: Options, context: ReadContext): Promise<Outcome<Reading>>
}

export type Format = DataFormat | PlacesFormat

/** Types the options of one format and hides them again, so that formats of different options share one list. */
export const dataFormat = <Options>(format: DataFormat<Options>): DataFormat => ({
  ...format,
  read: (file, options, context) => format.read(file, format.options.parse(options), context),
})
