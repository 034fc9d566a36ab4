import { addDays, dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import type { PublishedItem } from '../contract.ts'
import type { End } from '../ends.ts'
import type { Edition } from '../schemas.ts'
import { type ItemView, itemView } from './item.ts'
import { notesOf } from './notes.ts'

interface Log {
  words: string
  date: string
  /** Empty where there is nothing to read any more. */
  href: string
}

interface ReleasePage {
  title: string
  summary: string
  published: string
  edition: string
  notice: { text: string; href: string } | null
  /** What this edition put right, and what was taken out of it since. */
  changed: { title: string; text: string }[]
  items: ItemView[]
  /** More things than a page holds: each has a page of its own. */
  contents: { title: string; href: string; period: string }[]
  log: Log[]
  /** Where all of its figures can be had as one file, without the ending; empty where there are none. */
  figures: string
  /** Where what must be read with them can be had. */
  notes: string
  api: string
  sha256: string
  mayWithdraw: string
  breadcrumbs: { text: string; href?: string }[]
}
const releasePage = page<ReleasePage>('releases/pages/publication.njk')

/** Things in full on one page; a longer release is a list of pages. */
const itemsOnPage = 5

export interface Shown {
  edition: Edition
  editions: readonly Edition[]
  items: readonly PublishedItem[]
  /** Of its items, those that no longer stand. */
  ends: readonly End[]
  /** The one thing asked for, from 0. */
  only?: number
  mayWithdraw: boolean
}

export function showRelease(shown: Shown) {
  const { edition, editions, items, ends, only, mayWithdraw } = shown
  const item = only === undefined || items.length < 2 ? undefined : items[only]
  const old = edition.state === 'superseded'
  const base = `/publications/${edition.slug}${old ? `/editions/${edition.edition}` : ''}`
  const said = item ?? edition
  return releasePage({
    title: said.title,
    summary: said.summary,
    published: dayWords(edition.publishedOn ?? ''),
    edition: edition.edition > 1 || old ? `Edition ${edition.edition}` : '',
    notice: old ? { text: replaced, href: `/publications/${edition.slug}` } : null,
    changed: changedOf(edition, ends),
    ...whatItHolds(shown, base, said),
    log: [...ends.map(endLine), ...logOf(editions)],
    figures: shown.items.some(each => each.tables.length > 0) ? `${base}/figures` : '',
    notes: notesOf(shown.items).rows.length > 0 ? `${base}/notes.csv` : '',
    api: old ? '' : `/api/v1/releases/${edition.slug}`,
    sha256: edition.sha256 ?? '',
    mayWithdraw: mayWithdraw ? `/releases/${edition.id}/withdraw` : '',
    breadcrumbs: [
      { text: 'Publications', href: '/publications' },
      ...(item ? [{ text: edition.title, href: base }] : []),
    ],
  })
}

const replaced = 'This edition was replaced. It stays here so that what was cited can be checked.'

function whatItHolds({ items, only }: Shown, base: string, said: { title: string; summary: string }) {
  if (only === undefined && items.length > itemsOnPage) {
    const contents = items.map(({ title, period }, i) => ({ title, period, href: `${base}/items/${i + 1}` }))
    return { items: [], contents }
  }
  const views = items.map((each, i) => itemView(each, i, { top: 2, said }))
  return { items: views.filter((_, i) => only === undefined || i === only), contents: [] }
}

function changedOf(edition: Edition, ends: readonly End[]): ReleasePage['changed'] {
  const on = dayWords(edition.publishedOn ?? '')
  const corrected = edition.correction ? [{ title: `Corrected on ${on}.`, text: edition.correction }] : []
  const gone = {
    title: `${plural(ends.length, 'part')} of this publication ${ends.length === 1 ? 'no longer stands' : 'no longer stand'}.`,
    text: 'What stood there is gone from here and from open data. When and why is said below, under “Editions and corrections”.',
  }
  return [...corrected, ...(ends.length > 0 ? [gone] : [])]
}

const endLine = ({ title, reason, lastDay }: End): Log => ({
  words: `“${title}” was taken out. ${reason}`,
  date: dayWords(addDays(lastDay, 1)),
  href: '',
})

const logOf = (editions: readonly Edition[]): Log[] =>
  editions.flatMap(each => {
    const { slug, state, correction, publishedOn } = each
    const published = { words: correction ?? 'First published.', date: dayWords(publishedOn ?? '') }
    if (state === 'published' || state === 'superseded')
      return [{ ...published, href: `/publications/${slug}/editions/${each.edition}` }]
    if (state !== 'withdrawn') return []
    return [{ words: `Withdrawn. ${each.withdrawnReason ?? ''}`, date: dayWords(each.withdrawnOn ?? ''), href: '' }]
  })
