import { dayWords, momentWords } from '../../../lib/dates.ts'
import { type FieldError, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { kindWords } from '../records/rules.ts'
import type { Record } from '../records/schemas.ts'
import type { Made } from './queries.ts'
import { removed, type Side, sideNames, sides } from './rules.ts'

interface Line {
  id: number
  title: string
  href: string
  kind: string
  words: string
  reason: string
}
interface LinksPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  key: string
  action: string
  groups: { name: string; lines: Line[] }[]
  removed: (Line & { side: string })[]
  hidden: number
  q: string
  side: Side
  sides: { value: string; text: string; checked: boolean }[]
  legend: string
  choices: { value: string; text: string; hint: { text: string } }[]
  more: boolean
}
const linksPage = page<LinksPage>('threads/pages/links.njk')

export interface Shown {
  record: Record
  made: readonly Made[]
  /** Records at the other ends, as far as this person may see them. */
  others: ReadonlyMap<string, Record>
  ask: { side: Side; q: string }
  found: readonly Record[]
  more: boolean
  errors: FieldError[]
}

export function show(shown: Shown) {
  const { record, made, ask, found, errors } = shown
  const live = made.filter(link => link.removedAt === null)
  const line = lineOf(shown)
  return linksPage({
    title: `Links: ${record.title}`,
    breadcrumbs: [{ text: record.title, href: record.href }],
    key: record.key,
    action: `/threads/${record.key}/links`,
    groups: sides.map(side => ({
      name: sideNames[side],
      lines: live.filter(link => sideOf(link, record) === side).flatMap(line),
    })),
    removed: removed(made).flatMap(link =>
      line(link).map(each => ({ ...each, side: sideNames[sideOf(link, record)] })),
    ),
    hidden: live.filter(link => line(link).length === 0).length,
    ...ask,
    sides: sides.map(value => ({ value, text: sideNames[value], checked: value === ask.side })),
    legend: ask.side === 'because' ? 'What is it because of?' : 'What happened next because of it?',
    choices: found.map(each => ({
      value: each.key,
      text: each.title,
      hint: { text: `${kindWords(each.kind)}, ${each.state}, ${dayWords(each.movedOn)}` },
    })),
    more: shown.more,
    ...wrong(errors),
  })
}

const sideOf = (link: Made, record: Record): Side => (link.nextKey === record.key ? 'because' : 'next')

const lineOf =
  ({ record, others }: Shown) =>
  (link: Made): Line[] => {
    const other = others.get(link.nextKey === record.key ? link.becauseKey : link.nextKey)
    if (!other) return []
    const { title, href } = other
    const words = link.removedAt
      ? `Taken away by ${link.removedBy ?? ''}, ${momentWords(link.removedAt)}`
      : `Linked by ${link.madeBy}, ${momentWords(link.madeAt)}`
    return [{ id: link.id, title, href, kind: kindWords(other.kind), words, reason: link.removedReason ?? '' }]
  }

interface ConfirmPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  because: { title: string; href: string }
  next: { title: string; href: string }
  action: string
  from: string
  back: string
  reason: string
}
const confirmPage = page<ConfirmPage>('threads/pages/link-remove.njk')

export interface Asked {
  link: Made
  ends: readonly Record[]
  back: string
  reason: string
  errors?: FieldError[]
}

export function confirm({ link, ends, back, reason, errors }: Asked) {
  const end = (key: string) => {
    const { title = '', href = '/' } = ends.find(each => each.key === key) ?? {}
    return { title, href }
  }
  return confirmPage({
    title: 'Take this link away?',
    breadcrumbs: [{ text: 'Links', href: back }],
    because: end(link.becauseKey),
    next: end(link.nextKey),
    action: `/threads/links/${link.id}/remove`,
    from: back.replace('/threads/', '').replace(/\/links$/, ''),
    back,
    reason,
    ...wrong(errors),
  })
}
