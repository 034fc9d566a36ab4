/** Holding our answer against the expected one, to the tolerance the file gives. Every expected key must be answered. */
import { type Fields, isFields } from './read.ts'

export type Difference = { path: string; ours: unknown; expected: unknown }
type Closeness = { rel: number; abs: number }

/** Words that may stand in a tolerance and ask nothing of a number: text and lists are always compared exactly. */
const WORDS = new Set(['exact', 'labels', 'note'])

export function compare(ours: unknown, expected: unknown, tolerance: Fields): Difference[] {
  return [...unread(tolerance, expected), ...differ(ours, expected, [], tolerance)]
}

function differ(ours: unknown, expected: unknown, path: readonly string[], tolerance: Fields): Difference[] {
  if (Array.isArray(expected)) return differList(ours, expected, path, tolerance)
  if (isFields(expected)) {
    const mine = isFields(ours) ? ours : {}
    return Object.keys(expected).flatMap(key => differ(mine[key], expected[key], [...path, key], tolerance))
  }
  return same(ours, expected, closeness(path, tolerance)) ? [] : [{ path: spell(path), ours, expected }]
}

function differList(ours: unknown, expected: unknown[], path: readonly string[], tolerance: Fields): Difference[] {
  if (!Array.isArray(ours)) return [{ path: spell(path), ours, expected }]
  const length = [...path, 'length']
  const longer =
    ours.length === expected.length ? [] : [{ path: spell(length), ours: ours.length, expected: expected.length }]
  return [
    ...longer,
    ...expected.flatMap((value: unknown, i) => differ(ours[i], value, [...path, String(i)], tolerance)),
  ]
}

/** null is only null; "Infinity" is the unbounded limit; numbers to the tolerance; everything else exactly. */
function same(ours: unknown, expected: unknown, { rel, abs }: Closeness): boolean {
  if (expected === 'Infinity') return ours === Number.POSITIVE_INFINITY
  if (expected === '-Infinity') return ours === Number.NEGATIVE_INFINITY
  if (typeof expected !== 'number' || typeof ours !== 'number') return ours === expected || simulated(ours, expected)
  return ours === expected || Math.abs(ours - expected) <= abs + rel * Math.abs(expected)
}

/** How many draws made a simulated value is each side's own choice, and an exact one serves as well. */
const simulated = (ours: unknown, expected: unknown): boolean =>
  /^simulation, \d+ draws$/.test(String(expected)) && /^(exact|simulation, \d+ draws)$/.test(String(ours))

/** `rel` and `abs`, replaced by `<start of a key>_rel` or `_abs` where the path has such a key: the longest start wins. */
function closeness(path: readonly string[], tolerance: Fields): Closeness {
  const pick = (kind: 'rel' | 'abs'): number => {
    let found = { start: -1, value: asNumber(tolerance[kind]) }
    for (const { start, of, value } of special(tolerance))
      if (of === kind && start.length > found.start && path.some(key => key.startsWith(start)))
        found = { start: start.length, value }
    return found.value
  }
  return { rel: pick('rel'), abs: pick('abs') }
}

const asNumber = (value: unknown): number => (typeof value === 'number' ? value : 0)

function special(tolerance: Fields): { start: string; of: string; value: number }[] {
  return Object.entries(tolerance).flatMap(([key, value]) => {
    const [, start, of] = /^(.+)_(rel|abs)$/.exec(key) ?? []
    return start && of && typeof value === 'number' ? [{ start, of, value }] : []
  })
}

/** A tolerance nobody has been taught to read fails its case, so that no demand of a file is passed over in silence. */
function unread(tolerance: Fields, expected: unknown): Difference[] {
  const known = new Set([...WORDS, 'rel', 'abs', ...special(tolerance).map(({ start, of }) => `${start}_${of}`)])
  const strange = Object.keys(tolerance).filter(
    key => !known.has(key) && !(isFields(expected) && tolerance[key] === 'exact'),
  )
  return strange.map(key => ({ path: `tolerance.${key}`, ours: 'not understood', expected: tolerance[key] }))
}

const spell = (path: readonly string[]): string =>
  path.reduce((text, key) => (/^\d+$/.test(key) ? `${text}[${key}]` : text ? `${text}.${key}` : key), '')
