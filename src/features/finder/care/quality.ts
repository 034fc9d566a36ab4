// How much of what somebody needs to come an entry tells, 0 to 100, part by part with what to do. About the words, never about whoever runs it. Pure.
import { readingOf } from '../../../lib/reading.ts'
import type { Body } from '../schemas.ts'

export interface Part {
  name: string
  points: number
  of: number
  /** What would earn the rest; empty where nothing is missing. */
  tip: string
}

export interface Quality {
  score: number
  parts: readonly Part[]
}

/** Aimed at 11; over 14 is hard for anybody in a hurry. */
const [aimedAge, hardAge] = [11, 14]

export function quality(body: Body): Quality {
  const parts = [summary, description, plain, when, where, ages, cost, joining, access, coming].map(part => part(body))
  return { score: parts.reduce((sum, { points }) => sum + points, 0), parts }
}

/** A part of `of` points, earned step by step: the first step that is missing is the tip. */
const earned = (name: string, of: number, steps: readonly [number, boolean, string][]): Part => ({
  name,
  of,
  points: steps.reduce((sum, [points, has]) => sum + (has ? points : 0), 0),
  tip: steps.find(([, has]) => !has)?.[2] ?? '',
})

const summary = ({ summary }: Body): Part =>
  earned('One sentence', 10, [
    [6, summary !== '', 'Say in one short sentence what it is'],
    [4, summary !== '' && summary.split(/\s+/).length <= 25, 'Make the sentence 25 words or fewer'],
  ])

const description = ({ description }: Body): Part =>
  earned('What it is like', 10, [[10, description.length >= 80, 'Tell in two or three sentences what people do there']])

function plain({ summary, description }: Body): Part {
  const { age } = readingOf(`${summary}\n${description}`)
  // Too few words to measure are few words to read.
  const [is11, is14] = [age === null || age <= aimedAge, age === null || age <= hardAge]
  const said = summary !== '' || description !== ''
  return earned('Plain words', 10, [
    [
      5,
      said && is14,
      said
        ? `Use shorter sentences and everyday words: this is read at about age ${Math.round(age ?? 0)}`
        : 'Write in everyday words',
    ],
    [5, said && is11, `Use shorter sentences: aim for what an ${aimedAge}-year-old reads with ease`],
  ])
}

const when = ({ schedules, timesWords }: Body): Part =>
  earned('When', 15, [
    [7, schedules.length > 0 || timesWords !== '', 'Say on which days and at what times it is on'],
    [4, schedules.length > 0, 'Give days and times one by one, so that people find it by day'],
    [
      4,
      schedules.length > 0 && schedules.every(one => one.bankHolidays !== 'unknown' || one.freq === 'once'),
      'Say whether it is on on bank holidays',
    ],
  ])

const where = ({ venue, online, onlineHref }: Body): Part => {
  const safe = venue?.safe === true
  return earned('Where', 10, [
    [5, online || venue !== null, 'Say where it is, or that it is online'],
    [
      5,
      safe || (online ? onlineHref !== '' || venue !== null : (venue?.postcode ?? '') !== ''),
      online ? 'Give the link to take part' : 'Give the postcode, so that people near find it',
    ],
  ])
}

const ages = ({ minAge, maxAge }: Body): Part =>
  earned('Who it is for', 8, [
    [8, minAge !== null || maxAge !== null, 'Say from and to which age, even if it is for all'],
  ])

const cost = ({ cost }: Body): Part =>
  earned('What it costs', 7, [[7, cost.kind !== 'paid' || cost.pence !== null, 'Say what one time costs']])

const joining = ({ join }: Body): Part =>
  earned('How to join', 12, [
    [
      6,
      join.how === 'turn-up' || join.href !== '' || join.phone !== '' || join.email !== '',
      'Give a phone, a mailbox or a page to get in touch',
    ],
    [6, join.words !== '', 'Say what somebody does first, step by step'],
  ])

const access = ({ access, accessWords }: Body): Part =>
  earned('Getting in', 8, [
    [
      8,
      access.length > 0 || accessWords !== '',
      'Say how somebody with a wheelchair, or who needs quiet, gets in. If you are not sure, say whom to ask',
    ],
  ])

const coming = ({ bring, meet, travel, online }: Body): Part =>
  earned('Coming for the first time', 10, [
    [5, bring !== '' || meet !== '', 'Say what to bring and who meets them at the door'],
    [5, travel !== '' || online, 'Say how to get there: the bus, the gate, the bell'],
  ])
