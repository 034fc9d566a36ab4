import type { Day } from '../../../lib/dates.ts'
import type { Hit } from '../question.ts'
import { accessKinds } from '../schemas.ts'
import { finder } from './address.ts'
import { clockWords, whenWords } from './times.ts'
import type { Tongue } from './words/index.ts'

/** One line of results as it is shown. */
export interface Card {
  id: string
  /** Its number in the list and on the map. */
  number: number
  href: string
  name: string
  when: string
  where: string
  about: string
  tags: { text: string; need: boolean }[]
  /** Codes of the areas it is in. */
  around: string
  /** Puts it in the plan that is being made; empty when none is. */
  put: string
}

// 80 metres a minute on foot, and streets are about a third longer than the straight line: rough, and said as “about”.
const metresAMinute = 80
const detour = 1.3
const farthestOnFoot = 40

/** How far it is from where somebody starts, in minutes on foot or, past 40, in kilometres; empty when not known. */
export function farWords(metres: number | null, t: Tongue): string {
  if (metres === null) return ''
  const minutes = Math.max(1, Math.round((metres * detour) / metresAMinute))
  if (minutes <= farthestOnFoot) return t.count('walk', minutes)
  return t.say('far', { km: (metres / 1_000).toFixed(metres < 10_000 ? 1 : 0).replace(/\.0$/, '') })
}

const eldest = 120

export function agesWords(min: number, max: number, t: Tongue): string {
  if (min <= 0 && max >= eldest) return t.say('ages.all')
  if (max >= eldest) return t.say('ages.from', { min })
  if (min <= 0) return t.say('ages.to', { max })
  return min === max ? t.say('ages.one', { min }) : t.say('ages.both', { min, max })
}

export const poundsWords = (pence: number): string =>
  pence % 100 === 0 ? String(pence / 100) : (pence / 100).toFixed(2)

/** Who gets no free school meals pays, and is told how much where it is known: '£3, or free if you get free school meals'. */
export const withPrice = (words: string, kind: string, pence: number | null | undefined, t: Tongue): string =>
  kind === 'free-school-meals' && pence ? t.say('cost.meals-or', { pounds: poundsWords(pence) }) : words

const worded = ['free-school-meals', 'voluntary'] as const

function costWords({ free, pricePence, cost }: Pick<Hit, 'free' | 'pricePence' | 'cost'>, t: Tongue): string {
  const kind = worded.find(each => each === cost)
  if (kind) return withPrice(t.say(`cost.${kind}`), kind, pricePence, t)
  if (free) return t.say('cost.free')
  return pricePence ? t.say('cost.pence', { pounds: poundsWords(pricePence) }) : t.say('cost.paid')
}

const places = (hit: Hit, t: Tongue): string[] => {
  if (hit.venue) return [hit.venue]
  return [hit.online ? t.say('where.online') : t.say('where.ask')]
}

function tagsOf(hit: Hit, t: Tongue): Card['tags'] {
  const plain = (text: string) => ({ text, need: false })
  const need = (text: string) => ({ text, need: true })
  return [
    hit.free ? plain(costWords(hit, t)) : need(costWords(hit, t)),
    hit.join === 'turn-up' ? plain(t.say('join.turn-up')) : need(t.say(`join.${hit.join}`)),
    ...(hit.gender === 'all' ? [] : [plain(t.say(`gender.${hit.gender}`))]),
    ...(hit.food ? [plain(t.say('food'))] : []),
    ...(hit.online && hit.venue ? [plain(t.say('where.online'))] : []),
    ...accessTags(hit.access, t).map(plain),
    ...(hit.next && !hit.next.sure ? [need(t.say('sure.not'))] : []),
  ]
}

const mostAccess = 3
const isAccess = (value: string): value is (typeof accessKinds)[number] => accessKinds.some(kind => kind === value)

/** What an access word means, for those we know. */
export const accessTags = (access: readonly string[], t: Tongue, most = mostAccess): string[] =>
  access
    .filter(isAccess)
    .slice(0, most)
    .map(each => t.say(`access.${each}`))

export interface CardOptions {
  today: Day
  t: Tongue
  /** Only one day was asked for: its name is not said on each line. */
  oneDay: boolean
  /** What the address of an entry carries on: the language, and the plan that is being made. */
  suffix: string
  /** Ids of the plan that is being made; none is where undefined. */
  plan: readonly string[] | undefined
  around?: ReadonlyMap<string, string> | undefined
  /** Minutes after midnight asked for: what began before is still on then. */
  after?: number | undefined
}

function whenOf({ next }: Hit, { today, t, oneDay, after }: CardOptions): string {
  const when = whenWords(next, today, t, oneDay)
  if (!next || after === undefined || next.starts >= after) return when
  return t.say('when.still', { when, time: clockWords(after, t.code) })
}

export function cardOf(hit: Hit, number: number, options: CardOptions): Card {
  const { t, suffix, plan } = options
  return {
    id: hit.id,
    number,
    href: `${finder}/${hit.id}${suffix}`,
    name: hit.name,
    when: whenOf(hit, options),
    where: [...places(hit, t), farWords(hit.metres, t)].filter(Boolean).join(t.code === 'ar' ? '، ' : ', '),
    about: [agesWords(hit.minAge, hit.maxAge, t), t.say('by', { organisation: hit.organisation })].join('. '),
    tags: tagsOf(hit, t),
    around: options.around?.get(hit.id) ?? '',
    put: plan === undefined || plan.includes(hit.id) ? '' : `${finder}/plan?ids=${[...plan, hit.id].join(',')}`,
  }
}
