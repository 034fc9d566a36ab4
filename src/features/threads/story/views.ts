import { daysBetween, dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { type Found, type List, type ListSpec, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { kindWords } from '../records/rules.ts'
import type { Record } from '../records/schemas.ts'
import { type Names, ownerWords, type Row, whereOf } from './list.ts'
import type { StoryStep } from './rules.ts'

const listPage = page<{ title: string; list: List; days: string }>('threads/pages/threads.njk')

export const showList = (spec: ListSpec<Row>, query: Query, found: Found<Row>, days: number) =>
  listPage({ title: 'Threads', list: listView(spec, query, found), days: plural(days, 'day') })

interface Step {
  title: string
  href: string
  kind: string
  state: string
  where: string
  opened: string
  owner: string
  /** When it is due, or a decision looked at again. */
  due: string
  /** Whose it is to take the next step. */
  owed: string
  because: string
  reason: string
  here: boolean
  stalled: string
}
const storyPage = page<{
  title: string
  breadcrumbs: { text: string; href: string }[]
  lead: string
  steps: Step[]
  hidden: number
  days: string
}>('threads/pages/story.njk')

export interface Story {
  record: Record
  steps: readonly StoryStep[]
  hidden: number
  names: Names
  stalled: ReadonlySet<string>
  days: number
  today: string
}

export function showStory(story: Story) {
  const { record, steps } = story
  const first = steps[0]?.record ?? record
  const last = steps.at(-1)?.record ?? record
  return storyPage({
    title: `Thread: ${record.title}`,
    breadcrumbs: [{ text: 'Threads', href: '/threads' }],
    lead:
      steps.length === 1
        ? 'Nothing came before this that is named here, and nothing has followed yet.'
        : `From “${first.title}” to “${last.title}”: ${plural(steps.length, 'step')} in ${plural(Math.max(1, daysBetween(first.openedOn, last.movedOn)), 'day')}.`,
    steps: steps.map(step => stepView(step, story)),
    hidden: story.hidden,
    days: plural(story.days, 'day'),
  })
}

const stepView = ({ record, because }: StoryStep, story: Story): Step => ({
  title: record.title,
  href: record.href,
  kind: kindWords(record.kind),
  state: record.state,
  where: whereOf(record, story.names),
  opened: dayWords(record.openedOn),
  owner: record.ended || !record.ownerRole ? '' : ownerWords(record.ownerRole),
  due: dueWords(record),
  owed: record.ownerRole ? ownerWords(record.ownerRole) : 'VRU director',
  because: because.join('; '),
  reason: because.length === 0 ? (record.because ?? '') : '',
  here: record.key === story.record.key,
  stalled: story.stalled.has(record.key) ? plural(daysBetween(record.movedOn, story.today), 'day') : '',
})

const dueWords = ({ kind, dueOn, ended }: Record): string =>
  dueOn === null || ended ? '' : `${kind === 'decision' ? 'Looked at again on' : 'Due'} ${dayWords(dueOn)}`
