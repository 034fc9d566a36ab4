import type { Day } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import type { Actor } from '../../../../platform/http.ts'
import { calendarSpans } from '../../../places/index.ts'
import { windowOf } from '../../search/calendar.ts'
import { type Ages, agesOf } from '../ages.ts'
import { type Ward, wardsFor } from '../read.ts'
import { daySessions, type Row } from './queries.ts'
import { type Holiday, nextHoliday, programme, type WardDays, wardDays } from './rules.ts'

/** Those for whom holiday programmes are for the most part: school age, from 8. */
export const usualAges = '8-17'

export interface BoroughHoliday {
  id: number
  code: string
  name: string
  /** Undefined where its calendar has none within six weeks. */
  holiday: Holiday | undefined
  /** Weekdays of which times are known already, and how many are not. */
  days: Day[]
  later: number
  programme: ReturnType<typeof programme>
  wards: { ward: Ward; days: WardDays }[]
  /** Wards with a weekday on which some age has nothing. */
  withGaps: number
}

/** The next holiday of every borough this person answers for, by name, for some ages. */
export async function holidaysFor(db: Db, actor: Actor, today: Day, ages: Ages): Promise<BoroughHoliday[]> {
  const [wards, spans] = [await wardsFor({ db }, actor), await calendarSpans(db)]
  const codes = new Map(wards.map(ward => [ward.boroughId, { code: ward.boroughCode, name: ward.boroughName }]))
  const next = new Map([...codes].map(([id, { code }]) => [id, nextHoliday(spans, code, today)]))
  const known = new Map([...next].flatMap(([id, holiday]) => (holiday ? [[id, holiday] as const] : [])))
  const sessions = await daySessions(db, known)
  const { to: until } = windowOf(today)
  return [...codes]
    .map(([id, place]) => {
      const own = {
        wards: wards.filter(ward => ward.boroughId === id),
        sessions: sessions.filter(one => one.boroughId === id),
      }
      return boroughOf({ id, ...place }, known.get(id), own, { today, until, ages })
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

// Days that are over are no longer kept, and those past `until` not yet: neither is a gap.
function boroughOf(
  place: { id: number; code: string; name: string },
  holiday: Holiday | undefined,
  own: { wards: Ward[]; sessions: readonly Row[] },
  { today, until, ages }: { today: Day; until: Day; ages: Ages },
): BoroughHoliday {
  const all = (holiday?.weekdays ?? []).filter(day => day >= today)
  const days = all.filter(day => day <= until)
  const found = wardDays(
    own.sessions,
    own.wards.map(ward => ward.id),
    days,
    ages,
  )
  const wards = own.wards.map(ward => ({ ward, days: found.get(ward.id) ?? { days: [], gaps: 0 } }))
  const withGaps = wards.filter(one => one.days.gaps > 0).length
  return {
    ...place,
    holiday,
    days,
    later: all.length - days.length,
    programme: programme(own.sessions, ages),
    wards,
    withGaps,
  }
}

export const holidayAges = (query: unknown): Ages =>
  agesOf(typeof query === 'object' && query !== null && 'ages' in query ? String(query.ages) : usualAges)
