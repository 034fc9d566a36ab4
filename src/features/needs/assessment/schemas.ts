import { z } from 'zod'
import { plainText } from '../../../platform/plain.ts'
import { Reading } from '../analyses/reading.ts'
import { factors, strengths } from '../findings/schemas.ts'
import { Counted } from './counted.ts'

const level = z.string().nullable().default(null)
const id = z.string()

/** A part of a chapter. What a finding or a view says is read anew each time; only an edition keeps it. */
export const Block = z.discriminatedUnion('kind', [
  z.object({ id, kind: z.literal('text'), text: z.string(), level }),
  z.object({ id, kind: z.literal('finding'), finding: z.number() }),
  z.object({ id, kind: z.literal('view'), view: z.string(), asked: z.record(z.string(), z.string()), level }),
  /** Made of the findings of the whole document: the risk and protective factors. */
  z.object({ id, kind: z.literal('factors') }),
  /** The contextual levels nothing in the document is about. */
  z.object({ id, kind: z.literal('silent') }),
])
export type Block = z.output<typeof Block>

export const Chapter = z.object({
  id,
  title: z.string(),
  /** What the chapter is to answer, for those who write it. */
  asks: z.string().default(''),
  blocks: z.array(Block),
})
export type Chapter = z.output<typeof Chapter>

export const Document = z.object({
  /** The number of the next chapter or block. */
  next: z.number(),
  chapters: z.array(Chapter),
})
export type Document = z.output<typeof Document>

/** What a block says when it is read: live in the draft, as it stood in an edition. */
export const Said = z.object({
  id,
  kind: z.enum(['text', 'finding', 'view', 'factors', 'silent']),
  title: z.string().default(''),
  /** Markdown in a text; the statement in plain words otherwise. */
  words: z.string().default(''),
  figures: Reading.shape.figures.default([]),
  svg: z.string().optional(),
  table: Reading.shape.table,
  from: z.string().default(''),
  to: z.string().default(''),
  source: z.string().default(''),
  method: z.string().default(''),
  settings: z.string().default(''),
  notes: z.array(z.string()).default([]),
  /** Notes among them that are not for the public. */
  inside: Reading.shape.inside,
  level,
  places: z.array(z.string()).default([]),
  /** Where it stands today. */
  href: z.string().default(''),
  finding: z.number().optional(),
  /** State of the finding: "agreed". */
  state: z.string().default(''),
  strength: z.enum(strengths).optional(),
  factor: z.enum(factors).optional(),
  view: z.string().optional(),
  asked: z.record(z.string(), z.string()).optional(),
  counted: Counted.optional(),
  /** Why there is nothing to show; empty where there is. */
  missing: z.string().default(''),
})
export type Said = z.output<typeof Said>

/** A document with what its blocks say. */
export const Drawn = z.object({
  levels: z.array(z.object({ code: z.string(), label: z.string() })),
  chapters: z.array(z.object({ id, title: z.string(), asks: z.string().default(''), blocks: z.array(Said) })),
})
export type Drawn = z.output<typeof Drawn>
export type DrawnChapter = Drawn['chapters'][number]

export const statuses = ['draft', 'in review'] as const

export const Assessment = z.object({
  id: z.number(),
  title: z.string(),
  place: z.object({ id: z.number(), code: z.string(), name: z.string(), kind: z.string() }),
  document: Document,
  status: z.enum(statuses),
  version: z.number(),
  madeBy: z.number().nullable(),
  madeOn: z.string(),
  editedBy: z.array(z.number()),
})
export type Assessment = z.output<typeof Assessment>

export const EditionLine = z.object({
  id: z.number(),
  assessmentId: z.number(),
  number: z.number(),
  title: z.string(),
  note: z.string(),
  frozenOn: z.string(),
  frozenBy: z.string(),
  place: Assessment.shape.place,
})
export type EditionLine = z.output<typeof EditionLine>

export const Edition = EditionLine.extend({ content: Drawn })
export type Edition = z.output<typeof Edition>

export const Comment = z.object({
  id: z.number(),
  part: z.string(),
  words: z.string(),
  who: z.string(),
  madeOn: z.string(),
  answer: z.string().nullable(),
  settledOn: z.string().nullable(),
})
export type Comment = z.output<typeof Comment>

const version = z.coerce.number().int().catch(0)
const part = z.string().max(12).catch('')

export const StartForm = z.object({
  place: z.string({ error: 'Choose the place' }).min(1, { error: 'Choose the place' }),
})
export const PartForm = z.object({ part, version })
export const MoveForm = z.object({ part, way: z.enum(['up', 'down']).catch('up'), version })
export const DiscardForm = z.object({
  sure: z
    .string()
    .catch('')
    .transform(sure => sure === 'yes'),
  version,
})
export const BackForm = z.object({ to: z.coerce.number().int().catch(0), version })
export const ChapterForm = (today: string) =>
  z.object({ title: plainText(today, { missing: 'Enter the title of the chapter', most: 150 }), version })
export const TextForm = (today: string) =>
  z.object({
    text: plainText(today, { missing: 'Enter the text', most: 20_000 }),
    level: z.string().max(100).default(''),
    version,
  })
export const CommentForm = (today: string) =>
  z.object({ words: plainText(today, { missing: 'Enter what you would have changed', most: 2_000 }), part })
export const AnswerForm = (today: string) =>
  z.object({ answer: plainText(today, { missing: 'Enter what was done about it', most: 1_000 }) })
export const FreezeForm = (today: string) => z.object({ note: plainText(today, { most: 1_000 }), version })
