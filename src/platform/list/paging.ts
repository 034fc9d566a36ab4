import { sentence, whole } from '../../lib/words.ts'
import type { Query } from './query.ts'
import type { Found } from './rows.ts'
import type { ListSpec } from './spec.ts'

export type PageItem = { ellipsis: true } | { number: number; href: string; current: boolean }
export interface Paging {
  previous?: { href: string }
  next?: { href: string }
  items: PageItem[]
}

export function shownWords<R>(spec: ListSpec<R>, query: Query, found: Found<R>, page: number): string {
  const from = (page - 1) * query.size + 1
  const to = from + found.rows.length - 1
  return found.total > found.rows.length
    ? `${sentence(spec.noun[1])} ${whole(from)} to ${whole(to)} of ${whole(found.total)}`
    : ''
}

export function pagingOf(
  query: Query,
  total: number,
  page: number,
  href: (change: Partial<Query>) => string,
): Paging | null {
  const pages = Math.ceil(total / query.size)
  if (pages < 2) return null
  const near = [1, page - 1, page, page + 1, pages].filter(number => number >= 1 && number <= pages)
  const shown = [...new Set(near)]
  const items = shown.flatMap((number, i): PageItem[] => {
    const gap = i > 0 && number - (shown[i - 1] ?? 0) > 1
    return [
      ...(gap ? [{ ellipsis: true as const }] : []),
      { number, href: href({ page: number }), current: number === page },
    ]
  })
  return {
    ...(page > 1 ? { previous: { href: href({ page: page - 1 }) } } : {}),
    ...(page < pages ? { next: { href: href({ page: page + 1 }) } } : {}),
    items,
  }
}
