// Wholes and their parts: violence against the person less the kinds that are shown is the kind that is not
// (docs/methods/small-numbers.md). Pure.
import type { Family } from '../releases/index.ts'
import { type Level, levels, type Measure } from './schemas.ts'

type Part = Pick<Measure, 'code' | 'includes'>

/** The parts of a whole that can be had by taking the others away. Of one part alone the rest is shown nowhere, so nothing can be taken away. */
export function partsOf<T extends Part>(whole: Part, measures: readonly T[]): T[] {
  const parts = measures.filter(measure => whole.includes.includes(measure.code))
  return parts.length > 1 ? parts : []
}

/** The measure with all that hang together with it as wholes and parts, itself first. */
export function relativesOf<T extends Part>(measure: T, measures: readonly T[]): T[] {
  const near = nearIn(measures)
  const found = new Set([measure])
  for (const one of found) for (const i of near.get(one.code) ?? []) found.add(measures[i] ?? one)
  return [...found]
}

// Asked for every measure of every page: worked out once for each list of measures.
const kept = new WeakMap<readonly Part[], Map<string, number[]>>()

/** Of each measure, where its wholes and its parts stand in the list. */
function nearIn(measures: readonly Part[]): Map<string, number[]> {
  const known = kept.get(measures)
  if (known) return known
  const pairs = measures.flatMap((whole, w) =>
    partsOf(whole, measures).map((part): [number, number] => [w, measures.indexOf(part)]),
  )
  const near = new Map(
    measures.map(({ code }, i) => [
      code,
      [...new Set(pairs.flatMap(([w, p]) => (w === i ? [p] : p === i ? [w] : [])))].toSorted((a, b) => a - b),
    ]),
  )
  kept.set(measures, near)
  return near
}

const coarser = (a: Level, b: Level): Level => (levels.indexOf(a) > levels.indexOf(b) ? a : b)

/**
 * The measures, each whole at no finer level than it can be shown at without giving away a part that is not: where one part is shown
 * for wards and another for boroughs only, the whole is for boroughs too. Where no part is shown, nothing can be taken away.
 */
export function raised(measures: readonly Measure[]): Measure[] {
  const made = measures.map(measure => raiseOne(measure, measures))
  return made.some((one, i) => one.lowestLevel !== measures[i]?.lowestLevel) ? raised(made) : made
}

function raiseOne(whole: Measure, measures: readonly Measure[]): Measure {
  const parts = partsOf(whole, measures)
  const finest = Math.min(...parts.map(part => levels.indexOf(part.lowestLevel)))
  const kept = parts.filter(
    part => levels.indexOf(part.lowestLevel) > Math.max(finest, levels.indexOf(whole.lowestLevel)),
  )
  if (kept.length === 0) return whole
  const lowestLevel = kept.map(part => part.lowestLevel).reduce(coarser)
  return { ...whole, lowestLevel, raisedFor: kept.map(part => part.short) }
}

/**
 * The measures, each with the wholes and kinds it is told by in public. Where a whole holds all kinds of another, that one stands for them as
 * well: violence against the person less violence with injury less "without injury and stalking" is homicide.
 */
export function withFamilies(measures: readonly Measure[]): Measure[] {
  const plain = measures.flatMap(whole => {
    const kinds = partsOf(whole, measures).map(({ code }) => code)
    return kinds.length > 0 ? [{ whole: whole.code, kinds }] : []
  })
  const all = plain.flatMap(one => [one, ...plain.flatMap(other => standingFor(one, other))])
  return measures.map(measure => {
    const families = all.filter(({ whole, kinds }) => whole === measure.code || kinds.includes(measure.code))
    return families.length > 0 ? { ...measure, families } : measure
  })
}

function standingFor(one: Family, other: Family): Family[] {
  if (one === other || !other.kinds.every(kind => one.kinds.includes(kind))) return []
  return [{ whole: one.whole, kinds: [...one.kinds.filter(kind => !other.kinds.includes(kind)), other.whole] }]
}
