import type { Reading } from '../analyses/reading.ts'

// The words that stand where a count is kept back: "under 5", "not shown", "hidden: fewer than 5".
const keptBack = /\bunder \d+\b|\bfewer than \d+\b|\bnot shown\b|\bhidden\b/i
const digits = /\d[\d,]*(?:\.\d+)?/g
const names = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

const numbersIn = (text: string): string[] => (text.match(digits) ?? []).map(found => found.replaceAll(',', ''))

/** A number in words counts where a unit follows it: "three offences", not "three wards". */
function namedIn(text: string, units: readonly string[]): string[] {
  const found = [...text.toLowerCase().matchAll(/\b([a-z]+) ([a-z]+)/g)]
  return found.flatMap(([, word = '', next = '']) =>
    names.includes(word) && units.some(unit => unit.toLowerCase().startsWith(next.replace(/s$/, '')))
      ? [String(names.indexOf(word))]
      : [],
  )
}

const cellsOf = ({ figures, table }: Reading): string[] => [
  ...figures.flatMap(figure => Object.values(figure)),
  ...(table?.rows.flat() ?? []),
]

/** Does this reading keep a small number back? */
export const keepsBack = (reading: Reading): boolean => cellsOf(reading).some(cell => keptBack.test(cell))

const isYear = (text: string) => /^(19|20)\d\d$/.test(text)

/** What is named beside a number that is kept back: the place of a row, the label of a figure. */
export const namesKeptBack = ({ figures, table }: Pick<Reading, 'figures' | 'table'>): string[] =>
  [...(table?.rows ?? []), ...figures.map(figure => [figure.label, figure.value, figure.count])].flatMap(
    ([name, ...cells]) => (name && cells.some(cell => keptBack.test(cell)) ? [name] : []),
  )

const sentencesOf = (text: string): string[] => text.split(/[.!?](?=\s|$)|\n/)

/**
 * The numbers of a text that may be ones that are hidden: those that a reading which keeps some back does not itself tell of its figures, and
 * any in a sentence that names a place or figure kept back. Years are dates. Empty where nothing is kept back.
 */
export function untold(reading: Reading, text: string, units: readonly string[] = []): string[] {
  if (!keepsBack(reading)) return []
  const { title, statement, from, to, settings } = reading
  const told = new Set([title, statement, from, to, settings, ...cellsOf(reading)].flatMap(numbersIn))
  const names = namesKeptBack(reading)
  const said = sentencesOf(text).flatMap(sentence => {
    const numbers = [...numbersIn(sentence), ...namedIn(sentence, units)].filter(number => !isYear(number))
    return names.some(name => sentence.includes(name)) ? numbers : numbers.filter(number => !told.has(number))
  })
  return [...new Set(said)]
}
