// An entry in words: the lines of its page, of the page that checks it, and of what a change makes different. Pure.
import { type Day, dayWords } from '../../../lib/dates.ts'
import { scheduleWords } from '../../../lib/schedule/words.ts'
import { list, plural } from '../../../lib/words.ts'
import { activityOf, themeOf, themes } from '../activities.ts'
import { isCostUnknown } from '../cost.ts'
import { type accessKinds, type Body, type genders, type Kind, photoAddress } from '../schemas.ts'
import { closesOn, type State, type Verdict } from './rules.ts'

export const kindNames: Readonly<Record<Kind, string>> = {
  activity: 'Something to do',
  work: 'Work or training',
  support: 'Help and support',
  network: 'A network of people',
}
export const stateNames: Readonly<Record<State, string>> = {
  draft: 'Not public yet',
  public: 'Public',
  hidden: 'Hidden',
  closed: 'Closed',
  merged: 'Merged into another',
}
export const verdictNames: Readonly<Record<Verdict, string>> = {
  draft: 'Draft',
  waiting: 'Waiting to be approved',
  approved: 'Approved',
  refused: 'Sent back',
  replaced: 'Written over by a later one',
}
export const accessNames: Readonly<Record<(typeof accessKinds)[number], string>> = {
  'step-free': 'No steps to get in',
  'accessible-toilet': 'Accessible toilet',
  'changing-place': 'Changing Places toilet',
  hoist: 'Hoist',
  'quiet-space': 'A quiet space',
  bsl: 'British Sign Language',
  'hearing-loop': 'Hearing loop',
  'one-to-one': 'One-to-one help',
  send: 'Made for young people with SEND',
  'carer-free': 'A carer comes in free',
}
export const genderNames: Readonly<Record<(typeof genders)[number], string>> = {
  all: 'Everyone',
  girls: 'Girls',
  boys: 'Boys',
  women: 'Women',
  men: 'Men',
  'trans-and-non-binary': 'Trans and non-binary people',
}
export const costNames: Readonly<Record<Body['cost']['kind'], string>> = {
  free: 'Free',
  paid: 'It costs money',
  voluntary: 'Pay what you can',
  'free-school-meals': 'Free with free school meals',
}
export const joinNames: Readonly<Record<Body['join']['how'], string>> = {
  'turn-up': 'Just turn up',
  book: 'Book first',
  ask: 'Ask first',
  refer: 'Somebody who works with you refers you',
}

export const pounds = (pence: number): string =>
  pence % 100 === 0 ? `£${(pence / 100).toLocaleString('en-GB')}` : `£${(pence / 100).toFixed(2)}`

const languageNames = new Intl.DisplayNames('en-GB', { type: 'language', fallback: 'code' })
export const languageWords = (codes: readonly string[]): string =>
  list(codes.map(code => languageNames.of(code) ?? code))

export function agesWords({ minAge, maxAge }: Pick<Body, 'minAge' | 'maxAge'>): string {
  if (minAge === null) return maxAge === null ? 'All ages' : `Up to ${maxAge}`
  if (maxAge === null) return `${minAge} and over`
  return minAge === maxAge ? `${minAge}` : `${minAge} to ${maxAge}`
}

export const costWords = (cost: Body['cost']): string => {
  const { kind, pence, words } = cost
  if (isCostUnknown(cost)) return words
  return [kind === 'paid' && pence !== null ? `${pounds(pence)} each time` : costNames[kind], words]
    .filter(Boolean)
    .join('. ')
}

/** Where it is, as far as the reader may know: the caller hands in a venue that is blanked where it must be. */
export const venueWords = ({ venue, online }: Pick<Body, 'venue' | 'online'>): string =>
  [
    venue ? [venue.name, venue.address, venue.locality, venue.postcode].filter(Boolean).join(', ') : '',
    online ? 'Online' : '',
  ]
    .filter(Boolean)
    .join('; ')

/** One thing an entry says. */
export interface Line {
  key: string
  label: string
  text: string
  /** Address of the photo that the text describes. */
  photo?: string | undefined
}

const day = (on: Day | null): string => (on === null ? '' : dayWords(on))
const labels = (ids: readonly string[], of: (id: string) => { label: string } | undefined): string =>
  list(ids.map(id => of(id)?.label ?? id))

// As the form asks for them: another order is no difference.
const inOrder = <T extends string>(said: readonly T[], known: readonly string[]): T[] =>
  said.toSorted((a, b) => known.indexOf(a) - known.indexOf(b))
const themeIds = themes.map(({ id }) => id)

/** Everything a body says, in the order of the form; what it says nothing of is left empty. */
export function linesOf(body: Body): Line[] {
  const { safeguarding: safe, join } = body
  const said: [key: string, label: string, text: string][] = [
    ['name', 'Name', body.name],
    ['summary', 'In one sentence', body.summary],
    ['description', 'More about it', body.description],
    ['activities', 'What there is to do', labels(body.activities, activityOf)],
    ['activityWords', 'Something else people do', body.activityWords],
    ['themes', 'What it helps with', labels(inOrder(body.themes, themeIds), themeOf)],
    ['schedules', 'When', body.schedules.map(one => scheduleWords(one)).join('\n')],
    ['timesWords', 'More about times', body.timesWords],
    ['venue', 'Where', venueWords(body)],
    ['safe', 'Address', body.venue?.safe ? 'Kept private: it is shown to nobody outside' : ''],
    ['onlineHref', 'Link to take part', body.onlineHref],
    ['serves', 'For people of', body.serves.join(', ')],
    ['ages', 'Ages', agesWords(body)],
    ['gender', 'For', genderNames[body.gender]],
    ['languages', 'Languages', languageWords(body.languages)],
    ['access', 'Access', list(inOrder(body.access, Object.keys(accessNames)).map(each => accessNames[each]))],
    ['accessWords', 'More about access', body.accessWords],
    ['cost', 'Cost', costWords(body.cost)],
    ['food', 'Food', body.food ? 'Food is part of it' : ''],
    ['capacity', 'Places', body.capacity === null ? '' : plural(body.capacity, 'place')],
    ['waiting', 'Waiting (not public)', body.waiting === null ? '' : `${body.waiting} waiting`],
    ['join', 'How to join', [joinNames[join.how], join.words].filter(Boolean).join('. ')],
    ['href', 'Web page', join.href],
    ['phone', 'Phone', join.phone],
    ['email', 'Email', join.email],
    ['bring', 'What to bring', body.bring],
    ['meet', 'Who meets you', body.meet],
    ['travel', 'How to get there', body.travel],
    ['policyOn', 'Safeguarding policy of', day(safe.policyOn)],
    ['checksOn', 'DBS checks looked at', day(safe.checksOn)],
    ['insuranceOn', 'Insured until', day(safe.insuranceOn)],
    ['registered', 'Registered with', safe.registered],
    ['leadRole', 'Who leads on safeguarding (not public)', safe.leadRole],
    ['image', 'Photo', body.image?.alt ?? ''],
    ...workLines(body),
  ]
  const photo = body.image ? photoAddress(body.image.key) : undefined
  return said.map(([key, label, text]) => ({ key, label, text, ...(key === 'image' && { photo }) }))
}

const workLines = (body: Body): [string, string, string][] => [['closesOn', 'Apply by', day(closesOn(body) ?? null)]]

export interface Difference extends Line {
  was: string
  wasPhoto?: string | undefined
}

/** What a change makes different, field by field, in words. */
export function differences(before: Body | undefined, after: Body): Difference[] {
  const was = new Map(before ? linesOf(before).map(line => [line.key, line]) : [])
  return (
    linesOf(after)
      .map(line => ({ ...line, was: was.get(line.key)?.text ?? '', wasPhoto: was.get(line.key)?.photo }))
      // another photo in the same words is another photo
      .filter(line => line.was !== line.text || line.wasPhoto !== line.photo)
  )
}

/** What a licence is called, of those that feeds and we ourselves use most; else its address. */
export const licenceWords = (address: string): string =>
  /open-government-licence\/version\/3/.test(address)
    ? 'Open Government Licence v3.0'
    : /creativecommons\.org\/licenses\/by\/4\.0/.test(address)
      ? 'Creative Commons Attribution 4.0'
      : address
