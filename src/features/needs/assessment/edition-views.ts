import { dayWords } from '../../../lib/dates.ts'
import { page } from '../../../platform/view.ts'
import type { Beside as Thread } from '../../threads/index.ts'
import { type DoubtView, doubtView, editionRow, type LensView, lensView, seenThrough } from './common-views.ts'
import type { Difference } from './difference.ts'
import { type Doubt, oldValues } from './doubt.ts'
import { type ChapterView, chaptersView } from './part-view.ts'
import type { Assessment, Edition, EditionLine } from './schemas.ts'

export const fileName = ({ place, number }: EditionLine): string =>
  `needs-assessment-${place.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-edition-${number}`

interface EditionPage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  frozen: string
  note: string
  href: string
  draftHref: string
  chapters: ChapterView[]
  doubt: DoubtView
  lens: LensView
  others: { text: string; href: string; differenceHref: string }[]
  beside: Thread
  threadHref: string
}
const editionPage = page<EditionPage>('needs/pages/edition.njk')

export function show(shown: {
  edition: Edition
  doubts: readonly Doubt[]
  lens: string
  others: readonly EditionLine[]
  beside: Thread
}) {
  const { edition, doubts, lens } = shown
  const { content, assessmentId } = edition
  const href = `/assessment/editions/${edition.id}`
  const values = oldValues(doubts)
  return editionPage({
    title: `${edition.title}, edition ${edition.number}`,
    breadcrumbs: [
      { text: 'Needs assessment', href: '/assessment' },
      { text: edition.title, href: `/assessment/${assessmentId}` },
    ],
    frozen: editionRow(edition).when,
    note: edition.note,
    href,
    draftHref: `/assessment/${assessmentId}/difference?from=${edition.id}&to=draft`,
    chapters: chaptersView(seenThrough(content, lens), { whole: content, doubts, values, comments: [] }),
    doubt: doubtView(content, doubts),
    lens: lensView(content, lens, href),
    others: shown.others
      .filter(({ id }) => id !== edition.id)
      .map(other => ({
        text: `Edition ${other.number}, ${dayWords(other.frozenOn)}`,
        href: `/assessment/editions/${other.id}`,
        differenceHref: `/assessment/${assessmentId}/difference?${span(edition, other)}`,
      })),
    beside: shown.beside,
    threadHref: `/threads/assessment-edition/${edition.id}`,
  })
}

/** From the earlier to the later. */
const span = (one: EditionLine, other: EditionLine): string => {
  const [from, to] = [one, other].sort((a, b) => a.number - b.number)
  return `from=${from?.id}&to=${to?.id}`
}

interface Item {
  value: string
  text: string
  selected: boolean
}
interface DifferencePage {
  title: string
  breadcrumbs: { text: string; href: string }[]
  href: string
  from: Item[]
  to: Item[]
  chapters: string[]
  parts: (Difference & { words: string })[]
}
const differencePage = page<DifferencePage>('needs/pages/assessment-difference.njk')

const words = { added: 'Added', removed: 'Taken out', changed: 'Changed', moved: 'Moved here' } as const

export function difference(found: {
  assessment: Assessment
  editions: readonly EditionLine[]
  from: number | 'draft'
  to: number | 'draft'
  differences: readonly Difference[]
  chapters: readonly string[]
}) {
  const { assessment, editions } = found
  const items = (chosen: number | 'draft'): Item[] => [
    ...editions.map(({ id, number, frozenOn }) => ({
      value: String(id),
      text: `Edition ${number}, ${dayWords(frozenOn)}`,
      selected: id === chosen,
    })),
    { value: 'draft', text: 'The draft as it is now', selected: chosen === 'draft' },
  ]
  return differencePage({
    title: `What is different: ${assessment.title}`,
    breadcrumbs: [
      { text: 'Needs assessment', href: '/assessment' },
      { text: assessment.title, href: `/assessment/${assessment.id}` },
    ],
    href: `/assessment/${assessment.id}/difference`,
    from: items(found.from),
    to: items(found.to),
    chapters: [...found.chapters],
    parts: found.differences.map(each => ({ ...each, words: words[each.what] })),
  })
}
