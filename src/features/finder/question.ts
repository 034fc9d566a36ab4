// How the finder is asked, and what it answers.
import type { Day } from '../../lib/dates.ts'
import type { Body, genders, Kind } from './schemas.ts'

/** Where somebody starts from. Never kept: a cell or a word they typed, turned into a point here. */
export interface Near {
  /** As they typed it or chose it: 'SE15', 'E05009388', 'Peckham Rye'. */
  asked: string
  /** What it was taken for, in words: 'around SE15'. */
  words: string
  /** What it is called, where it is an area: 'Peckham'. */
  name?: string | undefined
  /** Metres within which things are near it: an area and half an hour's walk around it. What has no place (online, by telephone) is as near as anything. */
  reach?: number | undefined
  /** The postcode itself is not known; this is its district. */
  district?: boolean | undefined
  longitude: number
  latitude: number
}

export const bands = ['any', 'now', 'today', 'after-school', 'evening', 'weekend', 'holidays'] as const
export type BandName = (typeof bands)[number]

/** A question to the finder. What is left out does not limit. */
export interface Ask {
  /** What was typed, whole. */
  words: string
  near: Near | undefined
  /** Metres, and nothing without a place. */
  within: number | undefined
  /** Metres, in place of the reach of the start; what has no place fits too. */
  reach?: number | undefined
  /** Days looked at, both included; none: at any time. */
  from: string | undefined
  to: string | undefined
  band: BandName
  /** Minutes after midnight, between which it takes place; of a time somebody chose. */
  after: number | undefined
  before: number | undefined
  age: number | undefined
  free: boolean
  /** Pence: the most it may cost. */
  most?: number | undefined
  /** Beside what is free: what is free with free school meals. */
  meals?: boolean | undefined
  kinds: readonly Kind[]
  activities: readonly string[]
  themes: readonly string[]
  access: readonly string[]
  language: string | undefined
  gender: (typeof genders)[number] | undefined
  /** For them and nobody else: without it, what is for everyone fits too. */
  onlyThem?: boolean | undefined
  online: 'any' | 'online' | 'in-person'
  food: boolean
  borough: string | undefined
  ward: string | undefined
  sort: 'best' | 'near' | 'soon' | 'name'
  page: number
  size: number
}

/** One line of results: enough for a card, and nothing that is not public. */
export interface Hit {
  id: string
  kind: Kind
  name: string
  summary: string
  organisation: string
  venue: string
  minAge: number
  maxAge: number
  free: boolean
  pricePence: number | null
  /** How it is paid for: 'free-school-meals'. */
  cost: string
  access: readonly string[]
  food: boolean
  online: boolean
  join: Body['join']['how']
  gender: (typeof genders)[number]
  checkedOn: string | null
  /** Null where no start was given or it has no point. */
  metres: number | null
  longitude: number | null
  latitude: number | null
  /** The next time that fits the question. */
  next: { day: string; starts: number; ends: number; sure: boolean } | null
}

export interface Results {
  hits: readonly Hit[]
  /** Up to `counted`; `more` says there are more than that. */
  total: number
  more: boolean
  /** What the words were read as, where that is not what was typed: filters found in them, spelling put right. */
  read: {
    corrected: string | undefined
    understood: readonly string[]
    /** 'near me' was typed, and nobody has said where that is. */
    nearMe?: boolean
    /** A date that stood in the words, and the words without it. */
    day?: { from: Day; to: Day; rest: string }
    /** What was typed as a date and is none, or is over. */
    noDay?: string
    /** Nothing of it was understood, so nothing was looked for. */
    unread?: boolean
  }
  /** Words of danger were typed: help stands above all else, and nothing of this question is counted or kept. */
  crisis: readonly string[]
  /** When nothing fits: what was let go of to find the nearest things that do. */
  loosened: readonly string[]
  facets: Readonly<Record<string, readonly { value: string; text: string; count: number }[]>>
}
