import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { openBench } from '../../../platform/work.ts'
import { findCity } from '../../places/index.ts'
import type { Looking, View } from '../analyses/view.ts'
import { draw, saying } from './draw.ts'
import { freeze } from './freeze.ts'
import * as queries from './queries.ts'
import { addBlock, type NewBlock } from './rules.ts'
import type { Assessment } from './schemas.ts'
import * as service from './service.ts'
import { begin } from './template.ts'

const daysAgo = z.number().int()
/** A chapter by its place in the template. */
const chapter = z.number().int()
const Text = z.object({ chapter, level: z.string().nullable(), text: z.string() })

/** What people of an invented city wrote in its assessment. */
export const ToldAssessment = z.object({
  by: z.string(),
  begunDaysAgo: daysAgo,
  findings: z.array(z.object({ chapter, finding: z.string() })),
  texts: z.array(Text),
  reviewDaysAgo: daysAgo,
  comment: z.object({ by: z.string(), daysAgo, chapter, words: z.string(), answer: z.string() }),
  frozenDaysAgo: daysAgo,
  freezeNote: z.string(),
  after: z.array(Text),
})
export type ToldAssessment = z.output<typeof ToldAssessment>

export interface Teller {
  /** The number of a finding of the story; undefined where it was not made. */
  findingOf(id: string): number | undefined
  day(daysAgo: number): string
  writer: Actor
  reviewer: Actor
  director: Actor
  /** Every way of looking there is. */
  views: readonly View[]
}

/** Begins the city's assessment of a demonstration, has it reviewed and an edition frozen, and writes on. */
export async function tellAssessment(db: Db, pack: Pack, told: ToldAssessment, teller: Teller): Promise<void> {
  const city = await findCity(db)
  if (!city) return
  const bench = openBench()
  const rooms = { db, pack, bench, views: teller.views, today: () => teller.day(0) }
  const writing = (ago: number) => ({ actor: teller.writer, today: teller.day(ago) })
  try {
    const begun = begin(city.code, await saying(rooms, city.code))
    const id = await service.start(db, writing(told.begunDaysAgo), city, begun)
    for (const text of told.texts) await add(rooms, id, writing(told.begunDaysAgo), text.chapter, textOf(text))
    for (const { chapter, finding } of told.findings) {
      const found = teller.findingOf(finding)
      if (found) await add(rooms, id, writing(told.begunDaysAgo), chapter, { kind: 'finding', finding: found })
    }
    await reviewed(rooms, id, told, teller)
    for (const text of told.after) await add(rooms, id, writing(0), text.chapter, textOf(text))
  } finally {
    await bench.close()
  }
}

const textOf = ({ text, level }: z.output<typeof Text>): NewBlock => ({ kind: 'text', text, level })

async function found({ db }: Looking, id: number): Promise<Assessment> {
  const assessment = await queries.find(db, id)
  if (!assessment) throw new RangeError(`assessment ${id} was begun and cannot be found`)
  return assessment
}

async function add(rooms: Looking, id: number, doing: service.Doing, at: number, block: NewBlock): Promise<void> {
  const { document, version } = await found(rooms, id)
  const chapter = document.chapters[at]
  if (!chapter) throw new RangeError(`assessment.json names chapter ${at}, which the template does not have`)
  const words = block.kind === 'finding' ? 'a finding' : 'a text'
  const to = addBlock(document, chapter.id, block)
  await service.change(rooms.db, doing, { id, version }, `Added ${words} to “${chapter.title}”`, to)
}

async function reviewed(rooms: Looking, id: number, told: ToldAssessment, teller: Teller): Promise<void> {
  const { db } = rooms
  const { comment } = told
  const doing = (actor: Actor, ago: number) => ({ actor, today: teller.day(ago) })
  await service.review(db, doing(teller.writer, told.reviewDaysAgo), id)
  const assessment = await found(rooms, id)
  const part = assessment.document.chapters[comment.chapter]?.id ?? ''
  await service.comment(db, doing(teller.reviewer, comment.daysAgo), id, { part, words: comment.words })
  const [said] = await queries.comments(db, id)
  if (said) await service.settle(db, doing(teller.writer, comment.daysAgo), id, said.id, comment.answer)
  const { drawn, dataVersion } = await draw(rooms, teller.director, assessment.document)
  const made = { assessment, drawn, dataVersion, note: told.freezeNote }
  await freeze(db, doing(teller.director, told.frozenDaysAgo), made)
}
