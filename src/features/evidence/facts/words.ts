import { decimal, whole } from '../../../lib/words.ts'
import type { Fact } from './schemas.ts'

type Figure = Pick<Fact, 'value' | 'unit' | 'approximate' | 'planned' | 'comparison'>
type Sure = Pick<Fact, 'unit' | 'status' | 'basis' | 'lower' | 'upper' | 'level' | 'sample'>

const number = (value: number) => (Number.isInteger(value) ? whole(value) : decimal(value, places(value)))
const places = (value: number) => Math.min(3, String(value).split('.')[1]?.length ?? 0)

// "GBP per year" is pounds a year; "percent change" a percentage.
function withUnit({ value, unit }: Pick<Fact, 'value' | 'unit'>): string {
  const [, money] = /^GBP( .+)?$/.exec(unit) ?? [undefined, undefined]
  if (/^GBP\b/.test(unit)) return `£${number(value)}${money ?? ''}`
  if (/^percent\b/.test(unit)) return `${number(value)}%`
  return `${number(value)} ${unit}`
}

const qualified = (figure: Figure): string =>
  [figure.comparison, figure.approximate && !figure.comparison ? 'about' : '', withUnit(figure)]
    .filter(Boolean)
    .join(' ')

/** Where it is stated: "Our strategy to 2025, “Introduction”". Its lines are those of a text nobody else has, so they are not said. */
export const statedWords = ({ statedIn }: Pick<Fact, 'statedIn'>): string =>
  statedIn ? `${statedIn.document}, “${statedIn.section}”` : ''

/** How sure the figure is: its interval, or why there is none. Never empty. */
export function intervalWords(fact: Sure): string {
  const asked = fact.sample === null ? '' : `${whole(fact.sample)} asked`
  if (fact.lower !== null && fact.upper !== null) {
    const ends = [fact.lower, fact.upper].map(value => withUnit({ value, unit: fact.unit })).join(' to ')
    return [`${number(fact.level ?? 95)}% interval ${ends}`, asked].filter(Boolean).join(', ')
  }
  if (fact.status === 'stated then') return 'interval not stated in the source'
  if (fact.basis === 'count') return 'counted in full'
  return [asked, 'interval not stated'].filter(Boolean).join('; ')
}

/** All that must stand wherever a figure of the fact bank stands. There is no other way to write one. */
export interface FactWords {
  statement: string
  /** "1,877 people", "about £120,000,000 per year". */
  value: string
  period: string
  /** "95% interval 56% to 60%, 3,100 asked", or why there is none. */
  interval: string
  where: string
  source: string
  /** All of it in a sentence or two, for a card's words, a file or a speech. */
  sentence: string
}

/** A figure with its unit, its period and its source, always together. */
export function factWords(fact: Fact): FactWords {
  const value = `${qualified(fact)}${fact.planned ? ' (planned)' : ''}`
  const period = fact.period.trim()
  if (period === '') throw new RangeError(`Fact ${fact.id} has no period: it cannot be written`)
  const source = sourceWords(fact)
  const where = fact.geography
  const then = fact.status === 'stated then' ? 'As stated then. ' : ''
  const interval = intervalWords(fact)
  const about = [where, period, interval].filter(Boolean).join('; ')
  const sentence = `${fact.statement}: ${value} (${about}). ${then}Source: ${source}.`
  return { statement: fact.statement, value, period, interval, where, source, sentence }
}

function sourceWords(fact: Fact): string {
  const stated = statedWords(fact)
  if (!stated) return fact.source
  return fact.source === fact.statedIn?.document ? stated : `${fact.source}, in ${stated}`
}
