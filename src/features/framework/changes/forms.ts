import { z } from 'zod'
import { notFound } from '../../../lib/errors.ts'
import type { Form } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { page } from '../../../platform/view.ts'
import { decide } from '../../people/index.ts'
import { editable } from '../kinds.ts'
import { hrefOf, type Look, ofKind } from '../look/look.ts'
import type { Rooms } from '../look/routes.ts'
import { questionAnswer } from '../look/sheets-view.ts'
import { sourceWords } from '../words.ts'
import {
  AnswerForm,
  type Change,
  type ChangeKind,
  ChoiceForm,
  changeKinds,
  type Proposal,
  WordsForm,
} from './schemas.ts'
import { changeWords, formPage, withErrors } from './views.ts'

export type Typed = Record<string, string>

/** One change somebody is about to propose: of what, with which form. */
export interface Subject {
  kind: ChangeKind
  code: string
  /** The item's words, or the question. */
  about: string
  href: string
  schema: z.ZodType<Typed>
  options: { value: string; text: string }[]
  /** A value the address names, for taking one away. */
  given: string
  today: string
}

const Given = z.object({ value: z.string().max(120).catch('') }).catch({ value: '' })
const isKind = (text: string): text is ChangeKind => changeKinds.some(kind => kind === text)

/** Undefined where this item cannot be changed so. */
export async function subjectOf(
  rooms: Rooms,
  look: Look,
  kind: string,
  code: string,
  query: unknown,
): Promise<Subject | undefined> {
  if (!isKind(kind)) return undefined
  const question = look.questions.find(each => each.code === code)
  const node = look.byCode.get(code)
  const about = kind === 'answer' ? question?.question : node?.label
  if (about === undefined || !fits(kind, node?.kind ?? '')) return undefined
  const href = kind === 'answer' ? `/framework/questions/${code}` : hrefOf(code)
  const options = await optionsOf(rooms, look, kind, code)
  const schema = schemas[kind].refine(form => options.length === 0 || options.some(each => each.value === form.value), {
    path: ['value'],
    error: 'Choose one from the list',
  })
  return { kind, code, about, href, schema, options, given: Given.parse(query).value, today: rooms.today() }
}

const schemas: Record<ChangeKind, z.ZodType<Typed>> = {
  words: WordsForm,
  answer: AnswerForm,
  measure: ChoiceForm('measure'),
  'measure-off': ChoiceForm('measure'),
  goal: ChoiceForm('goal'),
  'goal-off': ChoiceForm('goal'),
}

function fits(kind: ChangeKind, of: string): boolean {
  if (kind === 'answer') return true
  if (kind === 'words') return editable.has(of)
  return of === 'outcome' || (of === 'goal' && kind.startsWith('measure'))
}

async function optionsOf({ around }: Rooms, look: Look, kind: ChangeKind, code: string) {
  const chosen = (list: Look['measures']) => list.filter(each => each.code === code).map(each => each.value)
  const goals = ofKind(look, 'goal').map(goal => ({ value: goal.code, text: goal.label }))
  if (kind === 'words' || kind === 'answer') return []
  const all = kind.startsWith('goal') ? goals : await around.measureOptions()
  const has = new Set(chosen(kind.startsWith('goal') ? look.goals : look.measures))
  return all.filter(each => has.has(each.value) === kind.endsWith('-off'))
}

export const changeOf = ({ kind, code }: Subject, form: Typed): Change => ({
  kind,
  code,
  value: form.value ?? '',
  reason: form.reason ?? '',
  startsOn: form.startsOn ?? null,
})

const labels: Record<ChangeKind, { label: string; hint: string; reasonHint: string }> = {
  words: { label: 'New words', hint: 'The words of today stay on record with their dates.', reasonHint: '' },
  answer: {
    label: 'Answer',
    hint: 'What the unit decides. Not what the documents might have meant.',
    reasonHint: 'What it rests on, and who was asked.',
  },
  measure: {
    label: 'Measure',
    hint: 'A measure of the catalogue that would move if this changed.',
    reasonHint: 'Why it answers this, and what it cannot tell.',
  },
  'measure-off': { label: 'Measure to take away', hint: '', reasonHint: '' },
  goal: { label: 'Goal', hint: '', reasonHint: 'Why this outcome serves the goal.' },
  'goal-off': { label: 'Goal to take away', hint: '', reasonHint: '' },
}

/** The form, with what was typed and what is wrong where there is something. */
export function show(subject: Subject, form?: Form<Typed>) {
  const { kind, code, about, href, options, today } = subject
  const typed: Record<string, unknown> = form && !form.ok ? form.values : {}
  const value = String(typed.value ?? (kind === 'words' ? about : subject.given))
  const choices = options.map(each => ({ ...each, selected: each.value === value }))
  const { label, hint, reasonHint } = labels[kind]
  return formPage({
    title: `${changeWords[kind]}`,
    breadcrumbs: [{ text: 'Framework', href: '/framework' }, { text: about, href }, { text: changeWords[kind] }],
    lead: about,
    now: kind.startsWith('measure') || kind.startsWith('goal') ? noChoice(options.length) : '',
    action: kind === 'answer' ? `${href}/answer` : `/framework/${code}/${kind}`,
    button: 'Propose this',
    value: {
      label,
      hint,
      text: value,
      rows: kind === 'answer' ? 5 : 3,
      options: choices.length > 0 ? [{ value: '', text: 'Choose one' }, ...choices] : [],
    },
    startsOn: kind === 'words' ? String(typed.startsOn ?? today) : null,
    reason: String(typed.reason ?? ''),
    reasonHint: reasonHint || 'Kept with the change.',
    ...withErrors(form && !form.ok ? form.errors : []),
  })
}

const noChoice = (n: number) => (n === 0 ? 'There is nothing to choose: none is left, or none has been loaded.' : '')

/** A proposal in words: what it is about, what it says and what holds now. */
export function aboutOf(look: Look | undefined, { kind, code, value }: Proposal) {
  const label = (each: string) => look?.byCode.get(each)?.label
  const question = look?.questions.find(each => each.code === code)
  if (kind === 'answer')
    return {
      about: { text: question?.question ?? code, href: `/framework/questions/${code}` },
      value,
      now: question?.value ?? 'Not decided',
    }
  return {
    about: { text: label(code) ?? code, href: hrefOf(code) },
    value: kind.startsWith('goal') ? (label(value) ?? value) : value,
    now: kind === 'words' ? (label(code) ?? '') : '',
  }
}

interface QuestionPage {
  title: string
  breadcrumbs: { text: string; href?: string }[]
  answer: string
  who: string
  reason: string
  owner: string
  sources: string[]
  edit: string
}
const questionPage = page<QuestionPage>('framework/pages/question.njk')

/** One open question: where the documents leave it open, and what was decided. */
export function showQuestion(look: Look, code: string, actor: Actor) {
  const question = look.questions.find(each => each.code === code)
  if (!question) throw notFound('That question')
  return questionPage({
    title: question.question,
    breadcrumbs: [
      { text: 'Framework', href: '/framework' },
      { text: 'Left open', href: '/framework/questions' },
      { text: 'Question' },
    ],
    ...questionAnswer(question),
    reason: question.reason ?? '',
    owner: question.ownerRole,
    sources: question.sources.map(source => sourceWords(look.version, source)),
    edit: decide(actor, 'edit', 'framework').allowed ? `/framework/questions/${code}/answer` : '',
  })
}
