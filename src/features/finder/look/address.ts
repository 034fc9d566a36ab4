import type { Query } from './ask.ts'

export const finder = '/things-to-do'

/** The finder's address for a question. What asks for nothing is left out, so that one question has one address. */
export function addressOf(query: Partial<Query>, path = finder): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().flatMap(each => {
      const text = each === true ? '1' : each === false || each === undefined ? '' : String(each)
      return text === '' || (name === 'page' && text === '1') ? [] : [[name, text]]
    }),
  )
  const text = new URLSearchParams(pairs).toString()
  return text === '' ? path : `${path}?${text}`
}

/** A place chosen from a list, by its code. */
export const isCode = (near: string): boolean => /^[A-Z]\d{7,8}$/i.test(near.trim())
