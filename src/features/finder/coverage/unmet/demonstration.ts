// Searches told of in the demonstration: invented, like all of its data, and counted as any search is.
import { addDays, type Day } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { type Coarse, countSearch, mondayOf } from '../count.ts'
import * as queries from './queries.ts'

const told: readonly (Pick<Coarse, 'ages' | 'times' | 'topic' | 'result'> & { borough: number; each: number })[] = [
  { borough: 0, ages: '14-17', times: 'after-school', topic: 'sport', result: 'none', each: 3 },
  { borough: 0, ages: '14-17', times: 'evening', topic: 'arts', result: 'few', each: 2 },
  { borough: 1, ages: '14-17', times: 'after-school', topic: 'other', result: 'none', each: 4 },
  { borough: 2, ages: '11-13', times: 'holidays', topic: 'any', result: 'few', each: 3 },
  { borough: 3, ages: '18-24', times: 'any', topic: 'work', result: 'none', each: 2 },
  { borough: 4, ages: '11-13', times: 'weekend', topic: 'games', result: 'few', each: 1 },
  { borough: 5, ages: '8-10', times: 'after-school', topic: 'learning', result: 'none', each: 2 },
]

/** Eight weeks of searches that found nothing, in these boroughs. */
export async function tellUnmet(db: Db, today: Day): Promise<void> {
  const boroughs = (await queries.boroughs(db)).map(one => one.code)
  for (const { borough, each, ...coarse } of told)
    for (let week = 1; week <= 8; week += 1)
      for (let minute = 0; minute < each + (week % 2); minute += 1) {
        const monday = addDays(mondayOf(today), -7 * week)
        await countSearch(db, { ...coarse, week: monday, area: boroughs[borough] ?? '', minute })
      }
}
