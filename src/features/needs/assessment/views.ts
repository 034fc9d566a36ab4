import { dayWords } from '../../../lib/dates.ts'
import { errorOf, type FieldError, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Beside as Thread } from '../../threads/index.ts'
import {
  type DoubtView,
  doubtView,
  type EditionRow,
  editionRow,
  type LensView,
  lensView,
  partChoices,
  seenThrough,
} from './common-views.ts'
import { type Doubt, oldValues } from './doubt.ts'
import { type Beside, type ChapterView, chaptersView } from './part-view.ts'
import type { Event } from './queries.ts'
import type { Assessment, Comment, Drawn, EditionLine } from './schemas.ts'

interface ListPage extends Wrong {
  title: string
  lines: { title: string; href: string; state: string; edition: EditionRow | null }[]
  editions: EditionRow[]
  places: { value: string; text: string }[]
  said: string
}
const listPage = page<ListPage>('needs/pages/assessments.njk')

/** Nothing is chosen until somebody chooses; of a single place there is nothing to choose. */
const choicesOf = (places: readonly { code: string; name: string }[]) => {
  const items = places.map(({ code, name }) => ({ value: code, text: name }))
  return items.length > 1 ? [{ value: '', text: 'Choose a place' }, ...items] : items
}

export const showList = (found: {
  said: string
  assessments: readonly Assessment[]
  editions: readonly EditionLine[]
  places: readonly { code: string; name: string }[]
  errors?: FieldError[]
}) =>
  listPage({
    title: 'Needs assessment',
    lines: found.assessments.map(({ id, title, status }) => {
      const edition = found.editions.find(each => each.assessmentId === id)
      return {
        title,
        href: `/assessment/${id}`,
        state: status === 'draft' ? 'Draft' : 'In review',
        edition: edition ? editionRow(edition) : null,
      }
    }),
    editions: found.editions.map(editionRow),
    places: choicesOf(found.places),
    said: found.said,
    ...wrong(found.errors),
  })

interface DraftPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  state: string
  said: string
  href: string
  chapters: ChapterView[]
  doubt: DoubtView
  lens: LensView
  edition: EditionRow | null
  editions: EditionRow[]
  differenceHref: string
  may: May
  waits: string[]
  next: number
  version: number
  comments: {
    id: number
    words: string
    who: string
    where: string
    when: string
    answer: string
    field: string
    error: { text: string } | undefined
  }[]
  parts: { value: string; text: string }[]
  values: Record<string, string>
  history: { words: string; who: string }[]
  beside: Thread
  threadHref: string
  empty: boolean
}
const draftPage = page<DraftPage>('needs/pages/assessment.njk')

export interface May {
  edit: boolean
  review: boolean
  back: boolean
  comment: boolean
  settle: boolean
  freeze: boolean
}

export interface Shown {
  assessment: Assessment
  drawn: Drawn
  doubts: readonly Doubt[]
  lens: string
  editions: readonly EditionLine[]
  comments: readonly Comment[]
  waits: readonly string[]
  may: May
  history: readonly Event[]
  beside: Thread
  said: string
  values?: Record<string, string>
  /** The comment whose answer is wrong. */
  answering?: number
  errors?: FieldError[]
}

export function show(shown: Shown) {
  const { assessment, drawn, doubts, comments, editions } = shown
  const base = `/assessment/${assessment.id}`
  const beside: Beside = { whole: drawn, doubts, values: oldValues(doubts), comments }
  const last = editions[0]
  return draftPage({
    title: assessment.title,
    breadcrumbs: [{ text: 'Needs assessment', href: '/assessment' }],
    state: assessment.status === 'draft' ? 'Draft' : 'In review',
    said: shown.said,
    href: base,
    chapters: chaptersView(seenThrough(drawn, shown.lens), beside),
    doubt: doubtView(drawn, doubts),
    lens: lensView(drawn, shown.lens, base),
    edition: last ? editionRow(last) : null,
    editions: editions.map(editionRow),
    differenceHref: last ? `${base}/difference?from=${last.id}&to=draft` : '',
    may: shown.may,
    waits: [...shown.waits],
    next: (last?.number ?? 0) + 1,
    version: assessment.version,
    comments: comments.map(comment => commentView(comment, drawn, shown)),
    parts: partChoices(drawn),
    values: shown.values ?? {},
    history: shown.history.map(({ day, what, who }) => ({
      words: `${deeds[what] ?? what}, ${dayWords(day)}`,
      who,
    })),
    beside: shown.beside,
    threadHref: `/threads/needs-draft/${assessment.id}`,
    empty: drawn.chapters.every(chapter => chapter.blocks.every(block => block.kind !== 'finding')),
    ...wrong(shown.errors),
  })
}

const deeds: Record<string, string> = {
  'assessment.begun': 'Begun',
  'assessment.put-to-review': 'Put to review',
  'assessment.taken-back': 'Taken back to draft',
  'assessment.commented': 'Commented on',
  'assessment.comment-settled': 'Comment settled',
  'assessment.frozen': 'Edition frozen',
}

const commentView = (comment: Comment, drawn: Drawn, { answering, errors = [] }: Shown) => ({
  id: comment.id,
  words: comment.words,
  who: comment.who,
  where: partChoices(drawn).find(each => each.value === comment.part)?.text ?? 'The whole of it',
  when: dayWords(comment.madeOn),
  answer: comment.answer ?? '',
  field: answering === comment.id ? 'answer' : `answer-${comment.id}`,
  error: answering === comment.id ? errorOf(errors, 'answer') : undefined,
})
