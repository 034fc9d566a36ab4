import { escapeXml } from '../../../lib/charts/index.ts'
import { monthRange } from '../../../lib/dates.ts'
import { list, plural } from '../../../lib/words.ts'
import type { PeriodState } from '../schemas.ts'
import type { Held } from './held.ts'
import { coverageWords, periodWords, stateOfPeriod } from './rules.ts'

const cell = 18
const gap = 2
const left = 40
const top = 18
const width = left + 12 * (cell + gap)
const initials = [...'JFMAMJJASOND']
const [ink, edge, copper, ground] = ['#4a5168', '#7d7563', '#9a4a0f', '#ffffff']

type Look = PeriodState | 'none'

/** A calendar of months, a row a year: filled counts, hollow was left out, a copper cross is held back, a stroke is withheld, a dot is not covered. */
export function calendar(held: Held, id: string): string {
  const states = new Map(held.periods.map(one => [one.period.slice(0, 7), one.state]))
  const years = yearsOf([...states.keys()])
  const heads = initials.map((letter, i) => words(letter, left + i * (cell + gap) + cell / 2, 12, 'middle'))
  const rows = years.map((year, row) => {
    const y = top + row * (cell + gap)
    const cells = monthRange(`${year}-01`, `${year}-12`).map((month, i) =>
      draw(states.get(month) ?? 'none', left + i * (cell + gap), y),
    )
    return words(year, 0, y + 14, 'start') + cells.join('')
  })
  const height = top + years.length * (cell + gap)
  return `<svg class="up-calendar" width="${width}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}"><title id="${id}">${escapeXml(said(held))}</title>${heads.join('')}${rows.join('')}</svg>`
}

const yearsOf = (months: readonly string[]): string[] => {
  const years = months.map(month => Number(month.slice(0, 4)))
  const [from, to] = [Math.min(...years), Math.max(...years)]
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i))
}

const words = (text: string, x: number, y: number, anchor: string) =>
  `<text x="${x}" y="${y}" font-size="13" fill="${ink}" text-anchor="${anchor}">${escapeXml(text)}</text>`

const looks: Readonly<Record<Look, (x: number, y: number) => string>> = {
  loaded: (x, y) => `<rect x="${x}" y="${y}" width="${cell}" height="${cell}" rx="2" fill="${ink}"/>`,
  stub: (x, y) => box(x, y, edge),
  held: (x, y) => `${box(x, y, copper)}<path d="M${x + 5} ${y + 5}l8 8m0-8l-8 8" stroke="${copper}" stroke-width="2"/>`,
  withheld: (x, y) => `${box(x, y, edge)}<path d="M${x + 4} ${y + 9}h10" stroke="${edge}" stroke-width="2"/>`,
  none: (x, y) => `<circle cx="${x + cell / 2}" cy="${y + cell / 2}" r="1.5" fill="${edge}"/>`,
}
const box = (x: number, y: number, stroke: string) =>
  `<rect x="${x + 1}" y="${y + 1}" width="${cell - 2}" height="${cell - 2}" rx="2" fill="${ground}" stroke="${stroke}" stroke-width="1.5"/>`
const draw = (look: Look, x: number, y: number) => looks[look](x, y)

/** The calendar in one sentence. */
export function said(held: Held): string {
  const out = held.periods.filter(one => one.state !== 'loaded')
  const some = out
    .slice(0, 6)
    .map(one => `${periodWords(one.period, held.grain)} (${stateOfPeriod[one.state].toLowerCase()})`)
  const rest = out.length > some.length ? [`${plural(out.length - some.length, 'more', 'more')}`] : []
  return `${coverageWords([held])}.${out.length ? ` Not counted: ${list([...some, ...rest])}.` : ''}`
}

/** The key: each look with its words, only those that occur. */
export function key(levels: readonly Held[]): { svg: string; text: string }[] {
  const found = new Set<Look>(levels.flatMap(level => level.periods.map(one => one.state)))
  const names: [Look, string][] = [
    ['loaded', 'Counts'],
    ['stub', 'Left out: an incomplete month'],
    ['held', 'Held back: implausible, until released'],
    ['withheld', 'Withheld by the publisher'],
    ['none', 'No file speaks of it'],
  ]
  return names
    .filter(([look]) => look === 'none' || found.has(look))
    .map(([look, text]) => ({
      svg: `<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false">${draw(look, 0, 0)}</svg>`,
      text,
    }))
}
