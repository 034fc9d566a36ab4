import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { type Small, small, smallErrors, type Typed } from '../../../platform/small-form.ts'
import { page } from '../../../platform/view.ts'
import { type Crawl, formatWords, type Sample, type Source } from './schemas.ts'
import { unseen } from './service.ts'
import { countsWords, momentWords, outcomeWords, stateWords, todo } from './words.ts'

interface FeedRow {
  name: string
  href: string
  format: string
  state: string
  entries: number
  last: string
  outcome: string
  next: string
  todo: string
}
export const feedsPage = page<{ title: string; said: string; rows: FeedRow[]; mayAdd: boolean }>(
  'finder/feeds-in/pages/feeds.njk',
)

export interface Held {
  sources: readonly Source[]
  last: readonly Crawl[]
  entries: ReadonlyMap<string, number>
}

export const showFeeds = ({ sources, last, entries }: Held, said: string) =>
  feedsPage({
    title: 'Feeds',
    said,
    mayAdd: true,
    rows: sources.map(source =>
      rowOf(
        source,
        last.find(crawl => crawl.sourceId === source.id),
        entries,
      ),
    ),
  })

const rowOf = (source: Source, last: Crawl | undefined, entries: Held['entries']): FeedRow => ({
  name: source.name,
  href: `/feeds/${source.id}`,
  format: formatWords[source.format],
  state: stateWords(source),
  entries: entries.get(source.id) ?? 0,
  last: last ? momentWords(last.startedAt) : 'Not yet',
  outcome: last ? outcomeWords[last.outcome] : '',
  next: nextWords(source) || '–',
  todo: todo(source, last),
})

// A list of the city's own data is asked when the data are loaded, and at no hour.
const nextWords = ({ state, address, nextAt }: Source): string =>
  state === 'approved' && address !== '' && nextAt ? momentWords(nextAt) : ''

const settingFields = ['licence', 'attribution', 'trust', 'ours', 'everyHours'] as const
const newFields = ['name', 'format', 'address', 'sessionsAddress', ...settingFields] as const
type Values = Record<string, string>

export const newFeedPage = page<Wrong & { title: string; values: Values }>('finder/feeds-in/pages/new.njk')

const usual: Values = { everyHours: '24', trust: 'each', ours: 'no' }

export const showNewFeed = (typed: Record<string, unknown> = {}, errors: FieldError[] = []) =>
  newFeedPage({
    ...wrong(errors),
    title: 'Add a feed',
    values: Object.fromEntries(newFields.map(field => [field, typedText(typed, field, usual[field] ?? '')])),
  })

interface Fact {
  term: string
  text: string
}
interface History {
  when: string
  outcome: string
  counts: string
  problems: readonly string[]
}
export const feedPage = page<{
  title: string
  said: string
  href: string
  version: number
  state: string
  todo: string
  facts: Fact[]
  errorSummary: { text: string; href: string }[]
  sample: readonly Sample[]
  sampleNote: string
  told: readonly { ref: string; words: string }[]
  history: readonly History[]
  job: object | null
  mayApprove: boolean
  why: string
  isStopped: boolean
  mayReadAgain: boolean
  /** Its licence stands in the pack. */
  isSettled: boolean
  settings: Small
  stop: Small
}>('finder/feeds-in/pages/feed.njk')

export interface Shown {
  source: Source
  crawls: readonly Crawl[]
  entries: number
  told: readonly { ref: string; problem: string; flags: readonly { field: string; what: string }[] }[]
  /** Why this person may not approve it; empty where they may. */
  why: string
  said: string
  follow: boolean
  typed?: Typed | undefined
}

export function showFeed({ source, crawls, entries, told, why, said, follow, typed }: Shown) {
  const [last] = crawls
  const href = `/feeds/${source.id}`
  const look = crawls.find(crawl => crawl.looking && crawl.outcome !== 'running')
  return feedPage({
    title: source.name,
    said,
    href,
    version: source.version,
    state: stateWords(source),
    todo: todo(source, last),
    facts: factsOf(source, entries),
    errorSummary: smallErrors(typed),
    sample: source.state === 'proposed' ? (look?.sample ?? []) : [],
    sampleNote: look ? countsWords(look) : '',
    told: told.map(({ ref, problem, flags }) => ({ ref, words: toldWords(problem, flags) })),
    history: crawls.filter(crawl => crawl.outcome !== 'running').map(historyOf),
    job: last?.outcome === 'running' ? jobOf(href, last, follow) : null,
    mayApprove: source.state !== 'approved' && whyNotYet(source, crawls, why) === '',
    why: source.state === 'approved' ? '' : whyNotYet(source, crawls, why),
    isStopped: source.state === 'stopped',
    mayReadAgain: source.state === 'approved' && source.format === 'openactive',
    isSettled: source.format === 'places' && source.state === 'approved',
    settings: settingsOf(source, typed),
    stop: small('stop', ['reason'], typed),
  })
}

function whyNotYet({ licence }: Source, crawls: readonly Crawl[], why: string): string {
  if (licence === '') return 'Record the licence first.'
  return crawls.some(({ outcome }) => outcome === 'complete') ? why : unseen
}

const toldWords = (problem: string, flags: Shown['told'][number]['flags']): string =>
  [problem, ...flags.map(({ field, what }) => `${field}: ${what}`)].filter(Boolean).join('. ')

function settingsOf(source: Source, typed: Typed | undefined): Small {
  const mine = small('settings', settingFields, typed)
  if (mine.open) return mine
  const { licence, attribution, trust, ours, everyHours } = source
  return { ...mine, values: { licence, attribution, trust, ours: ours ? 'yes' : 'no', everyHours: String(everyHours) } }
}

function factsOf(source: Source, entries: number): Fact[] {
  const filters = Object.entries(source.filters)
  const facts: [string, string][] = [
    ['Kind', formatWords[source.format]],
    ['Address', source.address],
    ['Sessions', source.sessionsAddress],
    ['Licence', source.licence || 'None recorded'],
    ['Attribution', source.attribution],
    [
      'Approved by',
      source.approvedBy ? `${source.approvedBy}, ${momentWords(source.approvedAt ?? source.madeAt)}` : '',
    ],
    ['Proposed by', `${source.madeBy}, ${momentWords(source.madeAt)}`],
    [
      'What it brings',
      source.trust === 'feed' ? 'Public at once, approved with the feed' : 'Waits until an officer approves each',
    ],
    ['Whose', source.ours ? 'One of ours: what it says beside the standard is read too' : ''],
    ['Asked', source.address ? `Every ${source.everyHours} hours` : 'With the city’s own data'],
    ['Next', nextWords(source)],
    ['Now', source.begunCrawl === null ? '' : 'It is read from its beginning'],
    ['Public entries', String(entries)],
    [
      'Filters that work',
      filters.length > 0 ? filters.map(([name, works]) => `${name}: ${works ? 'yes' : 'no'}`).join(', ') : '',
    ],
    ['Stopped', source.state === 'stopped' ? source.stateReason : ''],
  ]
  return facts.filter(([, text]) => text !== '').map(([term, text]) => ({ term, text }))
}

const historyOf = (crawl: Crawl): History => ({
  when: momentWords(crawl.startedAt),
  outcome: crawl.looking ? `A look: ${outcomeWords[crawl.outcome].toLowerCase()}` : outcomeWords[crawl.outcome],
  counts: countsWords(crawl),
  problems: crawl.problems.slice(0, 5),
})

const jobOf = (href: string, crawl: Crawl, follow: boolean) => ({
  title: crawl.looking ? 'Looking at the feed' : 'Asking the feed',
  words: crawl.progress ?? 'Waiting to begin',
  share: null,
  done: false,
  href,
  status: `${href}/status`,
  follow,
})
