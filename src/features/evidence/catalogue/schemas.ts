import { z } from 'zod'

/** A source as the catalogue shows it. */
export const CatalogueSource = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  custodian: z.string(),
  licence: z.string(),
  attribution: z.string(),
  address: z.string().nullable(),
  format: z.string(),
  level: z.string().nullable(),
  vintage: z.string().nullable(),
  cadence: z.string(),
  lagDays: z.number().nullable(),
  status: z.enum(['described', 'catalogued']),
  openlyPublished: z.boolean(),
  knownFaults: z.array(z.string()),
  notes: z.string(),
  /** Why it is not loaded, where the pack says so. */
  why: z.string().nullable(),
  measureCodes: z.array(z.string()),
})
export type CatalogueSource = z.output<typeof CatalogueSource>

export const ImportStatus = z.enum(['reading', 'current', 'undone', 'failed'])
export type ImportStatus = z.output<typeof ImportStatus>

export const ImportLine = z.object({
  id: z.number(),
  sourceId: z.string(),
  format: z.string(),
  fileName: z.string(),
  fileHash: z.string(),
  fileBytes: z.number(),
  snapshotOn: z.string(),
  status: ImportStatus,
  madeBy: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  rowsRead: z.number(),
  rowsUsed: z.number(),
  rowsRejected: z.number(),
  cells: z.number(),
  cellsNotZero: z.number(),
  report: z.unknown(),
})
export type ImportLine = z.output<typeof ImportLine>

const Counts = z.record(z.string(), z.number()).catch({})
const Texts = z.array(z.string()).catch([])

const Judgement = z.object({
  label: z.string(),
  grain: z.enum(['month', 'quarter', 'year', 'point']).catch('month'),
  period: z.string(),
  state: z.enum(['loaded', 'stub', 'held', 'withheld']),
  total: z.number().catch(0),
  usual: z.number().catch(0),
  reason: z.string(),
})
export type Judgement = z.output<typeof Judgement>

const Biggest = z.object({
  measure: z.string(),
  placeCode: z.string(),
  placeName: z.string(),
  period: z.string(),
  before: z.number(),
  after: z.number(),
})
export type Biggest = z.output<typeof Biggest>

const noneUnlikely = { cells: 0, biggest: [] }
const noSameDay = { replaces: [], yields: [] }
const noRevisions = {
  fresh: 0,
  same: 0,
  changed: 0,
  overruled: 0,
  difference: 0,
  biggest: [],
  unlikely: noneUnlikely,
  against: [],
  olderThan: [],
  sameDay: noSameDay,
}

/** What an import told when it was made. Kept reports may be older than this program, so a part that is missing is empty. */
export const ImportReport = z.object({
  rowsRead: z.number().catch(0),
  rowsUsed: z.number().catch(0),
  rejected: z.number().catch(0),
  cells: z.number().catch(0),
  cellsNotZero: z.number().catch(0),
  notes: Texts,
  odd: Texts,
  cautions: Texts,
  compared: z.boolean().catch(true),
  covers: z
    .array(
      z.object({
        label: z.string(),
        grain: z.enum(['month', 'quarter', 'year', 'point']),
        measures: z.number(),
        places: z.number(),
        from: z.string(),
        to: z.string(),
        periods: z.number(),
      }),
    )
    .catch([]),
  judgements: z.array(Judgement).catch([]),
  withheld: z.array(z.object({ label: z.string(), measures: z.array(z.string()) })).catch([]),
  revisions: z
    .object({
      fresh: z.number(),
      same: z.number(),
      changed: z.number(),
      overruled: z.number().catch(0),
      difference: z.number(),
      biggest: z.array(Biggest).catch([]),
      unlikely: z
        .object({ cells: z.number(), biggest: z.array(Biggest.extend({ usual: z.number() })) })
        .catch(noneUnlikely),
      against: Texts,
      olderThan: Texts,
      sameDay: z.object({ replaces: Texts, yields: Texts }).catch(noSameDay),
    })
    .catch(noRevisions),
  parents: z
    .array(
      z.object({
        level: z.string(),
        measure: z.string(),
        from: z.string(),
        to: z.string(),
        total: z.number(),
        parent: z.number(),
        share: z.number(),
      }),
    )
    .catch([]),
  lookups: z
    .object({
      vintages: Counts,
      trimmed: z.number().catch(0),
      notPlaces: Counts,
      unknown: Counts,
      outside: z.number().catch(0),
    })
    .catch({ vintages: {}, trimmed: 0, notPlaces: {}, unknown: {}, outside: 0 }),
  failure: z.string().nullable().catch(null),
  refusals: z
    .array(
      z.object({
        file: z.string(),
        line: z.number().optional(),
        field: z.string().optional(),
        reason: z.string(),
        remedy: z.string(),
      }),
    )
    .catch([]),
})
export type ImportReport = z.output<typeof ImportReport>

/** A report as it is kept, read without failing on what is missing. */
export const readReport = (report: unknown): ImportReport =>
  ImportReport.parse(typeof report === 'object' && report !== null ? report : {})

export const RejectLine = z.object({
  line: z.number(),
  field: z.string(),
  value: z.string(),
  reason: z.string(),
  remedy: z.string(),
})
export type RejectLine = z.output<typeof RejectLine>
