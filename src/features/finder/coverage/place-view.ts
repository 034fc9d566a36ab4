import { hoursGrid } from '../../../lib/charts/index.ts'
import { plural, whole } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import type { HoursAt, Links } from '../../needs/index.ts'
import type { NextStep } from '../../threads/index.ts'
import { agesWords } from './ages.ts'
import { addressOf, type CoverAsk } from './ask.ts'
import type { Cell, Grid } from './grid.ts'
import { gapsWords, path, placesWords } from './list.ts'
import { forAges, type Strip } from './list-view.ts'
import type { Listed } from './queries.ts'
import type { Covered, WardCover } from './read.ts'
import { markWords } from './signal.ts'
import { noticesOf, type Source, sourceOf } from './source.ts'
import type { Table } from './table.ts'
import type { Lost } from './unmet/beside.ts'
import { gapSentence, spanWords, weekdays } from './words.ts'

export interface PlacePage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  kicker: string
  lead: string
  fields: { name: string; label: string; items: { value: string; text: string; selected: boolean }[] }[]
  action: string
  strip: Strip[]
  notices: string[]
  svg: string
  table: Table
  wards: { text: string; href: string; words: string }[]
  wardsTitle: string
  sessions: Table | null
  more: string
  incidents: { measure: string; words: string; svg: string; href: string; source: string } | null
  lost: Lost
  source: Source
  links: Links
  steps: NextStep[]
  whom: string
}
const placePage = page<PlacePage>('finder/pages/coverage-place.njk')

export interface Shown {
  covered: Covered
  place: { code: string; name: string; kind: 'ward' | 'borough' }
  rows: readonly WardCover[]
  grid: Grid
  phrases: readonly string[]
  sessions: readonly Listed[]
  incidents: HoursAt | undefined
  fields: PlacePage['fields']
  links: Links
  lost: Lost
  /** What this person may begin because of it. */
  steps: NextStep[]
  /** Whom to ask, for somebody who may begin nothing here. */
  whom: string
}

/** First and last hour drawn: the usual day, and more where something is on. */
function spanOf(grid: Grid): { from: number; to: number } {
  const busy = grid.flatMap(row => row.flatMap((cell, hour) => (cell.sessions > 0 ? [hour] : [])))
  return { from: Math.min(8, ...busy), to: Math.max(21, ...busy) + 1 }
}

export function showPlace(shown: Shown) {
  const { covered, place, rows, phrases, incidents } = shown
  const { ask } = covered
  const people = rows.reduce((all, row) => all + (row.people?.count ?? 0), 0)
  const known = rows.some(row => row.monday !== undefined)
  const mark = place.kind === 'ward' ? rows[0]?.mark : undefined
  return placePage({
    title: `Coverage by hour: ${place.name}`,
    breadcrumbs: [{ text: 'Coverage by hour', href: `${path}${addressOf(ask)}` }],
    kicker: place.kind === 'ward' ? `Ward in ${rows[0]?.ward.boroughName ?? ''}` : 'Borough, its wards together',
    lead: known ? gapSentence(place.name, phrases) : `The calendar of ${place.name} has no such week ahead.`,
    fields: shown.fields,
    action: `${path}/${place.code}`,
    strip: [
      { term: `Sessions in the week, ${forAges(ask)}`, value: whole(sum(rows, 'sessions')), unit: '' },
      { term: 'Places offered in them', value: placesWords(offeredIn(rows)), unit: '' },
      { term: peopleTerm(rows), value: people > 0 ? whole(people) : 'Not known', unit: '' },
      ...(mark ? [{ term: `Signal: ${covered.marks?.measure ?? ''}`, ...markWords(mark) }] : []),
    ],
    notices: noticesOf({ reach: covered.reach, rows: [...rows] }),
    ...drawn(shown),
    wards: place.kind === 'borough' ? rows.map(row => wardLine(row, ask)) : [],
    wardsTitle: `Ward by ward: when there is nothing for ${agesWords(ask.ages)}`,
    sessions: place.kind === 'ward' && shown.sessions.length > 0 ? sessionsTable(shown.sessions) : null,
    more: shown.sessions.length >= 500 ? 'The first 500 are listed.' : '',
    incidents: incidents ?? null,
    source: sourceOf({ ...covered, rows: [...rows] }),
    links: shown.links,
    lost: shown.lost,
    ...{ steps: shown.steps, whom: shown.whom },
  })
}

const sum = (rows: readonly WardCover[], key: 'sessions' | 'places' | 'unsaid' | 'unsure') =>
  rows.reduce((all, row) => all + row.offered[key], 0)

/** Sessions and places of several wards. */
export const offeredIn = (rows: readonly WardCover[]): WardCover['offered'] => ({
  ...{ sessions: sum(rows, 'sessions'), places: sum(rows, 'places') },
  ...{ unsaid: sum(rows, 'unsaid'), unsure: sum(rows, 'unsure') },
})

function peopleTerm(rows: readonly WardCover[]): string {
  const people = rows.find(row => row.people)?.people
  return people ? `Residents aged ${people.from} to ${people.to}, ${people.basis}` : 'Young people'
}

const wardLine = (row: WardCover, ask: CoverAsk) => ({
  text: row.ward.name,
  href: `${path}/${row.ward.code}${addressOf(ask)}`,
  words: gapsWords(row, ask.ages),
})

/** The hours of a place's week, as a picture and a table. */
export function drawn({
  covered,
  place,
  grid,
  rows,
}: Pick<Shown, 'place' | 'grid' | 'rows'> & { covered: Pick<Covered, 'ask'> }): { svg: string; table: Table } {
  const { from, to } = spanOf(grid)
  const known = rows.some(row => row.monday !== undefined)
  const hours = (day: number) => Array.from({ length: to - from }, (_, i) => grid[day]?.[from + i])
  const title = `Sessions for ${agesWords(covered.ask.ages)} in ${place.name}, by hour`
  return {
    svg: hoursGrid({
      ...{ id: 'coverage', title, from },
      rows: weekdays.map((name, day) => ({
        ...{ name, short: name.slice(0, 3) },
        hours: hours(day).map(cell => (known ? (cell?.sessions ?? 0) : null)),
      })),
    }),
    table: {
      caption: title,
      heads: ['Hour', ...weekdays],
      rows: Array.from({ length: to - from }, (_, i) => [
        spanWords(from + i, from + i + 1),
        ...weekdays.map((_, day) => (known ? cellWords(grid[day]?.[from + i]) : 'Not known')),
      ]),
      textColumns: [1, 2, 3, 4, 5, 6, 7],
    },
  }
}

/** "2 sessions, 30 places". */
export function cellWords(cell: Cell | undefined): string {
  if (!cell || cell.sessions === 0) return 'None'
  const said =
    cell.unsaid === cell.sessions
      ? 'places not said'
      : `${cell.unsaid > 0 ? 'at least ' : ''}${plural(cell.places, 'place')}`
  return `${plural(cell.sessions, 'session')}, ${said}${cell.unsure > 0 ? `, ${whole(cell.unsure)} to check` : ''}`
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const ageSpan = (min: number, max: number): string =>
  min === 0 && max >= 120 ? 'Any age' : max >= 120 ? `${min} and over` : `${min} to ${max}`

const sessionsTable = (sessions: readonly Listed[]): Table => ({
  caption: 'Sessions of the week',
  heads: ['What', 'Day', 'Time', 'Ages', 'Places'],
  rows: sessions.map(one => [
    `${one.name}, ${one.organisation}`,
    weekdays[one.weekday - 1] ?? '',
    `${clock(one.starts)} to ${clock(one.ends)}${one.sure ? '' : ' (to check)'}`,
    ageSpan(one.minAge, one.maxAge),
    one.places === null ? 'Not said' : whole(one.places),
  ]),
  textColumns: [1, 2, 3],
})
