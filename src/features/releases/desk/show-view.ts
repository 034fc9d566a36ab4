import { momentWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Beside } from '../../threads/index.ts'
import { hasFailed } from '../checks/run.ts'
import type { Releasable } from '../contract.ts'
import type { Use } from '../frozen.ts'
import { type Check, type Edition, stateWords } from '../schemas.ts'
import { actionsOf, factsOf, type May } from './actions.ts'
import { type CheckOff, checkOffOf, type TypedReasons } from './check-off.ts'
import type { Checking } from './checking-view.ts'
import { type Preview, previewOf } from './preview.ts'

interface ShowPage extends Wrong {
  title: string
  state: string
  stateClass: string
  summary: string
  facts: { term: string; text: string; href?: string }[]
  checks: (Check & { words: string; tag: string; reason: string })[]
  verdict: string
  checking: Checking & { again: string; stop: string }
  preview: Preview
  checkOff: CheckOff | null
  correction: string
  uses: { title: string; href: string }[]
  actions: ReturnType<typeof actionsOf>
  why: string
  waiting: string
  beside: Beside
  threadHref: string
  history: { words: string; date: string }[]
  breadcrumbs: { text: string; href?: string }[]
}
const showPage = page<ShowPage>('releases/pages/release.njk')

/** What stops a release first. */
const order = { fail: 0, advice: 1, pass: 2 } as const
const resultWords = { pass: 'Passed', fail: 'Failed', advice: 'Advice' } as const
const resultTags = { pass: 'up-tag--teal', fail: 'up-tag--stop', advice: 'up-tag--warm' } as const

export interface Showing {
  edition: Edition
  checking: Checking
  items: readonly Releasable[]
  /** Which part of a long one is shown. */
  part: number
  seal: string
  typed?: TypedReasons
  may: May
  uses: readonly Use[]
  beside: Beside
  history: readonly { who: string; what: string; at: string; reason: string }[]
}

export function show({ edition, checking, items, part, seal, typed, may, uses, beside, history }: Showing) {
  const isGood = checking.isGood && !hasFailed(edition.checks ?? [])
  const isForMe = edition.state === 'draft' && may.check && isGood
  return showPage({
    ...wrong(typed?.errors),
    title: edition.title,
    state: stateWords[edition.state],
    stateClass:
      edition.state === 'published' ? 'up-tag--teal' : edition.state === 'withdrawn' ? 'up-tag--stop' : 'up-tag--warm',
    summary: edition.summary,
    facts: factsOf(edition),
    ...checksOf(edition, checking, may),
    preview: previewOf(edition, items, part, `/releases/${edition.id}`),
    correction: edition.correction ?? '',
    uses: uses.map(({ title, href }) => ({ title, href })),
    actions: actionsOf(edition, may, isGood),
    checkOff: isForMe ? checkOffOf(edition, seal, typed?.reasons ?? []) : null,
    why: may.why,
    waiting: checking.isGood ? waitingWords(edition) : '',
    beside,
    threadHref: `/threads/release/${edition.id}`,
    history: history.map(({ who, what, at, reason }) => ({
      words: `${whatWords[what] ?? what}, by ${who}${reason ? `: ${reason}` : ''}`,
      date: momentWords(at),
    })),
    breadcrumbs: [{ text: 'Releases', href: '/releases' }, { text: edition.title }],
  })
}

/** The checks, what stops a release first; while there is no result, how it stands. */
function checksOf(edition: Edition, checking: Checking, may: May): Pick<ShowPage, 'checks' | 'verdict' | 'checking'> {
  const checks = checking.isGood ? (edition.checks ?? []) : []
  const count = (wanted: Check['result']) => checks.filter(({ result }) => result === wanted).length
  const advice = count('advice')
  const mayAct = may.prepare || may.check || may.publish
  return {
    checks: [...checks]
      .sort((a, b) => order[a.result] - order[b.result])
      .map(each => ({
        ...each,
        words: resultWords[each.result],
        tag: resultTags[each.result],
        reason: reasonOf(edition, each),
      })),
    verdict:
      count('fail') > 0
        ? `${plural(count('fail'), 'check')} failed: nothing can be published until they pass.`
        : advice > 0
          ? `All checks passed, ${plural(advice, 'piece', 'pieces')} of advice.`
          : 'All checks passed.',
    checking: {
      ...checking,
      again: checking.advice && mayAct ? `/releases/${edition.id}/checks` : '',
      stop: checking.isRunning && may.prepare ? `/releases/${edition.id}/checks/stop` : '',
    },
  }
}

const reasonOf = ({ reasons }: Edition, { id }: Check) => reasons?.find(each => each.id === id)?.reason ?? ''

const whatWords: Record<string, string> = {
  'release.prepared': 'Prepared',
  'release.correction-prepared': 'Correction prepared',
  'release.prepared-again': 'Built and checked again',
  'release.checked': 'Checked by a second person',
  'release.check-asked': 'Check asked for again',
  'release.check-done': 'Small numbers and words checked',
  'release.check-ended': 'Check came to no end',
  'release.check-stopped': 'Check stopped',
  'release.back-to-check': 'Changed since it was checked off: to be checked again',
  'release.sent-back': 'Sent back',
  'release.dropped': 'Given up',
  'release.published': 'Published',
  'release.withdrawn': 'Withdrawn',
}

const waitingWords = ({ state }: Edition) =>
  state === 'draft'
    ? 'It waits for an analyst to check it.'
    : state === 'checked'
      ? 'It waits for the director to publish it.'
      : ''
