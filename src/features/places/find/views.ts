import { dayWords } from '../../../lib/dates.ts'
import { plural, sentence, whole } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import { kindWords } from '../load/rules.ts'
import type { PlaceLine } from '../schemas.ts'
import type * as queries from './queries.ts'
import type { Found } from './search.ts'

export interface ResultLine {
  name: string
  href: string
  kind: string
  where: string
  code: string
  residents: string
}

export const kindName = (kind: string): string => sentence(kindWords[kind]?.[0] ?? kind)
export const placeHref = (code: string): string => `/places/${code}`

/** 'Larkhall, Lambeth': what lies above it, without saying a name twice. */
export const whereWords = (place: Pick<PlaceLine, 'parentName' | 'boroughName' | 'name'>): string =>
  [...new Set([place.parentName, place.boroughName])].filter(name => name !== null && name !== place.name).join(', ')

export const lineOf = (place: PlaceLine): ResultLine => ({
  name: place.name,
  href: placeHref(place.code),
  kind: place.validTo === null ? kindName(place.kind) : `${kindName(place.kind)} until ${endWords(place.validTo)}`,
  where: whereWords(place),
  code: place.code,
  residents: place.persons === null ? '' : whole(place.persons),
})

const endWords = (end: string) => (/^\d{4}-/.test(end) ? dayWords(end) : end)

export const findPage = page<{
  title: string
  q: string
  searched: boolean
  loaded: boolean
  words: string
  results: ResultLine[]
  boroughs: { name: string; href: string; wards: string; residents: string }[]
  own: { name: string; href: string; kind: string; where: string; members: string; residents: string; made: string }[]
  mayEdit: boolean
  city: string
  basis: string
}>('places/pages/find.njk')

export interface FindData {
  q: string
  found: Found
  boroughs: Awaited<ReturnType<typeof queries.boroughs>>
  own: Awaited<ReturnType<typeof queries.own>>
  mayEdit: boolean
  city: string
  basis: string
}

export const find = ({ q, found, boroughs, own, mayEdit, city, basis }: FindData) =>
  findPage({
    title: found.query.kind === 'nothing' ? 'Places' : `Places: ${q}`,
    q,
    searched: found.query.kind !== 'nothing',
    loaded: boroughs.length > 0,
    words: found.words,
    results: found.places.map(lineOf),
    boroughs: boroughs.map(one => ({
      name: one.name,
      href: placeHref(one.code),
      wards: plural(one.wards, 'ward'),
      residents: one.persons === null ? 'Not known' : whole(one.persons),
    })),
    own: own.map(one => ({
      name: one.name,
      href: placeHref(one.code),
      kind: kindName(one.kind),
      where: whereWords(one),
      members: plural(one.members, 'small area'),
      residents: one.persons === null ? 'Not known' : whole(one.persons),
      made: dayWords(one.madeOn),
    })),
    mayEdit,
    city,
    basis,
  })
