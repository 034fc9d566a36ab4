import { dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { errorOf, type FieldError, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Beside as Thread } from '../../threads/index.ts'
import { type Doubt, oldValues, sentencesInDoubt } from './doubt.ts'
import { type Beside, type ChapterView, chaptersView } from './part-view.ts'
import type { Event } from './queries.ts'
import { lensOf, silentIn, through } from './rules.ts'
import type { Assessment, Comment, Drawn, EditionLine } from './schemas.ts'

interface EditionRow {
  text: string
  href: string
  when: string
  note: string
}
export const editionRow = ({ id, title, number, frozenOn, frozenBy, note }: EditionLine): EditionRow => ({
  text: `${title}, edition ${number}`,
  href: `/assessment/editions/${id}`,
  when: `Frozen on ${dayWords(frozenOn)} by ${frozenBy}`,
  note,
})

interface ListPage extends Wrong {
  title: string
  lines: { title: string; href: string; state: string; edition: EditionRow | null }[]
  editions: EditionRow[]
  places: { value: string; text: string }[]
}
const listPage = page<ListPage>('needs/pages/assessments.njk')

export const showList = (found: {
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
    places: found.places.map(({ code, name }) => ({ value: code, text: name })),
    ...wrong(found.errors),
  })

export interface DoubtView {
  parts: { title: string; href: string; why: string; figures: Doubt['figures'] }[]
  sentences: { text: string; href: string }[]
}

export const doubtView = (drawn: Drawn, doubts: readonly Doubt[]): DoubtView => ({
  parts: doubts.map(({ block, title, chapter, why, figures }) => ({
    title: `${title} (${chapter})`,
    href: `#${block}`,
    why,
    figures,
  })),
  sentences: sentencesInDoubt(drawn, oldValues(doubts)).flatMap(({ block, sentences }) =>
    sentences.map(text => ({ text, href: `#${block}` })),
  ),
})

export interface LensView {
  levels: { code: string; label: string; href: string; chosen: boolean }[]
  rows: { chapter: string; href: string; lines: string[] }[]
  silent: string[]
  chosen: string
  allHref: string
}

export const lensView = (drawn: Drawn, lens: string, base: string): LensView => ({
  levels: drawn.levels.map(({ code, label }) => ({
    code,
    label,
    href: `${base}?${new URLSearchParams({ lens: code })}`,
    chosen: code === lens,
  })),
  rows: lensOf(drawn).map(({ id, chapter, counts }) => ({
    chapter,
    href: `${base}#${id}`,
    lines: drawn.levels.flatMap(({ label }, k) => (counts[k] ? [`${label}: ${plural(counts[k], 'part')}`] : [])),
  })),
  silent: silentIn(drawn, drawn.chapters).map(({ label }) => label),
  chosen: drawn.levels.find(({ code }) => code === lens)?.label ?? '',
  allHref: base,
})

/** The document, or what of it is about one level. */
export const seenThrough = (drawn: Drawn, lens: string): Drawn =>
  drawn.levels.some(({ code }) => code === lens) ? through(drawn, lens) : drawn

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
    history: shown.history.map(({ at, what, who }) => ({
      words: `${deeds[what] ?? what}, ${dayWords(at.slice(0, 10))}`,
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

/** Everything a comment can be about, in the order of the document. */
export const partChoices = (drawn: Drawn): { value: string; text: string }[] => [
  { value: '', text: 'The whole of it' },
  ...drawn.chapters.flatMap(({ id, title, blocks }) => [
    { value: id, text: title },
    ...blocks.map(block => ({ value: block.id, text: `${title}: ${nameOf(block)}` })),
  ]),
]

const short = (text: string): string => (text.length > 70 ? `${text.slice(0, 70).replace(/\s+\S*$/, '')}…` : text)

/** A block in a few words: its title, or how its text begins. */
export const nameOf = ({ kind, title, words }: Drawn['chapters'][number]['blocks'][number]): string =>
  kind === 'text' ? short(words.replace(/[#*_`>|[\]]/g, '').trim()) || 'Text' : title
