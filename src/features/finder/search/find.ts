// Finding: what was typed is read, asked, and where nothing fits, asked again with less. Nothing of it is kept.
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Ask, Results } from '../question.ts'
import { type Added, type Lists, lastWords, withWords } from './added.ts'
import { fromArabic, unreadable } from './arabic.ts'
import { withWay } from './around.ts'
import { isSaid } from './common.ts'
import { type Concept, helpOf, isBare } from './concepts.ts'
import { type Danger, dangerOf } from './crisis.ts'
import { dangerIn } from './danger.ts'
import { facetsOf } from './facets.ts'
import { looser, wordsLetGo } from './loosen.ts'
import { before, meant, merged, takenFor } from './meant.ts'
import { anyDistance } from './near.ts'
import { placeIn } from './places-in.ts'
import type { Question } from './question.ts'
import { dayIn } from './read-dates.ts'
import { type Answer, countsOf, look } from './search.ts'
import { corrected } from './spell.ts'
import { spelt } from './spellings.ts'
import { type Understood, understand } from './understand.ts'

/** Most results that are counted. */
export const mostCounted = 1_000

/** What answers a question, in order. `minutes` after midnight in London, of `today`. */
export const find = async (db: Db, ask: Ask, clock: { today: Day; minutes: number }): Promise<Results> =>
  (await findMeant(db, ask, clock)).results

/** The same, with the question as it was understood: what words named is in its filters, its start, its activities and themes. */
export async function findMeant(
  db: Db,
  ask: Ask,
  clock: { today: Day; minutes: number },
  { loosens = true, besides = [] }: { loosens?: boolean; besides?: readonly Added[] } = {},
): Promise<{ results: Results; meant: Ask }> {
  const danger = await dangerIn(db, ask.words, besides)
  const lists = withWords(lastWords(db), besides)
  if (danger.lines.length > 0) return inDanger(db, ask, { clock, lists }, danger)
  const { left, dated, day } = dayIn(ask, clock.today)
  const right = await correctedOf(db, left, lists)
  const guessed = dangerOf(right ?? '', lists)
  if (guessed.lines.length > 0) return inDanger(db, ask, { clock, lists }, guessed)
  const heard = await reading(db, left, { clock, lists }, right)
  const read = { ...heard.read, ...dated }
  const question = { ...heard.question, ask: { ...heard.question.ask, ...day } }
  if (read.unread) return { results: results(none, [], read, []), meant: ask }
  const answer = await look(db, question)
  const meant = named(question)
  if (answer.total > 0 || ask.page > 1 || !loosens) return { results: results(answer, [], read, []), meant }
  const { found, loosened } = await nearest(db, question, answer)
  // nothing is near to words that nobody here knows, in whatever letters they are
  if (loosened.includes(wordsLetGo) && isUnknown(question, read) && !(await isSaid(db, question.concepts)))
    return { results: results(none, [], { ...read, unread: true }, []), meant: ask }
  return { results: results(found, [], read, loosened), meant }
}

/** With what a question is read: the time it is asked at, and the lists. */
interface Means {
  clock: { today: Day; minutes: number }
  lists: Lists
}

/** What a form limits does not keep help away. */
const unlimited = {
  within: undefined,
  from: undefined,
  to: undefined,
  band: 'any',
  after: undefined,
  before: undefined,
  free: false,
  most: undefined,
  meals: false,
  activities: [],
  themes: [],
  access: [],
  language: undefined,
  online: 'any',
  food: false,
} as const satisfies Partial<Ask>

/**
 * Words of danger are not put right, not read back, and not looked for: who says “die” does not ask for a group for the bereaved. Below the help stand
 * entries that are about such danger, or else all that help.
 */
async function inDanger(
  db: Db,
  asked: Ask,
  means: Means,
  { lines, themes }: Danger,
): Promise<{ results: Results; meant: Ask }> {
  const ask: Ask = { ...asked, ...unlimited, kinds: ['support', 'network'] }
  const { question } = await reading(db, ask, means, undefined)
  // help is help however far away it is
  const anywhere = { ...ask, near: anyDistance(question.ask.near) }
  const all = { ...question, ask: anywhere, around: undefined, concepts: [], not: [] }
  // an age in such words is a child's as often as theirs who write, and a language may be somebody else's: they order, and keep nothing away
  const { age, language } = question.ask
  const them = { ...all, rather: { age, language }, concepts: themes.map(aboutOf), all: false, about: themes }
  const about = await look(db, them)
  const answer = about.total > 0 ? about : await look(db, all)
  return { results: results(answer, lines, { corrected: undefined, understood: [] }, []), meant: ask }
}

/** A theme to look for, by its mark alone: the first counts most. */
const aboutOf = (theme: string, place: number): Concept => ({
  ...{ typed: theme, phrases: [], activities: [], access: [] },
  ...{ themes: [theme], weight: 1 / (1 + place) },
})

const none: Answer = { total: 0, hits: [], facets: [] }

/** Words in quotation marks are meant as they stand. */
const correctedOf = (db: Db, { words }: Ask, lists: Lists) =>
  words === '' || /^".*"$/.test(words) ? undefined : corrected(db, spelt(fromArabic(words).words), lists)

const named = ({ ask, concepts }: Question): Ask => ({
  ...ask,
  activities: [...new Set([...ask.activities, ...concepts.flatMap(one => one.activities)])],
  themes: [...new Set([...ask.themes, ...concepts.flatMap(helpOf)])],
})

/** Step after step until something fits: mostSteps at most, and the counts once something does. */
async function nearest(
  db: Db,
  question: Question,
  none: Answer,
): Promise<{ found: Answer; loosened: readonly string[] }> {
  for (const step of looser(question)) {
    const found = await look(db, step.question, false)
    if (found.total > 0) return { found: { ...found, facets: await countsOf(db, step.question) }, loosened: step.let }
  }
  return { found: none, loosened: [] }
}

const results = (
  answer: Answer,
  crisis: readonly string[],
  read: Results['read'],
  loosened: readonly string[],
): Results => ({
  hits: answer.hits,
  total: Math.min(answer.total, mostCounted),
  more: answer.total > mostCounted,
  read,
  crisis,
  loosened,
  facets: facetsOf(answer.facets),
})

/** What is asked, once words are read: slips put right, filters and a place taken out of them. What was chosen on the page counts before them. */
async function reading(
  db: Db,
  ask: Ask,
  { clock, lists }: Means,
  right: string | undefined,
): Promise<{ question: Question; read: Results['read'] }> {
  const arabic = fromArabic(ask.words)
  const understood = understand(right ?? arabic.words, clock.today, lists)
  const place = ask.near || ask.words === '' ? undefined : await placeIn(db, understood)
  const said = [...understood.said, ...(place ? [place.near.words] : [])]
  const start = ask.near ?? place?.near
  const near = start && { ...start, reach: ask.reach ?? start.reach }
  const means = meant(understood, place?.typed, lists)
  return {
    question: await withWay(db, {
      ask: { ...merged(ask, understood), near },
      clock,
      ...means,
      not: understood.not,
      ...before(ask, understood, lists),
      about: [...ask.themes, ...means.concepts.flatMap(helpOf)],
    }),
    read: {
      corrected: right,
      understood: arabic.understood.length > 0 ? arabic.understood : [...said, ...takenFor(means.concepts)],
      nearMe: understood.nearMe && near === undefined,
      unread: arabic.understood.length === 0 && unreadable(ask.words) && isEmpty(understood),
    },
  }
}

/** Of what was typed no word is in our lists, or says where, when or for whom. */
const isUnknown = ({ concepts, not }: Question, { corrected, understood, nearMe }: Results['read']): boolean =>
  concepts.length > 0 &&
  concepts.every(isBare) &&
  not.length === 0 &&
  corrected === undefined &&
  understood.length === 0 &&
  nearMe !== true

/** Nothing of it means anything to us. */
const isEmpty = ({ filters, concepts, not, places }: Understood): boolean =>
  Object.keys(filters).length + concepts.length + not.length + places.length === 0
