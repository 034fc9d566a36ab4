// Lines of a calendar file, and what a day is. Pure.
import { parse } from 'csv-parse/sync'
import { addDays, type Day, dayWords, isDay } from '../../../lib/dates.ts'
import { type Band, kinds, type NewBand, type Span, SpanKind } from './schemas.ts'

/** What one line of a file came to. */
export interface Line {
  line: number
  span: Span | undefined
  error: string
}

export const columns = ['borough', 'from', 'to', 'kind', 'title'] as const
const longest = 120

/** Lines of “borough, from, to, kind, title”, with or without a heading. `boroughs`: the codes there are. */
export function readLines(text: string, boroughs: ReadonlySet<string>): Line[] {
  let rows: string[][]
  try {
    rows = parse(text.replace(/^\uFEFF/, ''), { relax_column_count: true, skip_empty_lines: true, trim: true })
  } catch {
    return [{ line: 1, span: undefined, error: 'This is not a CSV file: look for a quotation mark that is not closed' }]
  }
  return rows.flatMap((row, i) =>
    i === 0 && row[0]?.toLowerCase() === 'borough' ? [] : [readLine(row, i + 1, boroughs)],
  )
}

function readLine(row: readonly string[], line: number, boroughs: ReadonlySet<string>): Line {
  const [code = '', from = '', to = '', kind = '', title = ''] = row
  const wrong = (error: string): Line => ({ line, span: undefined, error })
  const all = code.toLowerCase() === 'all'
  if (!all && !boroughs.has(code.toUpperCase()))
    return wrong(`“${code.slice(0, 20)}” is not the code of a borough, nor “all”`)
  const known = SpanKind.safeParse(kind.toLowerCase())
  if (!known.success) return wrong(`The kind must be ${kinds.join(', ')}, not “${kind.slice(0, 20)}”`)
  if (!isKnownDay(from) || !isKnownDay(to)) return wrong('Write days as 2026-10-26, from 2000 to 2100')
  if (to < from) return wrong('The last day lies before the first')
  if (to > addDays(from, longest)) return wrong(`Longer than ${longest} days: check the year`)
  if (title === '') return wrong('Enter a title, such as “Autumn half-term”')
  return {
    line,
    error: '',
    span: { borough: all ? null : code.toUpperCase(), kind: known.data, title: title.slice(0, 200), from, to },
  }
}

const isKnownDay = (text: string) => isDay(text) && text >= '2000-01-01' && text < '2101-01-01'

const meet = (one: Span, other: Span): boolean =>
  one.kind === other.kind && one.borough === other.borough && one.from <= other.to && other.from <= one.to

/** The same lines; those that overlap days of their own kind and borough, in force or above them, with an error. */
export function withOverlaps(lines: readonly Line[], inForce: readonly Span[]): Line[] {
  const before: Span[] = [...inForce]
  return lines.map(one => {
    if (!one.span) return one
    const span = one.span
    const other = before.find(each => meet(span, each))
    before.push(span)
    return other
      ? {
          ...one,
          error: `Overlaps “${other.title}”, ${dayWords(other.from)} to ${dayWords(other.to)}, of the same kind: take that back first`,
        }
      : one
  })
}

export type DayKind = 'term' | 'holiday' | 'unknown'

/** What one borough's calendar says of a day: in a holiday, else in a term, else nothing. */
export function dayKind(spans: readonly Span[], day: Day): DayKind {
  const inside = (kind: Span['kind']) => spans.some(span => span.kind === kind && span.from <= day && day <= span.to)
  return inside('holiday') ? 'holiday' : inside('term') ? 'term' : 'unknown'
}

/** What the calendars of several boroughs say of a day together: where they differ, or one says nothing, it is not known. */
export function sharedKind(calendars: readonly (readonly Span[])[], day: Day): DayKind {
  const [first = 'unknown', ...rest] = calendars.map(spans => dayKind(spans, day))
  return rest.every(kind => kind === first) ? first : 'unknown'
}

const daysOf: Record<NewBand['days'], number[]> = {
  weekdays: [1, 2, 3, 4, 5],
  weekends: [6, 7],
  'every day': [1, 2, 3, 4, 5, 6, 7],
}
const clock = (hour: number) =>
  hour % 24 === 0 ? 'midnight' : hour === 12 ? 'noon' : `${hour % 12}${hour < 12 ? 'am' : 'pm'}`

/** "Weekdays 4pm to 7pm". */
export const bandOf = ({ days, from, to, owner }: NewBand, setBy: string, setOn: string): Band => ({
  name: `${days.charAt(0).toUpperCase()}${days.slice(1)} ${clock(from)} to ${clock(to)}`,
  days: daysOf[days],
  from,
  to,
  owner,
  setBy,
  setOn,
})

/** The word of the form for the days of a band. */
export const daysWord = (band: Band): NewBand['days'] =>
  band.days.length === 7 ? 'every day' : band.days.includes(1) ? 'weekdays' : 'weekends'

/** Is this hour of this weekday (1 Monday) inside the band? */
export const isInBand = (band: Band, weekday: number, hour: number): boolean =>
  band.days.includes(weekday) && hour >= band.from && hour < band.to
