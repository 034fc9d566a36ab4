/** Checking one reference file: parse it, run every case through its method, and report what differs. */
import { compare, type Difference } from './compare.ts'
import type { Method } from './method.ts'
import { METHODS } from './methods.ts'
import { type Fields, isFields } from './read.ts'
import { isSetAside } from './set-aside.ts'
import { understood } from './tolerance.ts'

type Case = { id: string; input: Fields; expected: Fields; tolerance?: Fields }
export type ReferenceFile = { method: string; tolerance: Fields; cases: Case[] }
export type Failure = { id: string; differences: Difference[] }
export type Report = {
  method: string
  cases: number
  built: boolean
  failures: Failure[]
  /** Values of the file we do not follow, each with a reason in `set-aside.ts`. */
  setAside: Failure[]
}

/** The parsed text of a reference file. Throws an Error that says which part is wrong. */
export function readReference(content: unknown): ReferenceFile {
  if (!isFields(content)) throw new Error('it should hold one object with "method", "tolerance" and "cases"')
  const { method, tolerance, cases } = content
  if (typeof method !== 'string' || method === '') throw new Error('"method" should be the name of a method')
  if (!Array.isArray(cases) || cases.length === 0) throw new Error('"cases" should be a list with at least one case')
  return { method, tolerance: readTolerance(tolerance, 'the file'), cases: cases.map(readCase) }
}

function readCase(value: unknown, index: number): Case {
  const name = isFields(value) && typeof value.id === 'string' ? value.id : `number ${index + 1}`
  if (!isFields(value) || !isFields(value.input) || !isFields(value.expected))
    throw new Error(`case ${name} should have "input" and "expected", each an object`)
  const parts = { id: name, input: value.input, expected: value.expected }
  return value.tolerance === undefined ? parts : { ...parts, tolerance: readTolerance(value.tolerance, `case ${name}`) }
}

function readTolerance(value: unknown, where: string): Fields {
  if (value === undefined) return {}
  if (isFields(value)) return value
  if (value === 'exact') return { exact: true }
  throw new Error(`the tolerance of ${where} should be an object such as {"rel": 1e-9}`)
}

/** Every case of a file against our method; `built` is false when there is no such method here yet. */
export function checkReference(file: ReferenceFile, methods: Readonly<Record<string, Method>> = METHODS): Report {
  const method = Object.hasOwn(methods, file.method) ? methods[file.method] : undefined
  const report = { method: file.method, cases: file.cases.length }
  if (!method) return { ...report, built: false, failures: [], setAside: [] }
  const checked = file.cases.map(each => ({
    id: each.id,
    differences: checkCase(each, each.tolerance ?? file.tolerance, method, file.method),
  }))
  const only = (aside: boolean) =>
    checked
      .map(({ id, differences }) => ({
        id,
        differences: differences.filter(({ path }) => isSetAside(file.method, id, path) === aside),
      }))
      .filter(({ differences }) => differences.length > 0)
  return { ...report, built: true, failures: only(false), setAside: only(true) }
}

/** A refusal is a RangeError and nothing else: any other error is a failure, even where a refusal is expected. */
function checkCase({ input, expected }: Case, tolerance: Fields, method: Method, name: string): Difference[] {
  const refusal = 'error' in expected
  try {
    const ours = method(input)
    return refusal
      ? [{ path: 'error', ours, expected: expected.error }, ...stray(expected)]
      : compare(ours, expected, understood(name, tolerance, ours))
  } catch (error) {
    if (refusal && expected.error === true && error instanceof RangeError) return stray(expected)
    return [{ path: 'error', ours: String(error), expected: refusal ? 'a refusal (RangeError)' : 'an answer' }]
  }
}

/** The wording of a refusal is ours, so "reason" asks nothing; any other key beside "error" would. */
function stray(expected: Fields): Difference[] {
  const keys = Object.keys(expected).filter(key => key !== 'error' && key !== 'reason')
  return keys.map(key => ({ path: key, ours: undefined, expected: expected[key] }))
}
