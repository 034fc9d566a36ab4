import { addDays, type Day, dayWords } from '../../../../lib/dates.ts'
import { plural } from '../../../../lib/words.ts'
import type { Db } from '../../../../platform/db.ts'
import type { Actor } from '../../../../platform/http.ts'
import type { Duty } from '../../../people/index.ts'
import { agesOf, agesWords } from '../ages.ts'
import { type BoroughHoliday, holidaysFor, usualAges } from './read.ts'
import { aheadDays } from './rules.ts'

const ages = agesOf(usualAges)
const kind = 'Holiday programme'

const hasGaps = (one: BoroughHoliday, today: Day): boolean =>
  one.holiday !== undefined && one.holiday.from > today && one.withGaps > 0

/** The report of a holiday must be there before it begins: from six weeks before, while there are gaps. Leads have theirs, officers all in one. */
export async function holidayDuties(db: Db, actor: Actor, today: Day): Promise<Duty[]> {
  if (actor.role !== 'borough-lead' && actor.role !== 'officer') return []
  const waiting = (await holidaysFor(db, actor, today, ages)).filter(one => hasGaps(one, today))
  if (actor.role === 'borough-lead') return waiting.flatMap(one => ownDuty(one))
  return waiting.length === 0 ? [] : [allOf(waiting)]
}

const ownDuty = ({ holiday, name, code, withGaps, wards }: BoroughHoliday): Duty[] =>
  holiday
    ? [
        {
          kind,
          title: `${holiday.title} in ${name}: close the gaps, or say why they stay`,
          href: `/coverage/holidays/${code}`,
          note: `${withGaps} of ${plural(wards.length, 'ward')} have weekdays with nothing for some ages of ${agesWords(ages)}. It begins on ${dayWords(holiday.from)}.`,
          owner: 'Borough lead',
          dueOn: addDays(holiday.from, -1),
          since: addDays(holiday.from, -aheadDays),
        },
      ]
    : []

function allOf(waiting: readonly BoroughHoliday[]): Duty {
  const first = waiting.map(one => one.holiday?.from ?? '').sort()[0] ?? ''
  return {
    kind,
    title: `Holiday programmes: ${plural(waiting.length, 'borough has', 'boroughs have')} gaps`,
    href: '/coverage/holidays',
    note: `The first holiday begins on ${dayWords(first)}.`,
    owner: 'VRU officer',
    dueOn: addDays(first, -1),
    since: addDays(first, -aheadDays),
  }
}
