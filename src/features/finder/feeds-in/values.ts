// What feeds of others say, read forgivingly: nothing is invented, and what was put right or left out is told. Pure.
import { isPersonal } from '../../organisations/index.ts'
import { plainWords } from '../entries/clean.ts'
import { whole } from './strip.ts'

/** What was put right, left out or is odd in one item, for whoever looks after the feed. */
export interface Flag {
  field: string
  what: string
}
export type Say = (field: string, what: string) => void

export type Part = Readonly<Record<string, unknown>>

/** An object; anything else is an empty one. */
export const part = (value: unknown): Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

const mostParts = 500

/** Objects of a list; one alone is a list of one. */
export const parts = (value: unknown): Part[] =>
  (Array.isArray(value) ? value.slice(0, mostParts) : [value]).map(part).filter(each => Object.keys(each).length > 0)

/** The first of some fields that says anything. */
export const first = (of: Part, ...names: readonly string[]): unknown =>
  names.map(name => of[name]).find(value => value !== null && value !== undefined && value !== '')

/** A text or number as plain words, at most so long. */
export function words(value: unknown, most: number, tell?: { say: Say; field: string }): string {
  const text = typeof value === 'string' || typeof value === 'number' ? plainWords(whole(String(value))) : ''
  if (text.length <= most) return text
  tell?.say(tell.field, `Longer than ${most} characters: cut`)
  return `${whole(text.slice(0, most - 1)).trimEnd()}…`
}

/** A number, also where it was sent as a text; undefined for anything else. */
export function number(value: unknown, tell?: { say: Say; field: string }): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value !== 'string' || !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) return undefined
  tell?.say(tell.field, 'A number sent as text: read as a number')
  return Number(value)
}

/** Whole years from 0 to 120; -1 and the like say that there is no such end. */
export function age(value: unknown, field: string, say: Say): number | null {
  const found = number(value, { say, field })
  if (found === undefined) return null
  if (found < 0 || found > 120) {
    say(field, `${found} is no age: left open`)
    return null
  }
  return Math.floor(found)
}

/** Both ends; where they contradict each other, neither is believed. */
export function ages(low: unknown, high: unknown, say: Say): { minAge: number | null; maxAge: number | null } {
  const [minAge, maxAge] = [age(low, 'minimum age', say), age(high, 'maximum age', say)]
  if (minAge === null || maxAge === null || minAge <= maxAge) return { minAge, maxAge }
  say('minimum age', `${minAge} is over the maximum age ${maxAge}: both left open`)
  return { minAge: null, maxAge: null }
}

const leave = (say: Say, field: string, what: string): '' => {
  say(field, what)
  return ''
}

const placeholder = /(^|[./@])example\.(com|org|net)\b|\bexample\.test\b/i

/** An address of a page. `www.` gets its scheme; placeholders and nonsense are left out. */
export function href(value: unknown, field: string, say: Say): string {
  const text = words(value, 2_000)
  if (text === '') return ''
  if (placeholder.test(text)) return leave(say, field, 'A placeholder address: left out')
  const bare = /^www\./i.test(text)
  if (bare) say(field, 'An address without https://: added')
  const whole = bare ? `https://${text}` : text
  if (/^https?:\/\/[^\s<>"]+\.[^\s<>"]+$/i.test(whole) && URL.canParse(whole)) return whole
  say(field, 'Not an address: left out')
  return ''
}

const mailbox = /^[^\s@<>"']+@[^\s@<>"']+\.[a-z]{2,}$/i

/** A mailbox of a role. One person's is not kept. */
export function email(value: unknown, field: string, say: Say): string {
  const text = words(value, 200).replace(/^mailto:/i, '')
  if (text === '') return ''
  if (placeholder.test(text)) return leave(say, field, 'A placeholder mailbox: left out')
  if (!mailbox.test(text)) return leave(say, field, 'Not a mailbox: left out')
  if (isPersonal(text)) return leave(say, field, 'Looks like one person’s mailbox: left out')
  return text
}

/** A telephone number as people write it. */
export function phone(value: unknown, field: string, say: Say): string {
  const text = words(value, 60).replace(/^tel:/i, '').trim()
  if (text === '') return ''
  if (/^\+?[\d ()-]{3,20}$/.test(text) && text.replace(/\D/g, '').length >= 3) return text
  say(field, 'Not a telephone number: left out')
  return ''
}

/** A box that points must lie in, degrees. */
export interface Bounds {
  west: number
  east: number
  south: number
  north: number
}
export const unitedKingdom: Bounds = { west: -8.7, east: 1.8, south: 49.8, north: 60.9 }

const nowhere = { longitude: null, latitude: null }

/** Where it is; turned round where longitude and latitude were swapped, left out where it is nowhere here. */
export function point(lon: unknown, lat: unknown, bounds: Bounds, say: Say) {
  const [x, y] = [number(lon, { say, field: 'longitude' }), number(lat, { say, field: 'latitude' })]
  if (x === undefined || y === undefined) return nowhere
  if (isIn(bounds, x, y)) return { longitude: x, latitude: y }
  if (isIn(bounds, y, x)) {
    say('latitude', 'Longitude and latitude were swapped: turned round')
    return { longitude: y, latitude: x }
  }
  say('latitude', x === 0 && y === 0 ? 'No coordinates (0, 0)' : 'Coordinates outside the United Kingdom: left out')
  return nowhere
}

const isIn = ({ west, east, south, north }: Bounds, x: number, y: number): boolean =>
  x >= west && x <= east && y >= south && y <= north

const postcodes = /\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b/i

/** The postcode in a text, 'E13 8SD'; empty where there is none. */
export function postcodeIn(text: string): string {
  const found = postcodes.exec(text)
  return found ? `${found[1] ?? ''} ${found[2] ?? ''}`.toUpperCase() : ''
}
