import { decimal, whole } from '../../../lib/words.ts'
import type { Fact } from './schemas.ts'

type Figure = Pick<Fact, 'value' | 'unit' | 'approximate' | 'planned' | 'comparison'>

const number = (value: number) => (Number.isInteger(value) ? whole(value) : decimal(value, places(value)))
const places = (value: number) => Math.min(3, String(value).split('.')[1]?.length ?? 0)

// "GBP per year" is pounds a year; "percent change" a percentage.
function withUnit({ value, unit }: Figure): string {
  const [, money] = /^GBP( .+)?$/.exec(unit) ?? [undefined, undefined]
  if (/^GBP\b/.test(unit)) return `£${number(value)}${money ?? ''}`
  if (/^percent\b/.test(unit)) return `${number(value)}%`
  return `${number(value)} ${unit}`
}

const qualified = (figure: Figure): string =>
  [figure.comparison, figure.approximate && !figure.comparison ? 'about' : '', withUnit(figure)]
    .filter(Boolean)
    .join(' ')

const lineWords = (lines: readonly number[] | undefined): string => {
  const [from, to] = lines ?? []
  if (from === undefined) return ''
  return to === undefined || to === from ? `line ${from}` : `lines ${from} to ${to}`
}

/** Where it is stated: "Our strategy to 2025, “Introduction”, line 25". */
export const statedWords = ({ statedIn }: Pick<Fact, 'statedIn'>): string =>
  statedIn ? [statedIn.document, `“${statedIn.section}”`, lineWords(statedIn.lines)].filter(Boolean).join(', ') : ''

/** All that must stand wherever a figure of the fact bank stands. There is no other way to write one. */
export interface FactWords {
  statement: string
  /** "1,877 people", "about £120,000,000 per year". */
  value: string
  period: string
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
  const sentence = `${fact.statement}: ${value} (${[where, period].filter(Boolean).join('; ')}). ${then}Source: ${source}.`
  return { statement: fact.statement, value, period, where, source, sentence }
}

function sourceWords(fact: Fact): string {
  const stated = statedWords(fact)
  if (!stated) return fact.source
  return fact.source === fact.statedIn?.document ? stated : `${fact.source}, in ${stated}`
}
