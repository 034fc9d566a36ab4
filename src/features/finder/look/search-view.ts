import { page } from '../../../platform/view.ts'
import type { Results } from '../question.ts'
import { addressOf, isCode } from './address.ts'
import type { Query } from './ask.ts'
import { type Card, cardOf } from './cards.ts'
import { type Chip, chipsOf } from './chips.ts'
import { type Choices, choicesOf } from './choices.ts'
import type { Found } from './found.ts'
import { type Frame, frameOf } from './frame.ts'
import type { HelpView } from './help/words.ts'
import { pinsOf } from './map.ts'
import { type Paging, pagingOf } from './paging.ts'
import { plainDay } from './times.ts'
import { type Older, olderOf, suffixOf, type Telling, tellOf, type Way, waysOn } from './ways-on.ts'
import { hasKey, isolated, type Tongue } from './words/index.ts'

interface SearchPage extends Frame, Telling {
  /** Back to the plan that is being made. */
  plan: { text: string; href: string } | null
  asked: boolean
  query: Query
  choices: Choices
  chips: Chip[]
  areas: { text: string; href: string }[]
  crisis: HelpView[]
  heading: string
  looked: string
  corrected: { text: string; back: string; href: string } | null
  unknownPlace: string
  /** A date was typed that is none. */
  unknownDay: string
  /** 'near me', and where that is has to be asked. */
  askWhere: boolean
  reach: { text: string; more: string } | null
  unread: { text: string; href: string }[]
  loosened: string
  cards: Card[]
  /** On paper: “today” is the day it was printed. */
  made: string
  /** From the next birthday on. */
  older: Older | null
  /** `pins`: for a map that can be moved. */
  map: { src: string; alt: string; pins: string } | null
  paging: Paging | null
  nothing: string
  empty: Way[]
}

const searchPage = page<SearchPage>('finder/look/pages/search.njk')

/** Beside words of danger nothing stands that merely comes closest: somebody who says that they are hit is not offered boxing. */
const calm = (results: Results): Results =>
  results.crisis.length > 0 && results.loosened.length > 0 ? { ...results, hits: [], total: 0, loosened: [] } : results

export function showSearch(given: Found) {
  const found = { ...given, results: calm(given.results) }
  const { query, results, t } = found
  const some = results.hits.length > 0
  return searchPage({
    ...frameOf({ t, title: t.say('title'), here: lang => addressOf({ ...query, lang }) }),
    plan: found.plan ? { text: t.say('plan.back', { n: found.plan.length }), href: planAddress(found.plan) } : null,
    asked: found.asked,
    // an area that was tapped stands in the box by its name
    query: { ...query, near: isCode(query.near) ? (found.near?.name ?? query.near) : query.near },
    choices: choicesOf(found),
    chips: found.isBare ? [] : chipsOf(found),
    areas: found.areas.map(({ name, code }) => ({
      text: name,
      href: addressOf({ ...query, near: code, page: undefined }),
    })),
    crisis: results.crisis.length > 0 || results.read.unread ? found.help : [],
    heading: results.crisis.length > 0 && !some ? t.say('crisis.search') : headingOf(found),
    looked:
      results.read.understood.length > 0 ? t.say('looked.for', { words: results.read.understood.join(', ') }) : '',
    corrected: correctedOf(found),
    unknownPlace: unknownPlace(found),
    unknownDay: results.read.noDay === undefined ? '' : t.say('day.unknown', { day: isolated(t, results.read.noDay) }),
    askWhere: results.read.nearMe === true && found.near === undefined,
    reach: reachOf(found),
    unread: results.read.unread ? kindsOf(query, t) : [],
    loosened: loosenedWords(results, t),
    cards: cardsOf(found),
    made: t.say('ward.made', { day: plainDay(found.clock.today, t.code) }),
    older: olderOf(found),
    map: mapOf(found),
    paging: some ? pagingOf(found) : null,
    nothing: t.say(found.isBare ? 'nothing.talk' : 'nothing'),
    empty: some || results.crisis.length > 0 || results.read.unread ? [] : waysOn(found),
    ...tellOf(found),
  })
}

const planAddress = (ids: readonly string[]) =>
  ids.length === 0 ? '/things-to-do/plan' : `/things-to-do/plan?ids=${ids.join(',')}`

/** What of the place was not known, and where we looked then. */
function unknownPlace({ query, near, results, t }: Found): string {
  if (near) return near.district ? t.say('place.unknown.district', { around: near.words }) : ''
  if (query.near === '' || results.crisis.length > 0) return ''
  const isPostcode = /^[a-z]{1,2}\d/i.test(query.near)
  return t.say(isPostcode ? 'place.unknown.postcode' : 'place.unknown', { place: query.near })
}

/** Each further step, in metres; after the last one, everywhere. */
const steps = [5_000, 10_000, 20_000]
const everywhere = 100_000

/** How far from a start was looked, with a way to look further. */
function reachOf({ near, query, results, t }: Found): SearchPage['reach'] {
  const reach = near?.reach
  if (reach === undefined || reach >= everywhere || results.crisis.length > 0 || results.loosened.length > 0)
    return null
  const next = steps.find(step => step > reach * 1.4) ?? everywhere
  const km = String(Math.round(reach / 100) / 10)
  return { text: t.say('reach', { km }), more: addressOf({ ...query, within: next, page: undefined }) }
}

/** Where nothing was understood: what there is, by its sort. */
const kindsOf = ({ lang }: Query, t: Tongue): SearchPage['unread'] =>
  (['activity', 'work', 'support'] as const).map(kind => ({
    text: t.say(`kind.${kind}`),
    href: addressOf({ kind: [kind], day: 'any', lang }),
  }))

/** What was let go of, in sentences, each once. */
function loosenedWords({ loosened }: Results, t: Tongue): string {
  const how = loosened.flatMap(what => [`loosened.${what}`].filter(hasKey).map(key => t.say(key)))
  return loosened.length > 0 ? t.say('loosened', { how: [...new Set(how)].join(' ') }) : ''
}

function headingOf({ results: { total, more, loosened, read }, isBare, t }: Found): string {
  if (read.unread) return t.say('unread.title')
  if (isBare) return t.say('nothing.yet')
  if (loosened.length > 0) return t.count('count', 0)
  return more ? t.say('count.more', { n: total }) : t.count('count', total)
}

function correctedOf({ query, results, t }: Found): SearchPage['corrected'] {
  const { corrected } = results.read
  if (corrected === undefined) return null
  return {
    text: t.say('corrected', { corrected }),
    back: t.say('corrected.back', { typed: query.q }),
    href: addressOf({ ...query, q: `"${query.q}"`, page: undefined }),
  }
}

function cardsOf(found: Found): Card[] {
  const { query, results, clock, t } = found
  const oneDay = query.day === 'today' || query.day === 'tomorrow'
  const options = {
    today: clock.today,
    t,
    oneDay,
    suffix: suffixOf(found),
    plan: found.plan,
    after: found.after,
    around: found.around,
  }
  return results.hits.map((hit, i) => cardOf(hit, i + 1, options))
}

function mapOf({ query: { lang }, results, t }: Found): SearchPage['map'] {
  const n = results.hits.filter(hit => hit.longitude !== null).length
  const shown = new URLSearchParams({ ids: results.hits.map(({ id }) => id).join(','), ...(lang ? { lang } : {}) })
  return n === 0
    ? null
    : { src: `/things-to-do/map.svg?${shown}`, alt: t.count('map.title', n), pins: pinsOf(results.hits) }
}
