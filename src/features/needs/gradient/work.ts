import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Actor } from '../../../platform/http.ts'
import type { Measure } from '../../evidence/index.ts'
import { shelf } from '../kept.ts'
import { type Look, type Looked, readLook } from '../patterns/ask.ts'
import { type Residents, residentsFor } from '../patterns/figures.ts'
import { countsFor, type Standing } from '../patterns/stand-in.ts'
import type { Rooms } from '../signals/ask.ts'
import { kindWords } from '../signals/ground.ts'
import type { Answer, Place, Question } from './compute.ts'
import { type Edition, editionOf, editions } from './scores.ts'

const computeUrl = new URL(`./compute${extname(fileURLToPath(import.meta.url))}`, import.meta.url).href

export const draws = 100_000
export const seed = 1

export interface Found {
  look: Look
  edition: Edition
  indices: Measure[]
  residents: Residents
  /** What a rate is out of: the measure's own number, or a hundred times it where events are rare. */
  per: number
  places: Place[]
  /** Places whose count is hidden, and stood in for. */
  stood: ReadonlySet<number>
  /** Places without a count, residents or a score. */
  left: number
  answer: Answer
}

export type Asked =
  | Exclude<Looked, { state: 'ready' }>
  | { state: 'nothing'; look: Look; why: string }
  | { state: 'found'; found: Found }

const Choice = z.object({ index: z.string().catch('') })
const kept = shelf<Answer | undefined>('gradient', 40)

/** Answers the address of the page for one person, or for the city alone. */
export async function ask(rooms: Rooms, actor: Actor | null, query: unknown): Promise<Asked> {
  const looked = await readLook(rooms, actor, query, { usually: 12 })
  if (looked.state !== 'ready') return looked
  const { look } = looked
  const indices = editions(look.store)
  const { index } = Choice.parse(query ?? {})
  const measure =
    indices.find(each => each.code === index) ??
    indices.find(each => each.code === rooms.pack.deprivation.score) ??
    indices[0]
  const edition = measure && (await editionOf(rooms, look.store, look.ground, measure))
  const residents = await residentsFor(rooms.db, look.store, look.ground.vintage, look)
  const why = whyNot(look, edition, residents)
  if (!edition || !residents || why) return { state: 'nothing', look, why }
  const standing = await countsFor(rooms.db, actor, look)
  const { stood } = standing
  const places = placesOf(standing, edition, residents)
  const per = perOf(look, places)
  const key = [look.ground.vintage, look.known.measure.id, look.from, look.to, edition.measure.code, ...stood].join('|')
  const question: Question = { places, months: look.months, per, draws, seed }
  const answer = await kept(look.store, key, () => rooms.bench.run<Answer | undefined>(computeUrl, 'slope', question))
  const left = look.known.areas.length - places.length
  return answer
    ? { state: 'found', found: { look, edition, indices, residents, per, places, stood, left, answer } }
    : { state: 'nothing', look, why: fewWords(look) }
}

function whyNot({ known }: Look, edition: Edition | undefined, residents: Residents | undefined): string {
  if (known.measure.denominator === null) return 'This measure is not counted against residents, so it has no rate.'
  if (!edition) return 'No index of deprivation is loaded, so there is nothing to set the rates against.'
  return residents ? '' : 'No residents are loaded, so there are no rates.'
}

const fewWords = ({ ground }: Look): string =>
  `There are too few ${kindWords[ground.kind][1]}, or too few events, to part them into even three groups of ten events each.`

function placesOf({ rows }: Standing, { scores }: Edition, residents: Residents): Place[] {
  return rows.flatMap(({ area, count }) => {
    const [score, people] = [scores.get(area.id), residents.of.get(area.id)]
    return score === undefined || !people ? [] : [{ count, residents: people, score }]
  })
}

/** A rate of a few hundredths cannot be read: it is told for a hundred times as many people. */
function perOf({ known, months }: Look, places: readonly Place[]): number {
  const per = known.measure.per ?? 1_000
  const events = places.reduce((sum, place) => sum + place.count, 0)
  const years = (places.reduce((sum, place) => sum + place.residents, 0) * months) / 12
  return years > 0 && (events / years) * per < 0.5 ? per * 100 : per
}
