import { monthWords } from '../../../lib/dates.ts'
import { plural, sentence, whole } from '../../../lib/words.ts'
import type { Figure } from '../analyses/reading.ts'
import { ratioWords } from '../words.ts'
import { periodWords } from './about.ts'
import type { Evidence, MarkEvidence, ReadingEvidence } from './schemas.ts'

export interface Term {
  term: string
  text: string
}

/** What was seen, a line a figure. */
export const evidenceTerms = (seen: Evidence): Term[] =>
  seen.kind === 'reading' ? readingTerms(seen) : markTerms(seen)

const count = (n: number | null, unit: string) => (n === null ? 'Not all months are known' : `${whole(n)} ${unit}`)

const markTerms = (seen: MarkEvidence): Term[] => [
  { term: `${seen.window} months to ${monthWords(seen.end)}`, text: count(seen.later, seen.measure.unit) },
  { term: `The ${seen.window} months before`, text: count(seen.earlier, seen.measure.unit) },
  { term: 'Ratio and 95% interval', text: ratioWords(seen) || 'Not worked out' },
  {
    term: 'Held against',
    text: `${plural(seen.tested, 'place')} tested together; q ${seen.q === null ? 'not known' : seen.q < 0.001 ? 'under 0.001' : seen.q.toFixed(3)}`,
  },
  { term: 'Marks', text: `Change: ${seen.change}. Level: ${seen.level}` },
  { term: 'How firm', text: seen.firm },
  { term: 'Made with', text: sentence(seen.settings) },
]

const readingTerms = ({ reading }: ReadingEvidence): Term[] => {
  const months = periodWords(reading)
  return [
    ...reading.figures.map(figure => ({ term: figure.label, text: figureWords(figure, months) })),
    ...(reading.settings ? [{ term: 'Made with', text: sentence(reading.settings) }] : []),
    { term: reading.from === reading.to ? 'Month' : 'Months', text: months },
  ]
}

/** A figure with what it is of, how sure it is, and when, where that is not said for all of them. */
function figureWords({ value, count, denominator, period, interval }: Figure, months: string): string {
  const counted = count && !value.includes(count) ? count : ''
  const among = denominator && ` ${/^(of|among) /.test(denominator) ? '' : 'among '}${denominator}`
  const first = counted ? [value, `${counted}${among}`] : [`${value}${among}`]
  return [...first, interval, period === months ? '' : period].filter(Boolean).join('; ')
}
