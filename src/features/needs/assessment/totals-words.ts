// The totals in words: figures, a statement, notes and the table.
import { monthWords } from '../../../lib/dates.ts'
import { list, plural, whole } from '../../../lib/words.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
import { rateOf } from '../rules.ts'
import type { Area } from '../signals/queries.ts'
import { perWords } from '../words.ts'
import { always, type Row, type Scope } from './totals-rows.ts'
import { rateWords } from './words.ts'

export const figureOf = ({ known: { measure }, end, count, words, residents }: Row): Figure => {
  const rate = rateOf(measure, count, residents)
  return {
    label: measure.name,
    value: count === null ? words : plural(count, measure.unit.replace(/s$/, ''), measure.unit),
    count: count === null ? words : whole(count),
    denominator: rate ? `${whole(residents)} residents` : '',
    period: `12 months to ${monthWords(end)}`,
    interval: rate ? `${rateWords(rate)} ${perWords(measure)}` : '',
  }
}

export function statementOf(scope: Scope, rows: readonly Row[]): string {
  const [first, abuse] = [rows[0], rows.find(row => row.known.measure.code === always)]
  const told = [...new Set([first, abuse])].flatMap(row => (row && row.count !== null ? row : []))
  const said = told.map(
    ({ known: { measure }, end, words, before }) =>
      `${measure.name} in ${scope.name}: ${words} ${measure.unit} in the 12 months to ${monthWords(end)}${/\d/.test(before) ? `, ${before} in the 12 months before` : ''}.`,
  )
  return said.join(' ') || `No total of violence in ${scope.name} can be shown.`
}

/** Which boroughs a city's total is without, said once for all totals that lack the same. */
function lacking(rows: readonly Row[], areas: readonly Area[]): string[] {
  const lacks = rows.map(({ known }) => {
    const here = new Set(known.areas.map(area => area.code))
    return { name: known.measure.name, without: list(areas.flatMap(area => (here.has(area.code) ? [] : area.name))) }
  })
  return [...new Set(lacks.map(each => each.without).filter(Boolean))].map(without => {
    const same = lacks.filter(each => each.without === without)
    const names = same.length === rows.length && same.length > 1 ? 'Each total here' : list(same.map(each => each.name))
    return `Without ${without}, of which nothing is loaded: ${names}.`
  })
}

export const notesOf = (scope: Scope, rows: readonly Row[], areas: readonly Area[]): string[] => [
  'These totals overlap: an offence of domestic abuse may also be counted as violence with injury. They do not add up to one number.',
  ...(rows.some(row => row.known.measure.code === always)
    ? []
    : ['Domestic abuse belongs here. No file of it is loaded for this place, so its total is not known.']),
  ...(scope.kind === 'city' ? lacking(rows, areas) : []),
]

export const tableOf = (scope: Scope, rows: readonly Row[]): Reading['table'] => ({
  caption: `Totals of violence in ${scope.name}`,
  head: ['Measure', '12 months to', 'Count', '12 months before', 'Rate and 95% interval'],
  rows: rows.map(({ known: { measure }, end, count, words, before, residents }) => {
    const rate = rateOf(measure, count, residents)
    return [
      measure.name,
      monthWords(end),
      words,
      before,
      rate ? `${rateWords(rate)} ${perWords(measure)}` : 'not shown',
    ]
  }),
})
