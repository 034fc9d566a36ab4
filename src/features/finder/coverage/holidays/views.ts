import { escapeXml } from '../../../../lib/charts/index.ts'
import { type Day, daysBetween, dayWords } from '../../../../lib/dates.ts'
import { plural, whole } from '../../../../lib/words.ts'
import { defineList, type List, type ListSpec } from '../../../../platform/list.ts'
import { page } from '../../../../platform/view.ts'
import type { NextStep } from '../../../threads/index.ts'
import { type Ages, ageOptions, agesKey, agesWords } from '../ages.ts'
import { mondayOf } from '../count.ts'
import { placesWords } from '../list.ts'
import type { Strip } from '../list-view.ts'
import type { Table } from '../table.ts'
import { agesListed, weekdays } from '../words.ts'
import { type BoroughHoliday, usualAges } from './read.ts'
import type { DayCell } from './rules.ts'

export const path = '/coverage/holidays'
const ageWord = (ages: Ages) => (agesKey(ages) === usualAges ? '' : `?ages=${agesKey(ages)}`)

interface ListPage {
  title: string
  lead: string
  list: List
  note: string
}
export const listPage = page<ListPage>('finder/pages/coverage-holidays.njk')

/** "In 27 days", "Now". */
export const whenWords = (from: Day, today: Day): string =>
  from <= today ? 'Now' : `In ${plural(daysBetween(today, from), 'day')}`

export const holidayList = (ages: Ages, today: Day): ListSpec<BoroughHoliday> =>
  defineList<BoroughHoliday>({
    path,
    noun: ['borough', 'boroughs'],
    caption: `Boroughs with their next school holiday and what is on in it for ${agesWords(ages)}`,
    columns: columnsOf(ages, today),
    filters: [
      { key: 'ages', title: 'Ages', kind: 'choice', initial: usualAges, match: () => true, options: ageOptions },
      {
        ...{ key: 'gaps', title: 'Gaps', kind: 'many' as const },
        match: row => row.withGaps > 0,
        options: [{ value: 'yes', text: 'Some ward has a gap' }],
      },
    ],
    sort: { key: 'name', dir: 'asc' },
    links: [{ text: 'The method', href: '/methods/coverage-by-hour' }],
    empty: { title: 'No boroughs are loaded.', text: 'Load the city’s places and school calendars first.' },
  })

function columnsOf(ages: Ages, today: Day): ListSpec<BoroughHoliday>['columns'] {
  const only = (key: string, value: (row: BoroughHoliday) => string | number) => ({
    key,
    title: key,
    csvOnly: true,
    value,
  })
  return [
    {
      ...{ key: 'name', title: 'Borough', head: true, sortable: true, value: row => row.name },
      html: row =>
        `<a class="govuk-link" href="${path}/${escapeXml(row.code)}${ageWord(ages)}">${escapeXml(row.name)}</a>`,
    },
    { key: 'holiday', title: 'Next holiday', value: row => row.holiday?.title ?? 'None within six weeks' },
    {
      ...{ key: 'from', title: 'Begins', sortable: true, value: row => row.holiday?.from ?? '' },
      text: row => (row.holiday ? `${dayWords(row.holiday.from)}. ${whenWords(row.holiday.from, today)}` : ''),
    },
    { key: 'sessions', title: 'Sessions', numeric: true, sortable: true, value: row => row.programme.sessions },
    {
      ...{ key: 'places', title: 'Places offered', numeric: true, sortable: true, value: row => row.programme.places },
      text: row => placesWords(row.programme),
    },
    { key: 'food', title: 'Sessions with food', numeric: true, sortable: true, value: row => row.programme.food },
    {
      ...{ key: 'gaps', title: 'Wards with a gap', numeric: true, sortable: true, value: row => row.withGaps },
      text: row => (row.holiday ? `${whole(row.withGaps)} of ${whole(row.wards.length)}` : ''),
    },
    only('code', row => row.code),
    only('to', row => row.holiday?.to ?? ''),
    only('ages', () => agesWords(ages)),
    only('weekdays', row => row.days.length),
    only('weekdays_not_known_yet', row => row.later),
    only('wards', row => row.wards.length),
    only('sessions_without_number_of_places', row => row.programme.unsaid),
    only('places_with_food', row => row.programme.foodPlaces),
  ]
}

interface PlacePage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  lead: string
  action: string
  fields: { name: string; label: string; items: { value: string; text: string; selected: boolean }[] }[]
  strip: Strip[]
  notices: string[]
  weeks: { title: string; table: Table }[]
  links: { csv: string; method: string; more: { text: string; href: string }[] }
  /** What this person may begin because of it. */
  steps: readonly NextStep[]
}
const placePage = page<PlacePage>('finder/pages/coverage-holiday.njk')

export function showHoliday(found: BoroughHoliday, ages: Ages, today: Day, steps: readonly NextStep[]) {
  const { holiday, programme, withGaps, wards } = found
  return placePage({
    title: holiday ? `${holiday.title} in ${found.name}` : `Next holiday in ${found.name}`,
    breadcrumbs: [{ text: 'Holiday programmes', href: `${path}${ageWord(ages)}` }],
    lead: holiday
      ? `${dayWords(holiday.from)} to ${dayWords(holiday.to)}. ${whenWords(holiday.from, today)}. ${gapWords(withGaps, wards.length, ages)}`
      : `The calendar of ${found.name} has no school holiday within six weeks.`,
    action: `${path}/${found.code}`,
    fields: [fieldOf(ages)],
    strip: [
      { term: `Sessions for ${agesWords(ages)}`, value: whole(programme.sessions), unit: '' },
      { term: 'Places offered in them', value: placesWords(programme), unit: '' },
      {
        term: 'Sessions with food',
        value: whole(programme.food),
        unit: programme.foodPlaces > 0 ? `${whole(programme.foodPlaces)} places` : '',
      },
    ],
    notices:
      found.later > 0
        ? [`${plural(found.later, 'weekday is', 'weekdays are')} too far ahead: their times are not known yet.`]
        : [],
    weeks: weeksOf(found, ages),
    links: linksOf(found, ages),
    steps,
  })
}

const linksOf = ({ code }: BoroughHoliday, ages: Ages): PlacePage['links'] => ({
  csv: `${path}/${code}.csv${ageWord(ages)}`,
  method: '/methods/coverage-by-hour',
  more: [
    { text: 'A week of holiday, hour by hour', href: `/coverage/${code}?ages=${agesKey(ages)}&week=holiday&times=day` },
  ],
})

const gapWords = (gaps: number, of: number, ages: Ages): string =>
  gaps === 0
    ? `Every ward has something for ${agesWords(ages)} on every weekday.`
    : `${whole(gaps)} of ${plural(of, 'ward has', 'wards have')} a weekday with nothing for some ages of ${agesWords(ages)}.`

const fieldOf = (ages: Ages): PlacePage['fields'][number] => ({
  ...{ name: 'ages', label: 'Ages' },
  items: ageOptions.map(option => ({ ...option, selected: option.value === agesKey(ages) })),
})

const dayHead = (day: Day) =>
  `${(weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? '').slice(0, 3)} ${Number(day.slice(8))}`

/** "2", "None", "1, nothing for 16 to 17". */
export function cellWords({ sessions, missing }: DayCell): string {
  if (sessions === 0) return 'None'
  return missing.length === 0 ? whole(sessions) : `${whole(sessions)}, nothing for ${agesListed(missing)}`
}

/** A table a week, a row a ward. */
function weeksOf({ days, wards }: BoroughHoliday, ages: Ages): PlacePage['weeks'] {
  const mondays = [...new Set(days.map(mondayOf))]
  return mondays.map(monday => {
    const own = days.map((day, i) => ({ day, i })).filter(({ day }) => mondayOf(day) === monday)
    const title = `Week of ${dayWords(monday)}`
    return {
      title,
      table: {
        caption: `${title}: sessions for ${agesWords(ages)}, by ward and day`,
        heads: ['Ward', ...own.map(({ day }) => dayHead(day))],
        rows: wards.map(({ ward, days: cells }) => [
          ward.name,
          ...own.map(({ i }) => {
            const cell = cells.days[i]
            return cell ? cellWords(cell) : ''
          }),
        ]),
        textColumns: own.map((_, column) => column + 1),
      },
    }
  })
}
