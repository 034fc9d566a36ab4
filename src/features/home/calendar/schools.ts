// School terms, school holidays and bank holidays of the boroughs, as dates of the calendar. Pure.
import type { Day } from '../../../lib/dates.ts'
import { list, plural } from '../../../lib/words.ts'
import type { Span } from '../../places/index.ts'
import type { CalendarEvent } from './rules.ts'

const few = 3

/** Names of boroughs by code. */
type Names = ReadonlyMap<string, string>

/** "all boroughs", "Northgate and Eastmere", "28 boroughs"; empty for what the whole city has together. */
function whose(codes: readonly (string | null)[], names: Names): string {
  const own = codes.flatMap(code => (code === null ? [] : [code]))
  if (own.length < codes.length) return ''
  if (own.length === names.size && own.length > 1) return 'all boroughs'
  return own.length <= few ? list(own.map(code => names.get(code) ?? code)) : plural(own.length, 'borough')
}

const called = (title: string, words: string): string => (words ? `${title}, ${words}` : title)

/**
 * What boroughs share stands once. Of a term its first and its last day are dates, for a term of twelve weeks is no news on each of its days.
 * @param open codes of the boroughs whose dates are shown; undefined: all of them
 */
export function schoolDates(
  spans: readonly Span[],
  names: Names,
  { from, to, href, open }: { from: Day; to: Day; href: string; open?: readonly string[] | undefined },
): CalendarEvent[] {
  const shown = spans.filter(
    span =>
      span.from <= to &&
      span.to >= from &&
      (span.borough === null || open === undefined || open.includes(span.borough)),
  )
  const same = new Map<string, Span[]>()
  for (const span of shown) {
    const key = [span.kind, span.title, span.from, span.to].join('|')
    same.set(key, [...(same.get(key) ?? []), span])
  }
  return [...same].flatMap(([key, all]) => {
    const [one] = all
    if (!one) return []
    const words = whose(
      all.map(span => span.borough),
      names,
    )
    const event = (kind: 'term' | 'holiday', title: string, first: Day, last: Day): CalendarEvent => ({
      id: `school-${key.replace(/[^a-zA-Z0-9]+/g, '-')}-${first}`,
      kind,
      title: called(title, words),
      from: first,
      to: last,
      href,
      note: one.kind === 'bank holiday' ? 'Bank holiday' : one.kind === 'term' ? 'School term' : 'School holiday',
    })
    if (one.kind !== 'term') return [event('holiday', one.title, one.from, one.to)]
    return [
      event('term', `First day of ${one.title}`, one.from, one.from),
      event('term', `Last day of ${one.title}`, one.to, one.to),
    ]
  })
}
