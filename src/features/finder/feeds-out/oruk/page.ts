import type { Part } from '../compact.ts'

/** What stands around a page of a list; every field always, and true. */
export interface Page {
  total_items: number
  total_pages: number
  page_number: number
  size: number
  first_page: boolean
  last_page: boolean
  empty: boolean
  contents: readonly Part[]
}

/** `size` counts what is on this page; past the end it is empty, and so is the only page of nothing. */
export const pageOf = (
  contents: readonly Part[],
  { total, page, size }: { total: number; page: number; size: number },
): Page => {
  const pages = Math.ceil(total / size)
  return {
    total_items: total,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  }
}
