import { plural } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import type { ReleasedPlace } from './released.ts'

interface Area {
  name: string
  /** Empty where the borough's own page is not public, and its wards' are. */
  href: string
  wards: { name: string; href: string }[]
}

const areasPage = page<{ title: string; q: string; count: string; areas: Area[]; any: boolean }>(
  'home/public/pages/areas.njk',
)

const hrefOf = ({ code }: ReleasedPlace) => `/places/${code}`

/** Places with a page, each ward under its borough. */
export function areasOf(places: readonly ReleasedPlace[]): Area[] {
  const names = [...new Set(places.map(place => place.boroughName ?? place.name))]
  return names.map(name => {
    const own = places.find(place => place.kind === 'borough' && place.name === name)
    const wards = places.filter(place => place.kind !== 'borough' && (place.boroughName ?? place.name) === name)
    return { name, href: own ? hrefOf(own) : '', wards: wards.map(ward => ({ name: ward.name, href: hrefOf(ward) })) }
  })
}

const plain = (text: string) => text.toLowerCase().replaceAll('’', "'")

/** Places whose page is public, found by their name or their borough's. */
export function showAreas(places: readonly ReleasedPlace[], q: string) {
  const found = places.filter(({ name, boroughName }) => plain(`${name} ${boroughName ?? ''}`).includes(plain(q)))
  return areasPage({
    title: 'Find your area',
    q,
    count: plural(found.length, 'place'),
    areas: areasOf(found),
    any: places.length > 0,
  })
}
