import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkReference, readReference } from './check.ts'
import { compare } from './compare.ts'
import { METHODS } from './methods.ts'
import { SET_ASIDE } from './set-aside.ts'

const folder = new URL('../../../../test/reference/stats/', import.meta.url)
const files = readdirSync(folder).filter(name => name.endsWith('.json'))
const load = (name: string) => readReference(JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
const reports = new Map(files.map(name => [name, checkReference(load(name))]))

test('a reference file is here for every method we answer', () => {
  expect(new Set(files.map(name => load(name).method))).toEqual(new Set(Object.keys(METHODS)))
})

test('what is set aside is still there to set aside, and nothing else is', () => {
  const aside = files.flatMap(name => {
    const { method = '', setAside = [] } = reports.get(name) ?? {}
    return setAside.flatMap(({ id, differences }) => differences.map(({ path }) => ({ method, id, path })))
  })
  const named = SET_ASIDE.map(({ method, id, path }) => ({ method, id, path }))
  expect(aside.sort(byCase)).toEqual(named.sort(byCase))
})

const byCase = (one: { id: string }, other: { id: string }) => one.id.localeCompare(other.id)

test.each(files)('%s: every case agrees', name => {
  expect(reports.get(name)).toMatchObject({ failures: [], built: true })
  expect(reports.get(name)?.cases).toBeGreaterThan(2)
})

test('every number in every file is really compared: nudge one and its case fails', () => {
  for (const name of files) {
    const file = load(name)
    const nudged = file.cases.map(each => ({ ...each, expected: nudge(each.expected) }))
    const report = checkReference({ ...file, cases: nudged })
    const noticed = [...report.failures, ...report.setAside].map(({ id }) => id)
    expect(new Set(noticed)).toEqual(new Set(file.cases.map(({ id }) => id)))
  }
})

/** Changes the first value found, however deep. */
function nudge(expected: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const [key = '', value] = Object.entries(expected)[0] ?? []
  return { ...expected, [key]: bend(value) }
}

function bend(value: unknown): unknown {
  if (typeof value === 'number') return value * 1.1 + 1
  if (Array.isArray(value)) return value.length > 0 ? [bend(value[0]), ...value.slice(1)] : [1]
  if (value === null) return 0
  if (typeof value === 'object') return nudge(Object.fromEntries(Object.entries(value)))
  return 'bent'
}

const file = (expected: object, tolerance: object = { rel: 1e-9 }, input: object = { count: 3, population: 1000 }) =>
  readReference({ method: 'crude_rate_ci', tolerance, cases: [{ id: 'one', input, expected }] })
const failures = (...args: Parameters<typeof file>) => checkReference(file(...args)).failures

test('an expected key that we do not answer fails', () => {
  expect(failures({ rate: 300 })).toEqual([])
  expect(failures({ rate: 300, surprise: 1 })).toMatchObject([{ differences: [{ path: 'surprise', expected: 1 }] }])
})

test('null is only null: neither 0 nor a missing key will do', () => {
  expect(compare({ a: 0 }, { a: null }, {})).toHaveLength(1)
  expect(compare({}, { a: null }, {})).toHaveLength(1)
  expect(compare({ a: null }, { a: null }, {})).toEqual([])
  expect(compare({ a: null }, { a: 0 }, { abs: 1 })).toHaveLength(1)
})

test('"Infinity" is an unbounded limit, and a list must be as long as expected', () => {
  expect(compare({ a: Number.POSITIVE_INFINITY }, { a: 'Infinity' }, {})).toEqual([])
  expect(compare({ a: 1e308 }, { a: 'Infinity' }, {})).toHaveLength(1)
  expect(compare({ a: [1, 2] }, { a: [1] }, { exact: true })).toMatchObject([{ path: 'a.length' }])
  expect(compare({ a: [[1], [2, 3]] }, { a: [[1], [2, 4]] }, {})).toMatchObject([{ path: 'a[1][1]' }])
})

test('a tolerance for keys with one beginning replaces that half of the general one', () => {
  const tolerance = { rel: 1e-6, abs: 1e-9, midp_rel: 1e-3 }
  expect(compare({ midp_lower: 1.0005 }, { midp_lower: 1 }, tolerance)).toEqual([])
  expect(compare({ exact_lower: 1.0005 }, { exact_lower: 1 }, tolerance)).toHaveLength(1)
  expect(compare({ midp_p: 5e-10 }, { midp_p: 0 }, tolerance)).toEqual([])
})

test('exact means exact, and a tolerance on a case replaces the one on the file', () => {
  expect(failures({ rate: 300.0000001 }, { exact: true })).toHaveLength(1)
  const loose = { id: 'one', input: { count: 3, population: 1000 }, expected: { rate: 301 }, tolerance: { abs: 2 } }
  expect(
    checkReference(readReference({ method: 'crude_rate_ci', tolerance: { exact: true }, cases: [loose] })).failures,
  ).toEqual([])
})

test('a tolerance we cannot read fails the case', () => {
  expect(failures({ rate: 300 }, { rel: 1, p_abs: { n_999: 0.05 } })).toMatchObject([
    { differences: [{ path: 'tolerance.p_abs' }] },
  ])
  expect(failures({ rate: 300 }, { rel: 1, rate: 'exact' })).toEqual([])
})

test('a refusal must be a refusal, and an input we cannot read is not one', () => {
  const refused = { error: true, reason: 'any words' }
  expect(failures(refused, {}, { count: 3, population: 0 })).toEqual([])
  expect(failures(refused, {}, { count: 3, population: 10 })).toHaveLength(1)
  expect(failures(refused, {}, { count: 'three', population: 10 })).toHaveLength(1)
  expect(failures({ error: true, code: 7 }, {}, { count: 3, population: 0 })).toMatchObject([
    { differences: [{ path: 'code' }] },
  ])
  expect(failures({ rate: 300 }, {}, { count: -3, population: 10 })).toMatchObject([
    { differences: [{ path: 'error' }] },
  ])
})

test('a function with an argument we do not take fails rather than leaving it out', () => {
  const cases = [
    { id: 'upper', input: { fn: 'pnorm', args: { q: 1, lower_tail: false } }, expected: { value: 0.8413 } },
  ]
  expect(
    checkReference(readReference({ method: 'special_functions', tolerance: { rel: 1 }, cases })).failures,
  ).toHaveLength(1)
})

test('a method not built is said to be so', () => {
  const cases = [{ id: 'one', input: {}, expected: {} }]
  expect(checkReference(readReference({ method: 'astrology', cases }))).toMatchObject({ built: false, failures: [] })
  expect(checkReference(readReference({ method: 'toString', cases }))).toMatchObject({ built: false })
})

test.each([
  ['a list', []],
  ['no method', { cases: [] }],
  ['no cases', { method: 'crude_rate_ci', cases: [] }],
  ['a case without input', { method: 'crude_rate_ci', cases: [{ id: 'x', expected: {} }] }],
  [
    'a tolerance that is a word',
    { method: 'crude_rate_ci', tolerance: 'about', cases: [{ id: 'x', input: {}, expected: {} }] },
  ],
])('%s is not a reference file', (_, content) => {
  expect(() => readReference(content)).toThrow(/should/)
})
