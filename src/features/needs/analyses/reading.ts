import { z } from 'zod'

/** One figure as it stands on a page: never without what it is of, when, and how sure it is. */
const Figure = z.object({
  label: z.string(),
  /** As shown, with its unit: "52.5 %", "0.97 per 100,000", "hidden: fewer than 5". */
  value: z.string(),
  count: z.string().default(''),
  denominator: z.string().default(''),
  /** "January 2016 to December 2018". */
  period: z.string(),
  /** "44.5 % by chance, 95 % of draws 41 % to 47 %", "95 % interval 3.3 to 7.4". */
  interval: z.string().default(''),
})
export type Figure = z.output<typeof Figure>

/**
 * What one analysis says when it is asked one thing. It holds no more than every reader of findings may see (an officer), so that it can be
 * frozen in a finding, drawn in a chapter and written to a file.
 */
export const Reading = z.object({
  /** Its view: "concentration". */
  view: z.string(),
  /** "Where homicide is concentrated: wards, 2016 to 2018". */
  title: z.string(),
  /** The page it stands on, settings and all, always written the same way: "/analyses/concentration?measure=homicide&from=2016-01&to=2018-12". */
  href: z.string(),
  /** The finding in plain words, a first draft for whoever makes one; what is not distinguishable from chance is said to be so. */
  statement: z.string(),
  figures: z.array(Figure),
  /** The picture, drawn on the server, where there is one. Its words are in the table. */
  svg: z.string().optional(),
  /** The same in a table, for those who do not see the picture and for files. */
  table: z.object({ caption: z.string(), head: z.array(z.string()), rows: z.array(z.array(z.string())) }).optional(),
  /** Months, first and last. */
  from: z.string(),
  to: z.string(),
  /** Codes of the places it is about: the city's own where it is about all of it. */
  places: z.array(z.string()).min(1),
  /** The smallest kind of place its figures stand for, where that is smaller than its places: "ward" of a map of the city's wards. */
  level: z.enum(['city', 'borough', 'ward', 'lsoa']).optional(),
  measures: z.array(z.string()),
  /** Imports in force behind the figures. */
  imports: z.array(z.number()),
  /** Publishers and titles. */
  source: z.string(),
  /** Under which licences stands what no import brought: entries of the finder. */
  licence: z.string().optional(),
  /** The page on the method: "/methods/concentration". */
  method: z.string(),
  /** How it was made, where that can be chosen: "Gini against 999 draws, seed 1". */
  settings: z.string().default(''),
  /** What must be said wherever it stands: a context note, a limit of the data. */
  notes: z.array(z.string()).default([]),
  /** Those of its notes that tell who sees what inside, and so are not for the public. Absent from what was kept before they were marked. */
  inside: z.array(z.string()).optional(),
})
export type Reading = z.output<typeof Reading>
