import { addDays, type Day } from '../../../lib/dates.ts'
import { timesAhead } from '../../../lib/schedule/ahead.ts'
import type { DayFacts, Occurrence } from '../../../lib/schedule/types.ts'
import { page } from '../../../platform/view.ts'
import { qrCode } from '../../people/index.ts'
import type { Picture } from '../care/picture.ts'
import type { PublicEntry } from '../entries/public.ts'
import type { Body } from '../schemas.ts'
import { addressOf, finder } from './address.ts'
import { accessTags, agesWords, poundsWords, withPrice } from './cards.ts'
import { type Frame, frameOf } from './frame.ts'
import { type Pattern, patternIn } from './pattern.ts'
import { type Share, shareOf } from './share.ts'
import { longDay, plainDay, spanWords } from './times.ts'
import { isolated, type Tongue } from './words/index.ts'

export interface Entry {
  entry: PublicEntry
  t: Tongue
  today: Day
  minutes: number
  factsOf(day: Day): DayFacts
  /** Where people find the page, whole. */
  address: string
  quiet: boolean
  picture?: Picture | undefined
  /** Ids of the plan somebody is making and came from. */
  plan?: readonly string[] | undefined
  /** It hangs on a wall: days by their dates, never “tomorrow”. */
  posted?: boolean | undefined
}

interface Line {
  text: string
  /** What is not sure about it, in words. */
  unsure: string
}
export interface EntryPage extends Frame {
  id: string
  name: string
  summary: string
  description: string
  quiet: boolean
  pattern: Pattern[]
  next: Line[]
  where: string[]
  who: string[]
  cost: string[]
  access: string[]
  spoken: string
  join: string[]
  ways: { text: string; href: string; outside: boolean }[]
  more: { term: string; text: string }[]
  organisation: { name: string; description: string; website: string; phone: string; tel: string }
  checked: string
  made: string
  calendar: string
  plan: { text: string; href: string }
  address: string
  qr: { size: number; path: string }
  share: Share
  back: string
  picture: (Picture & { see: string }) | undefined
}

export const showEntry = page<EntryPage & { ld: string; claim: string; around: string }>('finder/look/pages/entry.njk')

export function entryView(asked: Entry): EntryPage {
  const { entry, t, address, quiet } = asked
  const { body, organisation } = entry
  const { plan = [] } = asked
  const carried = plan.join(',')
  const here = (lang: string | undefined) => addressOf({ plan: carried, lang }, `${finder}/${entry.id}`)
  return {
    // what stands in the browser's history and on its tab says nothing where that could put somebody at risk
    ...frameOf({ t, title: quiet ? t.say('entry.neutral') : body.name, here }),
    id: entry.id,
    name: body.name,
    summary: body.summary,
    description: body.description,
    quiet,
    pattern: [
      ...body.schedules.map(schedule => patternIn(schedule, asked.today, t)),
      { text: body.timesWords, own: t.code === 'en' },
    ].filter(({ text }) => text !== ''),
    next: nextTimes(asked),
    where: whereOf(body, t),
    who: [
      agesWords(body.minAge ?? 0, body.maxAge ?? 120, t),
      ...(body.gender === 'all' ? [] : [t.say(`gender.${body.gender}`)]),
    ],
    cost: costOf(body, t),
    access: [...accessTags(body.access, t, body.access.length), body.accessWords].filter(Boolean),
    spoken: languagesOf(body, t),
    join: [t.say(`join.${body.join.how}`), body.join.words].filter(Boolean),
    ways: waysOf(body, t),
    more: moreOf(body, t),
    organisation: organisationOf(organisation, body.join.phone),
    checked: entry.checkedOn
      ? t.say('entry.checked', { day: plainDay(entry.checkedOn, t.code) })
      : t.say('entry.checked.never'),
    made: t.say('ward.made', { day: plainDay(asked.today, t.code) }),
    calendar: body.schedules.length > 0 ? `${finder}/${entry.id}/calendar.ics` : '',
    plan: planWith(plan, entry.id, t),
    address,
    qr: qrCode(address),
    share: shareOf(body.name, address),
    back: addressOf({ plan: carried, lang: t.code === 'en' ? undefined : t.code }),
    picture: asked.picture && {
      ...asked.picture,
      see: t.say('entry.photo', { size: isolated(t, asked.picture.heavy) }),
    },
  }
}

/** Into the plan somebody came from, or back to it where it holds this already; else into a new one. */
function planWith(plan: readonly string[], id: string, t: Tongue): EntryPage['plan'] {
  const text = plan.includes(id)
    ? t.say('plan.back', { n: plan.length })
    : t.say(plan.length > 0 ? 'plan.put' : 'entry.plan')
  return { text, href: `${finder}/plan?ids=${[...new Set([...plan, id])].join(',')}` }
}

const mostTimes = 6
const weeks = 8

/** The next dated times, those over left out, each with what is not sure about it. */
export function nextTimes({ entry, t, today, minutes, factsOf, posted }: Entry): Line[] {
  return timesAhead(entry.body.schedules, { today, minutes }, weeks * 7, factsOf)
    .slice(0, mostTimes)
    .map(time => ({
      text: timeWords(time, today, t, posted),
      unsure: time.why === '' ? '' : t.say(`entry.unsure.${time.why}`),
    }))
}

function timeWords(time: Occurrence, today: Day, t: Tongue, posted = false): string {
  const times = spanWords(time, t)
  if (!posted && time.day < today) return t.say('when.now', { times })
  if (!posted && time.day === today) return t.say('when.today', { times })
  if (!posted && time.day === addDays(today, 1)) return t.say('when.tomorrow', { times })
  return t.say('when.day', { day: longDay(time.day, today, t.code), times })
}

export function whereOf({ venue, online }: Body, t: Tongue): string[] {
  const there = venue?.safe
    ? [t.say('entry.where.private')]
    : [venue?.name, venue?.address, [venue?.locality, venue?.postcode].filter(Boolean).join(' ')]
  const lines = [...there, online ? t.say('where.online') : ''].filter(line => line !== undefined && line !== '')
  return lines.length > 0 ? lines.map(String) : [t.say('where.ask')]
}

export function costOf({ cost }: Body, t: Tongue): string[] {
  const kind =
    cost.kind === 'paid' && cost.pence !== null
      ? t.say('cost.pence', { pounds: poundsWords(cost.pence) })
      : withPrice(t.say(`cost.${cost.kind}`), cost.kind, cost.pence, t)
  return [kind, sameWords(kind, cost.words) ? '' : cost.words].filter(Boolean)
}

const sameWords = (a: string, b: string): boolean => bareWords(a) === bareWords(b)
const bareWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const languagesOf = ({ languages }: Body, t: Tongue): string => {
  const names = new Intl.DisplayNames(t.code === 'en' ? 'en-GB' : t.code, { type: 'language' })
  return languages.map(code => names.of(code) ?? code).join(', ')
}

function waysOf({ join, onlineHref }: Body, t: Tongue): EntryPage['ways'] {
  const way = (text: string, href: string, outside = false) => ({ text, href, outside })
  return [
    ...(join.phone
      ? [way(t.say('entry.join.call', { phone: isolated(t, join.phone) }), `tel:${join.phone.replace(/[^+\d]/g, '')}`)]
      : []),
    ...(join.href
      ? [way(t.say(join.how === 'book' ? 'entry.join.site.book' : 'entry.join.site'), join.href, true)]
      : []),
    ...(onlineHref ? [way(t.say('entry.join.online'), onlineHref, true)] : []),
    ...(join.email ? [way(t.say('entry.join.mail', { email: isolated(t, join.email) }), `mailto:${join.email}`)] : []),
  ]
}

const moreOf = ({ activityWords, bring, meet, travel }: Body, t: Tongue): EntryPage['more'] =>
  [
    { term: t.say('entry.doing'), text: activityWords },
    { term: t.say('entry.bring'), text: bring },
    { term: t.say('entry.meet'), text: meet },
    { term: t.say('entry.travel'), text: travel },
  ].filter(line => line.text !== '')

/** Its own number, where it is not the one to join with. */
const organisationOf = (
  { name, description, website, phone }: PublicEntry['organisation'],
  joining: string,
): EntryPage['organisation'] => ({
  ...{ name, description, website: website ?? '', phone: phone === joining ? '' : (phone ?? '') },
  tel: phone === joining ? '' : (phone ?? '').replace(/[^+\d]/g, ''),
})
