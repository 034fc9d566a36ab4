/** Reading the inputs of a reference case. A wrong shape is a TypeError, so it is never taken for a refusal by the method. */
export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function wrong(key: string, wanted: string, value: unknown): never {
  throw new TypeError(`the input '${key}' should be ${wanted}, not ${JSON.stringify(value)}`)
}

/** A number, or null when it is missing. */
export function maybe(input: Fields, key: string): number | null {
  const value = input[key] ?? null
  if (value === null) return null
  return typeof value === 'number' ? value : wrong(key, 'a number or null', value)
}

/** A number; left out, the one given. */
export function number(input: Fields, key: string, otherwise?: number): number {
  const value = input[key] ?? otherwise
  return typeof value === 'number' ? value : wrong(key, 'a number', value)
}

export function flag(input: Fields, key: string, otherwise: boolean): boolean {
  const value = input[key] ?? otherwise
  return typeof value === 'boolean' ? value : wrong(key, 'true or false', value)
}

/** One of a few words. */
export function word<T extends string>(input: Fields, key: string, words: readonly T[]): T {
  return words.find(each => each === input[key]) ?? wrong(key, `one of ${words.join(', ')}`, input[key])
}

export function list<T>(input: Fields, key: string, item: (value: unknown, key: string) => T): T[] {
  const value = input[key]
  return Array.isArray(value) ? value.map((each: unknown) => item(each, key)) : wrong(key, 'a list', value)
}

export const maybes = (input: Fields, key: string): (number | null)[] =>
  list(input, key, value =>
    value === null || typeof value === 'number' ? value : wrong(key, 'numbers or nulls', value),
  )

export const numbers = (input: Fields, key: string): number[] =>
  list(input, key, value => (typeof value === 'number' ? value : wrong(key, 'numbers', value)))

export const strings = (input: Fields, key: string): string[] =>
  list(input, key, value => (typeof value === 'string' ? value : wrong(key, 'words', value)))

export const fields = (input: Fields, key: string): Fields[] =>
  list(input, key, value => (isFields(value) ? value : wrong(key, 'objects', value)))

export const rows = (input: Fields, key: string): number[][] => list(input, key, row => numbers({ [key]: row }, key))

/** Neighbour lists, which the files count from 1 and we from 0. */
export const neighbours = (input: Fields): number[][] =>
  rows(input, 'neighbours').map(each => each.map(place => place - 1))
