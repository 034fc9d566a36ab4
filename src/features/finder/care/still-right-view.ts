// "Is this still right?", as whoever opens the link of a mail reads it, in every language of the finder.
import type { Day } from '../../../lib/dates.ts'
import { scheduleWords } from '../../../lib/schedule/words.ts'
import { page } from '../../../platform/view.ts'
import type { PublicEntry } from '../entries/public.ts'
import { addressOf, finder } from '../look/address.ts'
import { agesWords } from '../look/cards.ts'
import { costOf, whereOf } from '../look/entry-view.ts'
import { type Frame, frameOf } from '../look/frame.ts'
import { plainDay } from '../look/times.ts'
import { isolated, type Tongue, tongueOf } from '../look/words/index.ts'

interface Fact {
  term: string
  lines: string[]
  /** In the words of whoever runs it, or of our English only. */
  theirs?: boolean
}
interface AskPage extends Frame {
  name: string
  organisation: string
  facts: Fact[]
  action: string
  editHref: string
  isHidden: boolean
  /** What must be said first, in English. */
  missing: string | undefined
}
const askPage = page<AskPage>('finder/care/pages/still-right.njk')
const thanksPage = page<Frame & { home: string }>('finder/care/pages/still-right-thanks.njk')

interface Asked {
  action: string
  /** Without one, the page is inside, where all is in English. */
  t: Tongue | undefined
  today: Day
  isHidden: boolean
  missing: string | undefined
}

/** What the public reads, told in short, so that whoever is asked sees what they say is right. */
export function showAsked(entry: PublicEntry, { action, t, today, isHidden, missing }: Asked) {
  const tongue = t ?? tongueOf('en')
  const frame = frameOf({ t: tongue, title: tongue.say('right.title'), here: lang => addressOf({ lang }, action) })
  return askPage({
    ...frame,
    tongueList: t ? frame.tongueList : [],
    name: entry.body.name,
    organisation: entry.organisation.name,
    facts: factsIn(tongue, entry, today),
    action,
    editHref: `/opportunities/${entry.id}`,
    isHidden,
    missing,
  })
}

function factsIn(t: Tongue, { body, checkedOn }: PublicEntry, today: Day): Fact[] {
  const { join, schedules } = body
  const times = [...schedules.map(each => scheduleWords(each, today)), body.timesWords]
  const ways = [join.phone, join.email, join.href].map(each => isolated(t, each))
  const facts: Fact[] = [
    { term: t.say('right.what'), lines: [body.summary], theirs: true },
    { term: t.say('entry.when'), lines: times, theirs: true },
    { term: t.say('entry.where'), lines: whereOf(body, t) },
    { term: t.say('entry.who'), lines: [agesWords(body.minAge ?? 0, body.maxAge ?? 120, t)] },
    { term: t.say('entry.cost'), lines: costOf(body, t) },
    { term: t.say('entry.join'), lines: [t.say(`join.${join.how}`), join.words, ...ways] },
    { term: t.say('right.last'), lines: checkedOn ? [plainDay(checkedOn, t.code)] : [] },
  ]
  return facts.map(fact => ({ ...fact, lines: fact.lines.filter(Boolean) })).filter(fact => fact.lines.length > 0)
}

export function showThanks(t: Tongue) {
  const lang = t.code === 'en' ? undefined : t.code
  const here = (code: string | undefined) => `/still-right?done=right${code ? `&lang=${code}` : ''}`
  return thanksPage({ ...frameOf({ t, title: t.say('right.thanks'), here }), home: addressOf({ lang }, finder) })
}
