import { plainName } from '../../../lib/typos.ts'

/** What somebody typed into the search box. */
export type Query =
  | { kind: 'postcode'; postcode: string }
  | { kind: 'district'; district: string; sector?: string }
  | { kind: 'code'; code: string }
  | { kind: 'name'; name: string }
  | { kind: 'nothing' }

const squeeze = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** 'sw9 8jg' as it is kept, 'SW98JG'; undefined when it cannot be a postcode. */
export function postcodeOf(text: string): string | undefined {
  const tight = squeeze(text)
  return /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(tight) ? tight : undefined
}

/** 'SW98JG' as people write it, 'SW9 8JG'. */
export const postcodeWords = (postcode: string): string => `${postcode.slice(0, -3)} ${postcode.slice(-3)}`

/** First half of a postcode: 'SW9' of 'SW98JG'. */
export const districtOf = (postcode: string): string => postcode.slice(0, -3)

/** Postcode, first half of one ('SW9'), a little more ('SW9 8'), GSS code or name. A name may have typing mistakes; the search forgives them. */
export function readQuery(text: string): Query {
  const tidy = text.trim().replace(/\s+/g, ' ').slice(0, 100)
  if (tidy === '') return { kind: 'nothing' }
  const tight = squeeze(tidy)
  if (/^[A-Z]\d{7,8}$/.test(tight)) return { kind: 'code', code: tight }
  const postcode = postcodeOf(tidy)
  if (postcode) return { kind: 'postcode', postcode }
  const sector = /^([A-Za-z]{1,2}\d[A-Za-z\d]?) (\d[A-Za-z]?)$/.exec(tidy)
  if (sector) return { kind: 'district', district: squeeze(sector[1] ?? ''), sector: squeeze(sector[2] ?? '') }
  if (/^[A-Z]{1,2}\d[A-Z\d]?$/.test(tight) && /^[A-Za-z]{1,2}\d/.test(tidy))
    return { kind: 'district', district: tight }
  return { kind: 'name', name: plainName(tidy) }
}
