// Is a ward under-served at the time an award is made: need against supply, for ages a bid is for. For the funding room.
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import * as places from '../../places/index.ts'
import type { Ages } from './ages.ts'
import { timesOf } from './ask.ts'
import { coverage, emptyGrid, tallyOf } from './grid.ts'
import * as queries from './queries.ts'
import { ordinaryWeek, spansOf } from './weeks.ts'

export interface UnderServed {
  /** Undefined where it cannot be said: no week of term ahead is known. */
  under: boolean | undefined
  /** The ordinary week of term it was counted in. */
  monday: Day | undefined
  /** Hours people plan by, and those with something for every age, in this ward. */
  hours: number
  covered: number
  /** The same hours in the middle ward of the city: half of all wards have as many or fewer. */
  middle: number
  /** Residents of the census bands that hold the ages, and how many for each covered hour; null where nobody counted or nothing is on. */
  people: number | null
  /** Why, in words that may stand on an award. */
  words: string
}

/**
 * Under-served: fewer hours with something for every one of these ages than the middle ward of the city has, or none at all. It compares wards by
 * what is on, and says nothing of people; an award is decided by people, and this is one of the things they read.
 */
export async function underServed(db: Db, wardCode: string, ages: Ages, today: Day): Promise<UnderServed | undefined> {
  const [ward, vintage] = [await places.findByCode(db, wardCode), await places.vintageOf(db, 'ward')]
  if (ward?.kind !== 'ward' || !vintage) return undefined
  const wards = await places.ofVintage(db, vintage)
  const weeks = await weeksOf(db, wards, today)
  const monday = weeks.get(ward.boroughId ?? 0)
  const times = timesOf(await places.timeBand(db))[0]
  if (!times || !wards.some(one => one.id === ward.id)) return undefined
  const sessions = await queries.sessions(db, weeks, ['activity'])
  const grids = coverage(sessions, { ages, wards: wards.map(one => one.id) })
  const of = (id: number) => tallyOf(grids.get(id) ?? emptyGrid, times, ages)
  const all = wards.filter(one => weeks.has(one.boroughId ?? 0)).map(one => of(one.id).whole)
  const people = (await places.residentsAbout(db, [ward.id], ages)).get(ward.id)?.count ?? null
  const found = { monday, hours: of(ward.id).hours, covered: of(ward.id).whole, middle: middleOf(all), people }
  return { ...found, ...judge(found, ward.name, times.name) }
}

async function weeksOf(db: Db, wards: readonly { boroughId: number | null }[], today: Day): Promise<Map<number, Day>> {
  const spans = await places.calendarSpans(db)
  const boroughs = await places.findByIds(db, [...new Set(wards.flatMap(ward => ward.boroughId ?? []))])
  return new Map(
    boroughs.flatMap(({ id, code }) => {
      const monday = ordinaryWeek(spansOf(spans, code), 'term', today)
      return monday === undefined ? [] : [[id, monday] as const]
    }),
  )
}

/** The lower middle of some numbers; 0 of none. */
export const middleOf = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? 0

export function judge(
  { monday, hours, covered, middle }: Pick<UnderServed, 'monday' | 'hours' | 'covered' | 'middle'>,
  name: string,
  times: string,
): Pick<UnderServed, 'under' | 'words'> {
  if (monday === undefined)
    return { under: undefined, words: `No ordinary week of term is known ahead in ${name}, so this cannot be said.` }
  const counted = `${name} has something in ${covered} of ${hours} hours (${times.toLowerCase()}); the middle ward of the city in ${middle}.`
  return { under: covered === 0 || covered < middle, words: counted }
}
