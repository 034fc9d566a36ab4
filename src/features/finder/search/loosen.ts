// Where nothing fits: what to let go of, one thing at a time, then several, until the nearest things that do fit are found. Pure.
import { activities, activityOf } from '../activities.ts'
import { helpOf } from './concepts.ts'
import { anyDistance } from './near.ts'
import type { Question } from './question.ts'
import { asksTime } from './when.ts'

export interface Looser {
  question: Question
  /** What was let go of, in words for the page. */
  let: readonly string[]
}

type Step = (question: Question) => Question | undefined

const ask = (question: Question, part: Partial<Question['ask']>): Question => ({
  ...question,
  ask: { ...question.ask, page: 1, ...part },
})
const noTime = { band: 'any', from: undefined, to: undefined, after: undefined, before: undefined } as const

/** The words are let go of altogether. */
export const wordsLetGo = 'other things near this'

/** In the order in which they are tried: what costs whoever asks least comes first. Access needs are never let go of. */
const steps: readonly (readonly [words: string, step: Step])[] = [
  [
    'some of the words',
    question => (question.all && question.concepts.length > 1 ? { ...question, all: false } : undefined),
  ],
  [
    'further away',
    question =>
      (question.ask.within ?? question.ask.near?.reach) === undefined
        ? undefined
        : ask(question, { within: undefined, near: anyDistance(question.ask.near) }),
  ],
  [
    'another place',
    question =>
      (question.ask.ward ?? question.ask.borough) === undefined
        ? undefined
        : ask(question, { ward: undefined, borough: undefined }),
  ],
  ['another time', question => (asksTime(question.ask) ? ask(question, noTime) : undefined)],
  [
    'not free',
    question => (question.ask.free || question.ask.meals ? ask(question, { free: false, meals: false }) : undefined),
  ],
  ['costs more', question => (question.ask.most === undefined ? undefined : ask(question, { most: undefined }))],
  ['for everyone too', question => (question.ask.onlyThem ? ask(question, { onlyThem: undefined }) : undefined)],
  [
    'other languages',
    question => (question.ask.language === undefined ? undefined : ask(question, { language: undefined })),
  ],
  ['with or without food', question => (question.ask.food ? ask(question, { food: false }) : undefined)],
  ['online or in person', question => (question.ask.online === 'any' ? undefined : ask(question, { online: 'any' }))],
  ['things like it', question => alike(question)],
  [
    'other things to do',
    question =>
      question.ask.activities.length + question.ask.themes.length + question.ask.kinds.length === 0
        ? undefined
        : ask(question, { activities: [], themes: [], kinds: [] }),
  ],
  [
    wordsLetGo,
    question =>
      question.concepts.length === 0
        ? undefined
        : {
            ...ask(question, {}),
            concepts: [],
            outward: true,
            lean: asksHelp(question) ? ['support'] : leanOf(question),
          },
  ],
]

/** Who looked for something to do is not shown help first. */
const leanOf = ({ lean }: Question): Question['lean'] => (lean.length > 0 ? lean : ['activity', 'work'])

/** Whoever asked for help of a kind there is none of is shown other help before clubs. */
const asksHelp = ({ concepts }: Question): boolean => concepts.some(one => helpOf(one).length > 0)

/** Of the same sort as what was asked for by name: homework help for English lessons, judo for boxing. Where and when stay as they are. */
function alike(question: Question): Question | undefined {
  const named = [...question.ask.activities, ...question.concepts.flatMap(one => one.activities)]
  const groups = new Set(named.map(id => activityOf(id)?.group))
  const like = activities.filter(({ group }) => groups.has(group)).map(({ id }) => id)
  if (like.length === 0) return undefined
  const concept = { typed: '', phrases: [], activities: like, themes: [], access: [], weight: 1 }
  return { ...ask(question, { activities: [] }), concepts: [concept], all: false }
}

/** Each is a whole search, and whoever finds nothing must not make twenty of them. */
const [mostSingle, mostTogether] = [3, 3]
export const mostSteps = mostSingle + 1 + mostTogether

/** One at a time first; then several at once, those that let go of the most. The age is never let go of: what is for others is no answer. */
export function looser(question: Question): Looser[] {
  const single = steps.flatMap(([words, step]): Looser[] => {
    const next = step(question)
    return next ? [{ question: next, let: [words] }] : []
  })
  const together: Looser[] = []
  let so: Looser = { question, let: [] }
  for (const [words, step] of steps) {
    const next = step(so.question)
    if (!next) continue
    so = { question: next, let: [...so.let, words] }
    if (so.let.length > 1) together.push(so)
  }
  const of = (...names: string[]) => single.filter(({ let: [name = ''] }) => names.includes(name))
  const last = ['other things to do', wordsLetGo]
  const first = single.filter(one => !of('things like it', ...last).includes(one)).slice(0, mostSingle)
  // the last of those together lets go of all that may be let go of
  const rest = together.length > 0 ? together.slice(-mostTogether) : of(...last)
  return [...first, ...of('things like it'), ...rest]
}
