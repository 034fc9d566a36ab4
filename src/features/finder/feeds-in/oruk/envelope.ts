// The page of a list, by its shape and not by what the feed says of itself: 3.0 has `contents`, 1.0 `content`. Pure.
import { number, type Part, part } from '../values.ts'

export interface Page {
  version: '3.0' | '1.0'
  items: readonly unknown[]
  /** Undefined where the feed does not say, or says nonsense. */
  total: number | undefined
  pages: number | undefined
}

export function readPage(json: unknown): Page | undefined {
  const from = part(json)
  if (Array.isArray(from.contents)) return page('3.0', from.contents, from, 'total_items', 'total_pages')
  if (Array.isArray(from.content)) return page('1.0', from.content, from, 'totalElements', 'totalPages')
  return undefined
}

const page = (version: Page['version'], items: readonly unknown[], from: Part, total: string, pages: string): Page => ({
  version,
  items,
  total: count(from[total]),
  pages: count(from[pages]),
})

const count = (value: unknown): number | undefined => {
  const found = number(value)
  return found !== undefined && Number.isInteger(found) && found >= 0 ? found : undefined
}
