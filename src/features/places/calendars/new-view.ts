import { dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Line } from './rules.ts'

const newPage = page<
  Wrong & {
    title: string
    values: { title: string; source: string; lines: string }
    boroughs: { code: string; name: string }[]
    preview: { words: string; ok: boolean; rows: LineRow[]; more: string } | null
  }
>('places/pages/calendars-new.njk')

interface LineRow {
  line: string
  what: string
  when: string
  where: string
  error: string
}
const most = 200

export function showNew(
  boroughs: { code: string; name: string }[],
  typed: Record<string, unknown>,
  errors: FieldError[],
  lines?: readonly Line[],
) {
  const text = (field: string) => typedText(typed, field)
  return newPage({
    ...wrong(errors),
    title: 'Load term dates and holidays',
    values: { title: text('title'), source: text('source'), lines: text('lines') },
    boroughs,
    preview: lines ? previewOf(lines, new Map(boroughs.map(one => [one.code, one.name]))) : null,
  })
}

function previewOf(lines: readonly Line[], names: ReadonlyMap<string, string>) {
  const wrongs = lines.filter(line => line.error)
  const ok = lines.length > 0 && wrongs.length === 0
  const rows = (wrongs.length > 0 ? wrongs : lines).slice(0, most).map(({ line, span, error }) => ({
    line: String(line),
    what: span ? `${span.title} (${span.kind})` : '–',
    when: span ? `${dayWords(span.from)} to ${dayWords(span.to)}` : '–',
    where: span ? (span.borough === null ? 'The whole city' : (names.get(span.borough) ?? span.borough)) : '–',
    error,
  }))
  const hidden = (wrongs.length > 0 ? wrongs : lines).length - rows.length
  return {
    words: ok
      ? `${plural(lines.length, 'line')} can be put in. Look them over first.`
      : lines.length === 0
        ? 'There is no line to put in.'
        : `${plural(wrongs.length, 'line')} of ${lines.length} cannot be put in. Mend them and look again: nothing is saved until all are right.`,
    ok,
    rows,
    more: hidden > 0 ? `and ${plural(hidden, 'more line')}` : '',
  }
}
