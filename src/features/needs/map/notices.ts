import { monthWords } from '../../../lib/dates.ts'
import type { Query } from '../../../platform/list.ts'
import { kindWords } from '../signals/ground.ts'
import { canShow, type MapAsk } from './ask.ts'

export interface Notice {
  text: string
  link: { text: string; href: string } | null
}

export type Address = (change: Record<string, string | undefined>, path?: string, filters?: Query['filters']) => string

/** What a reader must know before reading the map. */
export function noticesOf(ask: MapAsk, address: Address): Notice[] {
  const kept = ask.endKept ? [{ text: endWords(monthWords(ask.end)), link: null }] : []
  return ask.rare && ask.show === 'count' ? [...kept, rareNotice(ask, address)] : kept
}

/** Why there is no map of two variables here, nor one of classes by rank, and what to do instead. */
function rareNotice(ask: MapAsk, address: Address): Notice {
  const one = kindWords[ask.ground.kind][0]
  const isPair = canShow('pair', ask.known.measure, ask.deprivation)
  const not = isPair
    ? `${ask.known.measure.short} is not set against deprivation, and no rate is ranked`
    : 'Nothing is ranked'
  const above = { lsoa: 'ward' as const, ward: 'borough' as const, borough: undefined }[ask.ground.kind]
  const places = above ? `at ${kindWords[above][1]}, or ` : ''
  return {
    text: `${not}: in thirds made of ties, a ${one} with one would read as high. So the colours are plain numbers. For more to compare, look ${places}at a longer time: the page of each place has every year known.`,
    link: above
      ? {
          text: `See it by ${above}`,
          href: address({ place: undefined, group: undefined }, '/map', { level: [above], show: [] }),
        }
      : null,
  }
}

const endWords = (end: string) =>
  `Only analysts choose any months, so the choice in this address was left out. This map is of the 12 months to ${end}; whole years before the newest can be chosen.`
