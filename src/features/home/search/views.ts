import { plural, whole } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import type { Group, Hit } from './find.ts'
import { partOf, sizes } from './rules.ts'

interface GroupView {
  key: string
  name: string
  count: string
  words: string
  hits: readonly Hit[]
  /** To all of this kind; null where all stand here. */
  all: { text: string; href: string } | null
  elsewhere: { text: string; href: string } | null
}
interface SearchPage {
  title: string
  words: string
  asked: boolean
  found: string
  groups: GroupView[]
  /** The one kind that is looked at, with its pages. */
  only: { name: string; shown: string; back: string; earlier: string; later: string } | null
}
const searchPage = page<SearchPage>('home/search/pages/search.njk')

export interface Asked {
  q: string
  /** Key of the one kind asked for. */
  in: string
  page: number
}

export function show(asked: Asked, groups: readonly Group[]) {
  const only = groups.find(group => group.key === asked.in)
  const found = groups.reduce((sum, group) => sum + group.hits.length, 0)
  return searchPage({
    title: asked.q ? `Search: ${asked.q}` : 'Search',
    words: asked.q,
    asked: asked.q.length >= 2,
    found: plural(found, 'result'),
    groups: only ? [inFull(only, asked)] : groups.map(group => glance(group, asked)),
    only: only ? pagesOf(only, asked) : null,
  })
}

const href = ({ q }: Asked, key: string, at = 1) =>
  `/search?q=${encodeURIComponent(q)}&in=${key}${at > 1 ? `&page=${at}` : ''}`

const base = ({ key, name, hits, words, elsewhere }: Group) => ({
  key,
  name,
  count: whole(hits.length),
  words,
  elsewhere: elsewhere ?? null,
})

function glance(group: Group, asked: Asked): GroupView {
  const { hits, name, key } = group
  const more = hits.length > sizes.glance
  const text = `All ${whole(hits.length)} under “${name}”`
  return { ...base(group), hits: hits.slice(0, sizes.glance), all: more ? { text, href: href(asked, key) } : null }
}

const inFull = (group: Group, asked: Asked): GroupView => ({
  ...base(group),
  hits: partOf(group.hits, asked.page).shown,
  all: null,
})

function pagesOf({ hits, name, key }: Group, asked: Asked): NonNullable<SearchPage['only']> {
  const { page: at, pages, from, shown } = partOf(hits, asked.page)
  return {
    name,
    shown: `${whole(from + 1)} to ${whole(from + shown.length)} of ${whole(hits.length)}`,
    back: `/search?q=${encodeURIComponent(asked.q)}`,
    earlier: at > 1 ? href(asked, key, at - 1) : '',
    later: at < pages ? href(asked, key, at + 1) : '',
  }
}
