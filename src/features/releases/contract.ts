import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'

/*
 * What a room offers for release. Rooms below hand in builders (`app.ts`); a builder says what there is to choose and makes one thing of
 * it with its true figures. Hiding small numbers, rounding, rates and intervals are the release's own work: a room never does them here.
 */

/** `figures/violence-with-injury/ward/2026-02`, `place/E05009388`, `fact/12`, `decision/3`, `document/4`: the same thing keeps its key for ever. */
export const ItemKey = z.string().regex(/^[a-z][a-z-]*(\/[A-Za-z0-9._:-]+)+$/)

const key = z.string().regex(/^[a-z][a-z0-9_]*$/)
const head = { key, title: z.string().min(1) }
const unit = z.string().min(1)

/** A thing counted and the kinds it is made of, under the names they are released by: the whole less all but one of its kinds is that one. */
export const Family = z.object({ whole: z.string(), kinds: z.array(z.string()) })
export type Family = z.output<typeof Family>

export const Column = z.discriminatedUnion('role', [
  /** A place's code. The release knows which places make up which, of every vintage; a code it does not know stands for itself. */
  z.object({ ...head, role: z.literal('place') }),
  /** A month `2026-02`, or months from and to `2025-03/2026-02`. */
  z.object({ ...head, role: z.literal('period') }),
  /** A group of people or things. `total` is the word for all of them; `parts` says what a word is made of where groups overlap ('10-18' is each age). */
  z.object({
    ...head,
    role: z.literal('group'),
    total: z.string().optional(),
    parts: z.record(z.string(), z.array(z.string())).optional(),
    /** Do the groups of a table add up to its total? Say false where some people are in none, or in two. */
    complete: z.boolean().default(true),
    /** A protected characteristic: counts under 10 are hidden. */
    protected: z.boolean().default(false),
  }),
  /** Words that count nothing: a name, a note. */
  z.object({ ...head, role: z.literal('words') }),
  /**
   * People, offences, events. `counts` names what is counted, the same in every release ('violence-with-injury'): cells are held against
   * all that is already public under this name. `sensitive`: violence against women and girls, domestic abuse: under 10 hidden, borough or above.
   */
  z.object({
    ...head,
    role: z.literal('count'),
    unit,
    counts: z.string().min(1),
    sensitive: z.boolean().default(false),
    /** Those it is the whole or a kind of. */
    families: z.array(Family).optional(),
  }),
  /** What a rate is held against, known to all: residents. */
  z.object({ ...head, role: z.literal('denominator'), unit }),
  /** Worked out here from the count as shown; leave its cells null. Hidden with its count and under 10. Limits: exact Poisson under 10, Byar's from 10. */
  z.object({ ...head, role: z.literal('rate'), unit, count: key, denominator: key, per: z.number().positive() }),
  /** Ends of a rate's 95% interval, worked out here; leave the cells null. `of` is the rate's column. */
  z.object({ ...head, role: z.literal('lower'), of: key }),
  z.object({ ...head, role: z.literal('upper'), of: key }),
  /** One count as a percentage of another, from both as shown; leave the cells null. */
  z.object({ ...head, role: z.literal('share'), count: key, of: key }),
  /** Any other number, such as a survey's percentage or a score. `with`: hidden together with this count. */
  z.object({ ...head, role: z.literal('number'), unit, with: key.optional() }),
])
export type Column = z.output<typeof Column>

export const Cell = z.union([z.string(), z.number(), z.null()])
export type Cell = z.output<typeof Cell>

export const Source = z.object({
  title: z.string().min(1),
  custodian: z.string().min(1),
  /** A page of the web; any other kind of address is left out. */
  href: z
    .url({ protocol: /^https?$/ })
    .optional()
    .catch(undefined),
  asAt: z.iso.date().optional(),
})

/** Rows of one place, one thing counted, month after month (or quarter after quarter): drawn as a line, of the numbers as they are shown. */
const Trend = z.object({
  /** Months a row is about. */
  months: z.union([z.literal(1), z.literal(3)]),
  /** First months of a new way of recording, or of a level that a person set apart: means stop there. */
  breaks: z.array(z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), label: z.string().min(1) })),
})

/** Rows hold a cell for each column, in their order. Null in a count is not known. */
export const Table = z.object({
  /** Part of the address of its CSV; unique in the item. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  caption: z.string().min(1),
  /** What is counted, in a word or two: tables of one row each that have one stand together as one on the page. */
  name: z.string().min(1).optional(),
  columns: z.array(Column).min(1),
  rows: z.array(z.array(Cell)),
  note: z.string().optional(),
  trend: Trend.optional(),
  /** Where this table's own numbers come from, under which licence, when the item holds tables of several; the item's otherwise. */
  sources: z.array(Source).optional(),
  licence: z.string().optional(),
  /** Drawn from its cells as they are released: the rate of each place with its interval. */
  chart: z.literal('rates').optional(),
  /** Ids of the item's tables that its words are worked out from: all but its first column is hidden unless every count there is shown as it is. */
  restsOn: z.array(z.string()).optional(),
})
export type Table = z.output<typeof Table>

export type Source = z.output<typeof Source>

/** A stretch of a longer document: its words, then its tables, then what must be read with them. */
export const Section = z.object({
  title: z.string().default(''),
  /** 1: a chapter; 2: a part of one. */
  depth: z.union([z.literal(1), z.literal(2)]),
  /** Markdown, plain words. */
  text: z.string().default(''),
  /** Ids of its tables. */
  tables: z.array(z.string()).default([]),
  /** What is not shown and why; what the figures cannot say. */
  notes: z.array(z.string()).default([]),
})
export type Section = z.output<typeof Section>

export const Picture = z.object({ alt: z.string(), svg: z.string() })

export const Releasable = z.object({
  key: ItemKey,
  /** First part of the key, for filters: figures, place, fact, decision, document. */
  kind: z.string().regex(/^[a-z-]+$/),
  title: z.string().min(1),
  summary: z.string().default(''),
  /** In words, always: 'March 2025 to February 2026'. Nothing is released without one. */
  period: z.string(),
  /** Codes; empty means the whole city. */
  places: z.array(z.string()).default([]),
  areas: z.array(z.string()).default([]),
  outcomes: z.array(z.string()).default([]),
  /** Markdown, plain words. */
  text: z.string().default(''),
  tables: z.array(Table).default([]),
  /** Where the tables of a longer document stand among its words; those that no section names follow after all. */
  sections: z.array(Section).optional(),
  pictures: z.array(Picture).default([]),
  sources: z.array(Source).default([]),
  licence: z.string(),
  /** Address of its page on how it is made: '/methods/rates'. */
  method: z.string().default(''),
  /** Anything more the room's own public page needs, without figures of its own: shown nowhere by the releases room, kept as it is. */
  extra: z.record(z.string(), z.json()).default({}),
  /** Keys of the records it follows from, for threads: 'decision/3'. */
  because: z.array(z.string()).default([]),
})
/** What a builder hands over. */
export type NewReleasable = z.input<typeof Releasable>
export type Releasable = z.output<typeof Releasable>

export interface Choice {
  key: string
  title: string
  hint?: string
  /** A choice that stands for several: all ward pages. Their keys; `key` names the bundle. */
  keys?: readonly string[]
}

/** What a room hands in so that its records can be released. */
export interface Builder {
  kind: string
  title: string
  /** What a person who chooses should know of all of these. */
  note?: string
  choices(db: Db, actor: Actor): Promise<Choice[]>
  /** The thing as it is now, with its true figures; undefined when there is none. */
  build(db: Db, key: string): Promise<NewReleasable | undefined>
}

/** A thing as the public reads it: small numbers hidden, rates worked out. This and nothing else may stand on a public page. */
export const PublishedItem = Releasable.omit({ because: true }).extend({
  /** Address of the release: `/publications/SLUG`. */
  slug: z.string(),
  edition: z.number(),
  publishedOn: z.iso.date(),
  releaseTitle: z.string(),
})
export type PublishedItem = z.output<typeof PublishedItem>

/** What stands in a public table where a number is confidential (GSS symbol). */
export const hidden = '[c]'
