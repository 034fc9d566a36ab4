import { z } from 'zod'
import { plainText } from '../../../platform/plain.ts'
import { Coordinates, coordinateFields } from '../../threads/index.ts'
import { Reading } from '../analyses/reading.ts'

export const strengths = ['weak', 'moderate', 'strong'] as const
export const strengthNames: Record<(typeof strengths)[number], string> = {
  weak: 'Weak: one figure, or it hangs on how it is made',
  moderate: 'Moderate: it holds under most other choices',
  strong: 'Strong: it holds under all other choices, or other sources say the same',
}
export const factors = ['risk', 'protective', 'neither'] as const
export const factorNames: Record<(typeof factors)[number], string> = {
  risk: 'A risk factor: something that goes with more violence',
  protective: 'A protective factor: something that goes with less',
  neither: 'Neither: what happened, not why',
}
export const statuses = ['draft', 'agreed', 'dropped'] as const
export const statusNames: Record<(typeof statuses)[number], string> = {
  draft: 'Draft',
  agreed: 'Agreed',
  dropped: 'Dropped',
}

const Import = z.object({ source: z.string(), title: z.string(), snapshotOn: z.string(), hash: z.string() })
const Place = z.object({ code: z.string(), name: z.string(), kind: z.string(), boroughCode: z.string().nullable() })
const Measure = z.object({ code: z.string(), name: z.string(), unit: z.string() })
export type Place = z.output<typeof Place>

/** The mark a finding is made of, as it was seen on the day. */
export const MarkEvidence = z.object({
  kind: z.literal('mark').default('mark'),
  measure: Measure,
  place: Place,
  /** Last month of the later window, and months in each of the two. */
  end: z.string(),
  window: z.number(),
  later: z.number().nullable(),
  earlier: z.number().nullable(),
  ratio: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  q: z.number().nullable(),
  tested: z.number(),
  change: z.string(),
  level: z.string(),
  /** In words: how the mark fared under other choices. */
  firm: z.string(),
  settings: z.string(),
  imports: z.array(Import),
  method: z.string(),
  seenOn: z.string(),
})
export type MarkEvidence = z.output<typeof MarkEvidence>

/** The picture and the table of a reading: kept beside it, because lists do not read them. */
export const Exhibit = Reading.pick({ svg: true, table: true })
export type Exhibit = z.output<typeof Exhibit>

/** What one way of looking said, as it was seen on the day. */
export const ReadingEvidence = z.object({
  kind: z.literal('reading'),
  reading: Reading.omit({ svg: true, table: true }),
  places: z.array(Place).min(1),
  measures: z.array(Measure),
  /** The smallest kind of place whose figures stand in it: what must be open to who reads it. */
  level: z.string().optional(),
  imports: z.array(Import),
  seenOn: z.string(),
})
export type ReadingEvidence = z.output<typeof ReadingEvidence>

/** What was seen on the day, so that the finding can be read and made again whatever the data become. */
export const Evidence = z.union([ReadingEvidence, MarkEvidence])
export type Evidence = z.output<typeof Evidence>

/** A figure that is otherwise today than when the finding was made, as all who read the finding may see it. */
export const Change = z.object({ label: z.string(), was: z.string(), is: z.string() })
export type Change = z.output<typeof Change>

export const Finding = Coordinates.extend({
  id: z.number(),
  statement: z.string(),
  placeId: z.number(),
  measureId: z.number().nullable(),
  evidence: Evidence,
  strength: z.enum(strengths),
  factor: z.enum(factors),
  status: z.enum(statuses),
  droppedReason: z.string().nullable(),
  version: z.number(),
  madeBy: z.number().nullable(),
  madeOn: z.string(),
  agreedBy: z.number().nullable(),
  agreedOn: z.string().nullable(),
  /** The data in force when its figures were last held against those of today. */
  checkedVersion: z.string(),
  changes: z.array(Change),
  changedSeenOn: z.string().nullable(),
  standsOn: z.string().nullable(),
  /** Do its words hold, for who looked, in spite of the changes as they are now? */
  stands: z.boolean(),
})
export type Finding = z.output<typeof Finding>

/** The mark the finding is from: in the address of the form, and in what it posts. */
export const About = z.object({ place: z.string().trim().max(20), measure: z.string().trim().max(100) })

/** The reading it is from: a view, and the words of its page's address. */
export const OfView = z.object({ view: z.string().trim().max(50), asked: z.string().max(2_000).default('') })

export const draftFor = (today: string) =>
  z.object({
    statement: plainText(today, { missing: 'Enter what was found, in words anybody would understand', most: 1_000 }),
    strength: z.enum(strengths, { error: 'Choose how strong the evidence is' }),
    factor: z.enum(factors, { error: 'Say whether it is a risk, a protection or neither' }),
    ...coordinateFields,
    version: z.coerce.number().int().catch(1),
  })

/** What a person says of a finding. */
export type Draft = Coordinates & Pick<Finding, 'statement' | 'strength' | 'factor' | 'version'>

export const reasonFor = (today: string) => z.object({ reason: plainText(today, { missing: 'Enter the reason' }) })
