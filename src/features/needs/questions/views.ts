import { dayWords, momentWords, monthOfDay, monthWords } from '../../../lib/dates.ts'
import { decimal, plural, whole } from '../../../lib/words.ts'
import { errorList, errorOf, type FieldError } from '../../../platform/form.ts'
import { type Found, type List, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { Beside } from '../../threads/index.ts'
import { ratioWords } from '../words.ts'
import { questionsList, statusWords } from './list.ts'
import type { Answered } from './queries.ts'
import type { Open } from './shown.ts'

export const listPage = page<{ title: string; lead: string; list: List }>('needs/pages/questions.njk')

interface QuestionPage {
  title: string
  place: { name: string; href: string }
  breadcrumbs: { text: string; href: string }[]
  lead: string
  facts: { term: string; text: string }[]
  firmness: string
  beside: Beside
  threadHref: string
  history: { words: string; status: string; answer: string }[]
  form: { status: string; answer: string; errors: Record<string, { text: string } | undefined>; button: string } | null
  closed: string
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
}
export const questionPage = page<QuestionPage>('needs/pages/question.njk')

export function showList(rows: readonly Open[], query: Query, found: Found<Open>) {
  const asked = rows.filter(({ question: q }) => q.status === 'open')
  const open = new Set(asked.map(({ question: q }) => q.placeId)).size
  return listPage({
    title: 'What changed here?',
    lead:
      open === 0
        ? 'No question is open. Each place that falls by more than chance would explain opens one, so that others can learn from it.'
        : `${plural(open, 'place')} fell by more than chance would explain in the 12 months to ${endsOf(asked)}, and nobody has said why yet. What is learned here is what others can try.`,
    list: listView(questionsList(rows), query, found),
  })
}

/** "October 2026"; where measures end in different months the first and the last. */
function endsOf(asked: readonly Open[]): string {
  const ends = asked.map(({ question }) => monthOfDay(question.periodEnd)).toSorted()
  const [first = '', last = first] = [ends[0], ends.at(-1)]
  return first === last ? monthWords(first) : `a month from ${monthWords(first)} to ${monthWords(last)}`
}

export interface Typed {
  status: string
  answer: string
  errors: FieldError[]
}

/** One question: what was seen, what was said, and the form for those who may answer. */
export function showQuestion(
  open: Open,
  { history, beside, may }: { history: readonly Answered[]; beside: Beside; may: boolean },
  typed?: Typed,
) {
  const { question } = open
  const errors = typed?.errors ?? []
  const answered = question.status !== 'open'
  return questionPage({
    title: `What changed here? ${question.placeName}`,
    place: { name: question.placeName, href: `/places/${question.placeCode}` },
    breadcrumbs: [{ text: 'Questions', href: '/questions' }],
    lead: `${question.measureName} fell in ${question.placeName} by more than chance would explain in the ${open.evidence?.window ?? 12} months to ${monthWords(monthOfDay(question.periodEnd))}.`,
    facts: factsOf(open, history[0]?.who),
    firmness: `/signals/firmness?place=${encodeURIComponent(question.placeCode)}&measure=${encodeURIComponent(open.measure.code)}`,
    beside,
    threadHref: `/threads/question/${question.id}`,
    history: history.map(entry => ({
      words: `${entry.who}, ${momentWords(entry.at)}`,
      status: entry.detail.status === 'answered' ? 'What changed' : 'Why there is no answer',
      answer: entry.detail.answer,
    })),
    form: may
      ? {
          status: typed?.status ?? (answered ? question.status : ''),
          answer: typed?.answer ?? question.answer ?? '',
          errors: { status: errorOf(errors, 'status'), answer: errorOf(errors, 'answer') },
          button: answered ? 'Keep the new answer' : 'Keep this answer',
        }
      : null,
    closed: may ? '' : 'You can read this question. People of the borough, VRU officers and analysts can answer it.',
    errors,
    errorSummary: errorList(errors),
  })
}

function factsOf(open: Open, answeredBy: string | undefined): { term: string; text: string }[] {
  const { question, measure, evidence: seen } = open
  const end = monthWords(monthOfDay(question.periodEnd))
  return [
    {
      term: 'Where',
      text:
        question.boroughName && question.kind !== 'borough'
          ? `${question.placeName}, ${question.boroughName}`
          : question.placeName,
    },
    ...(seen
      ? [
          { term: `${seen.window} months to ${end}`, text: `${whole(seen.later ?? 0)} ${measure.unit}` },
          { term: `The ${seen.window} months before`, text: `${whole(seen.earlier ?? 0)} ${measure.unit}` },
          { term: 'Ratio and 95% interval', text: ratioWords(seen) },
          {
            term: 'Held against',
            text: `${open.see.see === 'all' ? `${plural(seen.tested, 'place')} tested together; ` : ''}q ${seen.q === null ? 'not known' : seen.q < 0.001 ? 'under 0.001' : decimal(seen.q, 3)}${seen.cityRatio === null ? '' : `; the rest of the city changed by ${decimal(seen.cityRatio, 2)}`}`,
          },
        ]
      : [
          {
            term: 'Figures',
            text: 'None were kept when it was opened.',
          },
        ]),
    { term: 'Opened', text: dayWords(question.openedOn) },
    {
      term: 'Status',
      text:
        question.status === 'open'
          ? 'Open'
          : `${statusWords[question.status]}: ${answeredBy ?? 'by whom is not kept'}${question.answeredOn ? `, ${dayWords(question.answeredOn)}` : ''}`,
    },
  ]
}
