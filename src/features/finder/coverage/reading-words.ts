// What a finding of coverage says and is counted from: of a ward its hours, of a borough or the city its wards. Pure.
import { list, plural, whole } from '../../../lib/words.ts'
import type { Reading } from '../../needs/index.ts'
import { agesWords } from './ages.ts'
import type { CoverAsk } from './ask.ts'
import { together as gridOf } from './grid.ts'
import { gapKind, gapsWords, placesWords } from './list.ts'
import { drawn, offeredIn } from './place-view.ts'
import type { WardCover } from './read.ts'
import { gapPhrases } from './words.ts'

export interface Subject {
  place: { code: string; name: string; kind: 'ward' | 'borough' | 'city' }
  ask: CoverAsk
  rows: readonly WardCover[]
}
type Figure = Reading['figures'][number]

const weekName = ({ week }: CoverAsk) => (week.kind === 'chosen' ? week.monday : `an ordinary week of ${week.kind}`)
const hoursName = ({ times }: CoverAsk) => times.name.toLowerCase()
const unknown = 'Not known: its calendar has no such week ahead'
const everyHour = 'Nowhere: something is on in every hour looked at'

export const statementOf = (subject: Subject): string =>
  subject.place.kind === 'ward' ? ofWard(subject) : ofWards(subject)

function ofWard({ place, ask, rows: [row] }: Subject): string {
  if (row?.monday === undefined) return `${place.name}: the calendar has no such week ahead.`
  const { tally, phrases } = row
  const gap = gapWords(phrases, agesWords(ask.ages))
  return `${place.name}, in ${weekName(ask)}: ${gap}. Of the ${plural(tally.hours, 'hour')} looked at (${hoursName(ask)}), ${tally.whole === 0 ? 'none' : whole(tally.whole)} ${tally.whole > 1 ? 'have' : 'has'} something for everybody of ${agesWords(ask.ages)}.`
}

/** "Nothing for 14 to 17 on Monday 6pm to 7pm and Friday 4pm to 5pm"; what is missing for some of the ages stands by itself. */
function gapWords(phrases: readonly string[], ages: string): string {
  const end = `, nothing for ${ages}`
  const whole = phrases.flatMap(phrase => (phrase.endsWith(end) ? phrase.slice(0, -end.length) : []))
  const parts = phrases.filter(phrase => !phrase.endsWith(end))
  const said = [...(whole.length > 0 ? [`nothing for ${ages} on ${list(whole)}`] : []), ...parts]
  return said.join('; ') || 'something is on in every hour looked at'
}

const kinds = [
  { kind: 'none', label: 'Wards with nothing in any hour looked at', words: 'have nothing in any hour looked at' },
  { kind: 'some', label: 'Wards with nothing in some hours', words: 'have nothing in some of them' },
  { kind: 'ages', label: 'Wards where something is always on, but not for every age', words: 'leave out some ages' },
  { kind: 'full', label: 'Wards with no gap', words: 'have no gap' },
] as const

const ofKind = (rows: readonly WardCover[], kind: string) => rows.filter(row => gapKind(row) === kind)

function ofWards({ place, ask, rows }: Subject): string {
  const parts = kinds
    .map(({ kind, words }) => ({ n: ofKind(rows, kind).length, words }))
    .filter(({ n }) => n > 0)
    .map(({ n, words }) => `${whole(n)} ${words}`)
  const head = `Things on for ${agesWords(ask.ages)} in ${place.name}, in ${weekName(ask)}, ${hoursName(ask)}`
  return `${head}: of ${plural(rows.length, 'ward')}, ${list(parts) || 'none has such a week ahead'}.`
}

/** Each says what it is of; a gap that moves to another day is a change though its hours are as many. */
export function figuresOf(subject: Subject): Figure[] {
  const { place, ask, rows } = subject
  const period = `${weekName(ask)}, ${hoursName(ask)}`
  const figure = (label: string, value: string, denominator = '', count = ''): Figure => ({
    ...{ label, value, count, denominator, period, interval: '' },
  })
  const offered = offeredIn(rows)
  return [
    ...(place.kind === 'ward' ? hoursOf(subject, figure) : wardsOf(rows, figure)),
    ...[
      figure(`Sessions in the week for ${agesWords(ask.ages)}`, whole(offered.sessions)),
      figure('Places offered in them', placesWords(offered)),
    ].map(each => ({ ...each, period: `${weekName(ask)}, at any hour` })),
    ...peopleOf(rows, figure),
  ]
}

type Make = (label: string, value: string, denominator?: string, count?: string) => Figure

function hoursOf({ ask, rows: [row] }: Subject, figure: Make): Figure[] {
  if (row?.monday === undefined) return [figure('Hours with something for everybody', unknown)]
  const { tally, gaps } = row
  const of = `of ${plural(tally.hours, 'hour')} looked at`
  return [
    figure('When nothing is on', gapPhrases(gaps, ask.ages).join('; ') || everyHour),
    figure('Hours with something for everybody', whole(tally.whole), of, whole(tally.whole)),
    figure('Hours with something for some of the ages', whole(tally.part), of, whole(tally.part)),
  ]
}

const wardsOf = (rows: readonly WardCover[], figure: Make): Figure[] =>
  kinds.map(({ kind, label }) => {
    const n = whole(ofKind(rows, kind).length)
    return figure(label, n, `of ${plural(rows.length, 'ward')}`, n)
  })

function peopleOf(rows: readonly WardCover[], figure: Make): Figure[] {
  const known = rows.flatMap(row => row.people ?? [])
  const [first] = known
  if (!first) return []
  const count = whole(known.reduce((sum, one) => sum + one.count, 0))
  return [{ ...figure(`Residents aged ${first.from} to ${first.to}`, count, '', count), period: first.basis }]
}

export function tableOf({ place, ask, rows }: Subject): Pick<Reading, 'svg' | 'table'> {
  if (place.kind === 'ward') {
    const { svg, table } = drawn({
      covered: { ask },
      place: { ...place, kind: 'ward' },
      rows,
      grid: gridOf(rows.map(row => row.grid)),
    })
    return { svg, table: { caption: table.caption, head: table.heads, rows: table.rows } }
  }
  return {
    table: {
      caption: `Wards of ${place.name}: when there is nothing for ${agesWords(ask.ages)}`,
      head: ['Ward', 'Borough', 'Nothing on', 'Hours with something', 'Sessions', 'Places offered'],
      rows: rows.map(row => [
        ...[row.ward.name, row.ward.boroughName, gapsWords(row, ask.ages)],
        row.monday === undefined ? 'Not known' : `${row.tally.whole} of ${row.tally.hours}`,
        ...[whole(row.offered.sessions), placesWords(row.offered)],
      ]),
    },
  }
}
