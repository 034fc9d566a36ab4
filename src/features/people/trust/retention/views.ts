import type { Day } from '../../../../lib/dates.ts'
import { plural, whole } from '../../../../lib/words.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../../platform/form.ts'
import type { Later, Period, Rule } from '../../../../platform/retention.ts'
import { page } from '../../../../platform/view.ts'
import { momentWords } from '../../words.ts'
import { periodWords, untilWords } from './period.ts'
import type { Proof } from './queries.ts'
import { later } from './rules.ts'

/** A rule today: its period in force and what would go. */
export interface State {
  rule: Rule
  keep: Period
  before: Day
  count: number
}

const fateWords = { delete: 'Deleted', strip: 'Stripped of what tells who', archive: 'Archived' } as const

interface ListPage {
  title: string
  next: string
  nextMissing: boolean
  done: string
  mayEdit: boolean
  rules: {
    name: string
    what: string
    kept: string
    fate: string
    note: string
    before: string
    count: string
    last: string
    failed: boolean
    href: string
  }[]
  total: string
  later: readonly Later[]
}
const list = page<ListPage>('people/trust/pages/retention.njk')

const doneWords = {
  asked: 'The rules are being carried out. Load this page again in a minute to see what went.',
  set: 'The period is set. It counts from the next run on.',
  '': '',
} as const

export function listPage(given: {
  states: readonly State[]
  last: readonly Proof[]
  next: string | undefined
  mayEdit: boolean
  done: keyof typeof doneWords
}) {
  const total = given.states.reduce((sum, state) => sum + state.count, 0)
  return list({
    title: 'How long records are kept',
    next: given.next ? momentWords(given.next) : '',
    nextMissing: given.next === undefined,
    done: doneWords[given.done],
    mayEdit: given.mayEdit,
    rules: given.states.map(state =>
      ruleView(
        state,
        given.last.find(proof => proof.rule === state.rule.name),
      ),
    ),
    total: plural(total, 'record'),
    later,
  })
}

const ruleView = ({ rule, keep, before, count }: State, last: Proof | undefined) => ({
  name: rule.name,
  what: rule.what,
  kept: `${periodWords(keep)} after ${rule.after}`,
  fate: fateWords[rule.fate],
  note: rule.note ?? '',
  before: untilWords(before),
  count: whole(count),
  last: lastWords(last),
  failed: last?.error != null,
  href: `/retention/${rule.name}`,
})

function lastWords(last: Proof | undefined): string {
  if (!last) return 'Not carried out yet'
  const at = momentWords(last.ranAt)
  return last.error === null ? `${whole(last.removed ?? 0)} went, ${at}` : `Failed, ${at}: ${last.error}`
}

interface FormPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  facts: { term: string; text: string }[]
  action: string
  number: string
  unit: string
  reason: string
}
const form = page<FormPage>('people/trust/pages/retention-form.njk')

export function formPage({ rule, keep, count }: State, typed: Record<string, unknown> = {}, errors: FieldError[] = []) {
  const [number, unit] = 'days' in keep ? [keep.days, 'days'] : [keep.months, 'months']
  return form({
    title: rule.what,
    breadcrumbs: [{ text: 'How long records are kept', href: '/retention' }],
    facts: [
      { term: 'Kept now', text: `${periodWords(keep)} after ${rule.after}` },
      { term: 'Proposed', text: periodWords(rule.keep) },
      { term: 'At least', text: periodWords(rule.least) },
      { term: 'Would go at the next run', text: plural(count, 'record') },
    ],
    action: `/retention/${rule.name}`,
    number: typedText(typed, 'number', String(number)),
    unit: typedText(typed, 'unit', unit),
    reason: typedText(typed, 'reason'),
    ...wrong(errors),
  })
}
