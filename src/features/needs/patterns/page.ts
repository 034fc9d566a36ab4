import { monthsBetween, monthWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import { errorList, errorOf, type FieldError } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { page } from '../../../platform/view.ts'
import { type Links, linksOf } from '../analyses/links.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
import { kindWords } from '../signals/ground.ts'
import type { Look } from './ask.ts'

export interface Field {
  name: string
  label: string
  hint: string
  /** Empty for a field that is typed. */
  items: { value: string; text: string; selected: boolean }[]
  value: string
  error: { text: string } | undefined
}

export interface Table {
  caption: string
  heads: string[]
  rows: string[][]
  textColumns: number[]
}

export interface Section {
  id: string
  heading: string
  text: string[]
  table: Table | null
  csv: { text: string; href: string } | null
  /** A long table opens when it is asked for. */
  fold: string
}

export interface Picture {
  id: string
  svg: string
  keyHtml: string
  caption: string
  /** A map stands in its own frame. */
  map: boolean
}

interface PatternPage {
  title: string
  lead: string
  action: string
  fields: Field[]
  strip: { term: string; value: string; unit: string }[]
  pictures: Picture[]
  figures: Table | null
  table: Table | null
  links: Links
  sections: Section[]
  notes: string[]
  source: Record<string, string>
  errors: FieldError[]
  errorSummary: ReturnType<typeof errorList>
  empty: { title: string; text: string; links: { text: string; href: string }[] } | null
}
export const patternPage = page<PatternPage>('needs/pages/pattern.njk')

export interface Shown {
  actor: Actor
  reading: Reading
  look: Look
  errors: FieldError[]
  fields: Field[]
  strip: PatternPage['strip']
  pictures: Picture[]
  csv: string
  sections: Section[]
  /** May a finding be made of it: does it say no more than all who read findings may see? */
  may: boolean
  /** The query of the address. */
  asked: unknown
}

/** A page of what a reading says, with what the reader may choose. */
export function showPattern(shown: Shown): ReturnType<typeof patternPage> {
  const { actor, reading, errors, may } = shown
  const [path = ''] = reading.href.split('?')
  return patternPage({
    title: reading.title,
    lead: reading.statement,
    action: path,
    fields: shown.fields,
    strip: shown.strip,
    pictures: shown.pictures,
    figures: figureTable(reading.figures),
    table: tableOf(reading),
    links: linksOf(actor, reading, { csv: shown.csv, may, asked: shown.asked }),
    sections: shown.sections,
    notes: reading.notes,
    source: sourceParts(reading),
    errors,
    errorSummary: errorList(errors),
    empty: null,
  })
}

const sourceParts = ({ source, settings, method }: Reading) => ({
  source: source ? `Source: ${source}.` : '',
  interval: settings ? `${sentence(settings)}.` : '',
  href: method,
  linkText: 'How this is made',
})

function figureTable(figures: readonly Figure[]): Table | null {
  if (figures.length === 0) return null
  return {
    caption: 'Each figure with its count, what it is of, when, and how sure it is',
    heads: ['What', 'Figure', 'Count', 'Of', 'Period', 'How sure'],
    rows: figures.map(({ label, value, count, denominator, period, interval }) => [
      label,
      value,
      count,
      denominator,
      period,
      interval,
    ]),
    textColumns: [2, 3, 4, 5],
  }
}

const tableOf = ({ table }: Reading): Table | null =>
  table ? { caption: table.caption, heads: table.head, rows: table.rows, textColumns: [] } : null

/** Measure, level and the months of a page; others follow. */
export function lookFields(look: Look, only: { from?: boolean } = {}): Field[] {
  const { choices, known, levels, ground, from, to, free, errors } = look
  // First months of whole years, and last ones, for who may not choose any.
  const monthsAt = (at: number, chosen: string) =>
    known.months
      .toReversed()
      .filter(value => free || value === chosen || monthsBetween(value, known.end) % 12 === at)
      .map(value => ({ value, text: monthWords(value) }))
  return [
    choice(
      'measure',
      'Measure',
      known.measure.code,
      choices.map(({ measure }) => ({ value: measure.code, text: measure.short })),
    ),
    choice(
      'level',
      'Places',
      ground.kind,
      levels.map(kind => ({ value: kind, text: sentence(kindWords[kind][1]) })),
    ),
    ...(only.from === false
      ? []
      : [{ ...choice('from', 'First month', from, monthsAt(11, from)), error: errorOf(errors, 'from') }]),
    choice('to', only.from === false ? '12 months to' : 'Last month', to, monthsAt(0, to)),
  ]
}

export const choice = (
  name: string,
  label: string,
  chosen: string,
  options: readonly { value: string; text: string }[],
): Field => ({
  name,
  label,
  hint: '',
  items: options.map(option => ({ ...option, selected: option.value === chosen })),
  value: '',
  error: undefined,
})
