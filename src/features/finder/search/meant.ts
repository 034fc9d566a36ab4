// What a question asks for once its words are read: what must fit, what comes first among what fits, what the form and the words limit. Pure.
import { activityOf } from '../activities.ts'
import type { Ask } from '../question.ts'
import type { Lists } from './added.ts'
import { type Concept, helpOf } from './concepts.ts'
import type { Question } from './question.ts'
import { spelt } from './spellings.ts'
import { conceptsOf, type Understood } from './understand.ts'

/** What comes first among what fits: in holidays what is made for them; where nothing is asked for by name, things to do before help. */
export function before(
  ask: Ask,
  { concepts, lean, filters }: Understood,
  lists: Lists,
): Pick<Question, 'wish' | 'lean' | 'own'> {
  const holidays = (filters.band ?? ask.band) === 'holidays'
  const browsing = concepts.every(isVague) && lean.length === 0 && ask.themes.length === 0
  const own =
    !family.test(spelt(ask.words)) && ![...ask.themes, ...concepts.flatMap(one => one.themes)].includes('parents')
  const wish = [...(holidays ? conceptsOf('holiday club', lists) : []), ...concepts.filter(isVague)]
  return { wish, lean: browsing ? ['activity', 'work'] : lean, own }
}

/** Anything will do: a youth club comes first, and nothing is left out. */
const vague = ['something to do', 'somewhere to go', 'things to do']
const isVague = ({ typed }: Concept): boolean => vague.includes(typed)

/** Words of somebody who asks for a child, or of a parent. */
const family =
  /\b(?:sons?|daughters?|child|children|kids?|teenager|toddlers?|baby|parents?|mums?|moms?|dads?|carers?|grandson|granddaughter)\b/

/** Sentences are looked for by any of what they mean; a few words by all of them. */
export function meant(
  { concepts, places }: Understood,
  place: string | undefined,
  lists: Lists,
): Pick<Question, 'concepts' | 'all'> {
  const taken = new Set(place?.split(' ') ?? [])
  const codes = place === undefined ? places.filter(one => /\d/.test(one)).flatMap(one => conceptsOf(one, lists)) : []
  const left = [
    ...concepts.filter(one => !isVague(one) && !one.typed.split(' ').every(word => taken.has(word))),
    ...codes,
  ]
  const themed = left.filter(one => helpOf(one).length > 0).length
  return { concepts: left, all: left.length < 2 || (themed === 0 && left.length < 4) }
}

/** What a word was taken for, where it is called something else: 'nails' is looked for as hair and beauty. */
export const takenFor = (concepts: readonly Concept[]): string[] => [
  ...new Set(
    concepts.flatMap(({ typed, activities: [only = '', ...others] }) => {
      const label = others.length === 0 ? activityOf(only)?.label : undefined
      return label === undefined || sounds(label, typed) ? [] : [label]
    }),
  ),
]

/** 'swim' and 'Swimming' begin alike. */
const sounds = (label: string, typed: string): boolean =>
  label
    .toLowerCase()
    .split(' ')
    .some(word => typed.split(' ').some(one => word.startsWith(one.slice(0, 4))))

export function merged(ask: Ask, { filters }: Understood): Ask {
  const timed = ask.band !== 'any' || ask.from !== undefined || ask.after !== undefined || ask.before !== undefined
  const { from, to, band, after, before, ...rest } = filters
  return {
    ...ask,
    ...(timed ? {} : { from, to, band: band ?? 'any', after, before }),
    age: ask.age ?? rest.age,
    free: ask.free || (rest.free ?? false),
    most: ask.most ?? rest.most,
    food: ask.food || (rest.food ?? false),
    language: ask.language ?? rest.language,
    gender: ask.gender ?? rest.gender,
    onlyThem: ask.onlyThem ?? (ask.gender === undefined || ask.gender === rest.gender ? rest.onlyThem : undefined),
    online: ask.online === 'any' ? (rest.online ?? 'any') : ask.online,
    access: [...new Set([...ask.access, ...(rest.access ?? [])])],
  }
}
