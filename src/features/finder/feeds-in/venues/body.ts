// What an entry says of a place of the city's own data: what the list says, and that the rest is not known. Pure.
import type { Asset } from '../../../places/index.ts'
import { cleanBody } from '../../entries/rules.ts'
import type { Body } from '../../schemas.ts'
import type { Setting } from './setting.ts'

export type Standing = Pick<Asset, 'ref' | 'name' | 'address' | 'detail' | 'longitude' | 'latitude' | 'boroughId'> & {
  borough: string | null
}

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** What a place is called for ever: the source's own number, or its name, address and borough. Two rows that say the same are one place. */
export const refOf = ({ ref, name, address, borough }: Standing): string =>
  (ref ?? [name, address ?? '', borough ?? ''].map(squeezed).join(' | ').toLowerCase()).slice(0, 300)

const postcodeIn = (address: string): string =>
  /\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b/i.exec(address)?.slice(1, 3).join(' ').toUpperCase() ?? ''

function websiteOf({ website }: Standing['detail']): string {
  const text = typeof website === 'string' ? website.trim() : ''
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? text : ''
}

export function bodyOf(at: Standing, setting: Pick<Setting, 'words' | 'activities'>, custodian: string): Body {
  const name = squeezed(at.name).slice(0, 120)
  const address = squeezed(at.address ?? '')
  return cleanBody({
    name,
    summary: `${setting.words}. Ring or look before you go: we do not know its times.`,
    description: `It is on a list that ${custodian} published. The list does not say who runs it, when it is open or what goes on there.`,
    activities: setting.activities,
    venue: {
      name,
      address: address.slice(0, 200),
      locality: at.borough ?? '',
      postcode: postcodeIn(address),
      longitude: at.longitude,
      latitude: at.latitude,
    },
    // not known, which must never read as free
    cost: { kind: 'paid', pence: null, words: 'Ask what it costs.' },
    join: { how: 'ask', words: 'Ask before you go.', href: websiteOf(at.detail) },
  })
}
