// What people said in the newest year of a survey, beside what was recorded in the newest 12 months, borough by borough.
import { z } from 'zod'
import { addMonths, type Month } from '../../../lib/dates.ts'
import { type Measure, openEvidence, readMonths, type Store, show, sum, threshold } from '../../evidence/index.ts'
import * as places from '../groups/queries.ts'
import { officer as reader, seenOf } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { type Ground, groundOf, type Known, markable, openTo } from '../signals/ground.ts'
import * as queries from './queries.ts'
import { type Compared, compare, type Place, shareOf } from './rules.ts'

const Word = z.string().catch('')
const Address = z.object({ feeling: Word, measure: Word })

/** One question of the survey in the city as a whole, apart from the others. */
export interface Question {
  measure: Measure
  year: number
  share: Compared['share']
  afraid: number
  asked: number
}

export interface Fear {
  store: Store
  city: places.Place
  feeling: Measure
  feelings: Measure[]
  violence: Known
  violences: Known[]
  year: number
  end: Month
  questions: Question[]
  compared: Compared[]
  /** Imports of the answers. */
  imports: number[]
}

export type Found = { state: 'no survey' } | { state: 'no violence' } | { state: 'ready'; fear: Fear }

/** Of those asked, how many do not feel safe: of a question whose higher answers are better, those who did not say yes. */
const afraidOf = (measure: Measure, { said, asked }: Pick<queries.Answer, 'said' | 'asked'>): number =>
  measure.direction === 'higher is better' ? asked - said : said

export async function figuresOf(rooms: Rooms, query: unknown): Promise<Found> {
  const { db, pack } = rooms
  const asks = Address.parse(query ?? {})
  const store = await openEvidence(db)
  const ground = await groundOf(db, store, 'borough')
  const city = await places.place(db, pack.city.code)
  const perceptions = store.measures.filter(
    one => one.topic === 'perceptions' && one.kind === 'count' && !one.characteristic,
  )
  if (!ground || !city || perceptions.length === 0) return { state: 'no survey' }
  const rows = await queries.answers(
    db,
    perceptions.map(one => one.id),
    [city.id, ...ground.areas.map(area => area.id)],
  )
  const feelings = perceptions.filter(one => rows.some(row => row.measureId === one.id && row.placeId !== city.id))
  const feeling = feelings.find(one => one.code === asks.feeling) ?? feelings[0]
  if (!feeling) return { state: 'no survey' }
  const violences = openTo(reader, 'borough', markable(ground.known)).filter(one => one.measure.denominator !== null)
  const violence =
    violences.find(one => one.measure.code === asks.measure) ??
    violences.find(one => one.measure.code === pack.headlines[0]) ??
    violences[0]
  if (!violence) return { state: 'no violence' }
  const year = Math.max(
    ...rows.filter(row => row.measureId === feeling.id && row.placeId !== city.id).map(row => row.year),
  )
  const answers = rows.filter(row => row.measureId === feeling.id && row.year === year)
  const compared = compare(
    await placesOf(rooms, store, ground, violence, feeling, answers),
    violence.measure.per ?? 1_000,
  )
  const imports = [...new Set(answers.map(row => row.importId))]
  const questions = feelings.flatMap(
    one =>
      questionOf(
        one,
        rows.filter(row => row.measureId === one.id && row.placeId === city.id),
      ) ?? [],
  )
  return {
    state: 'ready',
    fear: {
      store,
      city,
      feeling,
      feelings,
      violence,
      violences,
      year,
      end: violence.end,
      questions,
      compared,
      imports,
    },
  }
}

function questionOf(measure: Measure, rows: readonly queries.Answer[]): Question | undefined {
  const newest = rows.toSorted((a, b) => b.year - a.year)[0]
  if (!newest || isFew(measure, newest)) return undefined
  const afraid = afraidOf(measure, newest)
  return { measure, year: newest.year, afraid, asked: newest.asked, share: shareOf({ afraid, asked: newest.asked }) }
}

/** Too few who say the one or the other: such a share is not shown. */
const isFew = (measure: Measure, { said, asked }: Pick<queries.Answer, 'said' | 'asked'>): boolean =>
  [said, asked - said].some(n => n > 0 && n < threshold(measure))

async function placesOf(
  { db }: Rooms,
  store: Store,
  ground: Ground,
  { measure, end }: Known,
  feeling: Measure,
  answers: readonly queries.Answer[],
): Promise<Place[]> {
  const { areas, vintage } = ground
  const ids = areas.map(area => area.id)
  const months = await readMonths(db, store, {
    measureIds: [measure.id],
    placeIds: ids,
    from: addMonths(end, -11),
    to: end,
  })
  const seen = await seenOf({ db, store, actor: reader, measure, vintage, areas }, end)
  return areas.map((area): Place => {
    const { id, code, name, residents } = area
    const answer = answers.find(row => row.placeId === id && !isFew(feeling, row))
    const counted = sum(months.get(measure.id)?.get(id) ?? [], 12)
    const { count, words } = show(counted, seen.sees.get(id) ?? { see: 'nothing', why: '' })
    return {
      id,
      code,
      name,
      residents,
      afraid: answer ? afraidOf(feeling, answer) : null,
      asked: answer?.asked ?? null,
      count,
      words: words ?? 'not known',
    }
  })
}
