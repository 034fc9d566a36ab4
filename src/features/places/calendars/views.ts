import { dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { daysWord } from './rules.ts'
import type { Band, Load, Span } from './schemas.ts'

interface BoroughRow {
  name: string
  terms: string
  holidays: string
  until: string
}
export const calendarsPage = page<{
  title: string
  said: string
  missing: string
  boroughs: BoroughRow[]
  without: string
  bank: string
  band: { name: string; owner: string; set: string }
  loads: { title: string; source: string; facts: string; undone: string; href: string }[]
  mayEdit: boolean
}>('places/pages/calendars.njk')

export interface Shown {
  boroughs: { code: string; name: string }[]
  spans: Span[]
  loads: Load[]
  band: Band
  missing: string
  mayEdit: boolean
  said: string
}

/** What is in force, borough by borough, and all that was ever put in. */
export const showCalendars = ({ boroughs, spans, loads, band, missing, mayEdit, said }: Shown) => {
  const with_ = boroughs.filter(one => spans.some(span => span.borough === one.code))
  const lacking = boroughs.length - with_.length
  return calendarsPage({
    title: 'Calendars and time bands',
    said,
    missing: lacking > 0 ? missing : '',
    boroughs: with_.map(one => boroughRow(one, spans)),
    without:
      lacking > 0 && boroughs.length > 0
        ? `${plural(lacking, 'borough')} of ${boroughs.length} without term dates.`
        : '',
    bank: bankWords(spans),
    band: {
      name: band.name,
      owner: band.owner,
      set: band.setOn ? `Set on ${dayWords(band.setOn)}.` : 'As it came: nobody has changed it.',
    },
    loads: loads.map(loadLine),
    mayEdit,
  })
}

function boroughRow({ code, name }: { code: string; name: string }, spans: readonly Span[]): BoroughRow {
  const own = spans.filter(span => span.borough === code)
  const of = (kind: Span['kind']) => own.filter(span => span.kind === kind)
  const last =
    own
      .map(span => span.to)
      .sort()
      .at(-1) ?? ''
  return {
    name,
    terms: String(of('term').length),
    holidays: String(of('holiday').length),
    until: last ? dayWords(last) : '',
  }
}

function bankWords(spans: readonly Span[]): string {
  const days = spans.filter(span => span.kind === 'bank holiday').map(span => span.from)
  const [first, last] = [days[0], days.at(-1)]
  return first && last ? `${plural(days.length, 'bank holiday')}, from ${dayWords(first)} to ${dayWords(last)}.` : ''
}

const loadLine = (load: Load) => ({
  title: load.title,
  source: load.source,
  facts: `${plural(load.spans, 'line')}, put in on ${dayWords(load.madeOn)} by ${load.madeBy}`,
  undone: load.undoneOn ? `Taken back on ${dayWords(load.undoneOn)} by ${load.undoneBy}: ${load.undoneReason}` : '',
  href: `/calendars/${load.id}`,
})

export const loadPage = page<
  Wrong & {
    title: string
    facts: string
    source: string
    undone: string
    rows: string[][]
    mayUndo: boolean
    href: string
    reason: string
  }
>('places/pages/calendars-load.njk')

export const showLoad = (
  load: Load,
  spans: readonly Span[],
  names: ReadonlyMap<string, string>,
  mayEdit: boolean,
  errors: FieldError[] = [],
) => {
  const line = loadLine(load)
  return loadPage({
    ...wrong(errors),
    title: load.title,
    facts: line.facts,
    source: load.source,
    undone: line.undone,
    rows: spans.map(span => [
      span.title,
      span.kind,
      `${dayWords(span.from)}${span.to === span.from ? '' : ` to ${dayWords(span.to)}`}`,
      span.borough === null ? 'The whole city' : (names.get(span.borough) ?? span.borough),
    ]),
    mayUndo: mayEdit && load.undoneOn === null,
    href: `${line.href}/undo`,
    reason: '',
  })
}

export const bandPage = page<
  Wrong & { title: string; values: { days: string; from: string; to: string; owner: string; reason: string } }
>('places/pages/calendars-band.njk')

export const showBand = (band: Band, typed: Record<string, unknown> = {}, errors: FieldError[] = []) =>
  bandPage({
    ...wrong(errors),
    title: 'The hours to look at',
    values: {
      days: typedText(typed, 'days', daysWord(band)),
      from: typedText(typed, 'from', String(band.from)),
      to: typedText(typed, 'to', String(band.to)),
      owner: typedText(typed, 'owner', band.owner),
      reason: typedText(typed, 'reason'),
    },
  })
