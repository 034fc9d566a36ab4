import { page } from '../../../platform/view.ts'
import type { Results } from '../schemas.ts'
import { addressOf } from './address.ts'
import type { Clock, Query } from './ask.ts'
import { type Card, cardOf } from './cards.ts'
import { type Chip, chipsOf } from './chips.ts'
import { type Choices, choicesOf } from './choices.ts'
import { type Frame, frameOf } from './frame.ts'
import type { HelpView } from './help/words.ts'
import { type Paging, pagingOf } from './paging.ts'
import type { Tongue } from './words/index.ts'

/** All that the page of the finder is made from. */
export interface Found {
  query: Query
  results: Results
  clock: Clock
  t: Tongue
  /** How the place was read: 'around SE15'; undefined where none was asked for or none is known. */
  near: string | undefined
  help: HelpView[]
  areas: { name: string; code: string }[]
  /** Ids of the plan somebody is making. */
  plan: readonly string[] | undefined
  /** Somebody asked for something; else these are the usual things. */
  asked: boolean
}

interface SearchPage extends Frame {
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
  loosened: string
  cards: Card[]
  map: { src: string; alt: string } | null
  paging: Paging | null
  empty: { text: string; href: string }[]
  counted: boolean
  tell: { name: string; value: string }[] | null
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
    query: { ...query, near: found.areas.find(({ code }) => code === query.near)?.name ?? query.near },
    choices: choicesOf(found),
    chips: chipsOf(found),
    areas: found.areas.map(({ name, code }) => ({
      text: name,
      href: addressOf({ ...query, near: code, page: undefined }),
    })),
    crisis: results.crisis.length > 0 ? found.help : [],
    heading: results.crisis.length > 0 && !some ? t.say('crisis.search') : headingOf(results, t),
    looked:
      results.read.understood.length > 0 ? t.say('looked.for', { words: results.read.understood.join(', ') }) : '',
    corrected: correctedOf(found),
    unknownPlace: query.near && found.near === undefined ? t.say('place.unknown', { place: query.near }) : '',
    loosened: results.loosened.length > 0 ? t.say('loosened', { what: results.loosened.join(', ') }) : '',
    cards: cardsOf(found),
    map: mapOf(found),
    paging: some ? pagingOf(found) : null,
    empty: some || results.crisis.length > 0 ? [] : waysOn(query, t),
    ...tellOf(found),
  })
}

const planAddress = (ids: readonly string[]) =>
  ids.length === 0 ? '/things-to-do/plan' : `/things-to-do/plan?ids=${ids.join(',')}`

function headingOf({ total, more, loosened }: Results, t: Tongue): string {
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
  const options = { today: clock.today, t, oneDay, suffix: t.code === 'en' ? '' : `?lang=${t.code}`, plan: found.plan }
  return results.hits.map((hit, i) => cardOf(hit, i + 1, options))
}

function mapOf({ query, results, t }: Found): SearchPage['map'] {
  const n = results.hits.filter(hit => hit.longitude !== null).length
  return n === 0 ? null : { src: addressOf(query, '/things-to-do/map.svg'), alt: t.count('map.title', n) }
}

/** From nothing found to something: any day, everywhere, all over again. */
function waysOn(query: Query, t: Tongue): SearchPage['empty'] {
  const on = (text: string, change: Partial<Query>) => ({
    text,
    href: addressOf({ ...query, ...change, page: undefined }),
  })
  return [
    ...(query.day !== 'any' || query.time ? [on(t.say('nothing.anyday'), { day: 'any', time: undefined })] : []),
    ...(query.near ? [on(t.say('nothing.everywhere'), { near: '', within: undefined })] : []),
    { text: t.say('nothing.clear'), href: addressOf({ lang: query.lang }) },
  ]
}

const few = 3

// What came to nothing is counted by itself; who found much and not the right thing may say so. Words of danger are neither counted nor asked about.
function tellOf({ query, results, asked }: Found): Pick<SearchPage, 'counted' | 'tell'> {
  if (results.crisis.length > 0) return { counted: false, tell: null }
  const counted = asked && (results.loosened.length > 0 || results.total < few)
  const { q: _, page: __, ...rest } = query
  const sent = [...new URL(addressOf(rest), 'http://x').searchParams]
  return { counted, tell: counted ? null : sent.map(([name, value]) => ({ name, value })) }
}
