import { addressOf } from './address.ts'
import { pageSize } from './ask.ts'
import type { Found } from './found.ts'

export interface Paging {
  words: string
  previous: string
  next: string
}

/** Ways to the page before and after; null where one page holds all. */
export function pagingOf({ query, results, t }: Found): Paging | null {
  const here = Math.max(1, query.page ?? 1)
  const all = Math.ceil(results.total / pageSize)
  if (all <= 1) return null
  const to = (page: number) => (page < 1 || page > all ? '' : addressOf({ ...query, page }))
  return { words: t.say('page.of', { n: here, all }), previous: to(here - 1), next: to(here + 1) }
}
