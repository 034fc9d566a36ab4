import { dayWords } from '../../../lib/dates.ts'
import { plural, sentence, whole } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import { kindWords } from '../load/rules.ts'
import type { PlaceLine } from '../schemas.ts'
import type { Hit } from './names.ts'
import type * as queries from './queries.ts'
import type { Found } from './search.ts'

export interface ResultLine {
  name: string
  /** Told beside a name that could be taken for another: a hub is often called as its ward is. */
  also: string
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

/** Why nothing is said, where nothing is. */
export const residentsWords = (place: Pick<PlaceLine, 'persons' | 'kind'>): string => {
  if (place.persons !== null) return whole(place.persons)
  return isOwn(place) ? 'Not known: not all its small areas are counted' : 'Not known'
}

const isOwn = ({ kind }: Pick<PlaceLine, 'kind'>) => kind === 'hub' || kind === 'neighbourhood'

export const lineOf = ({ place, station }: Hit): ResultLine => ({
  name: station ?? place.name,
  also: station === undefined && isOwn(place) ? kindName(place.kind).toLowerCase() : '',
  href: placeHref(place.code),
  kind: station === undefined ? whatWords(place) : leadWords(place),
  where: station === undefined ? whereWords(place) : [place.name, whereWords(place)].filter(Boolean).join(', '),
  code: station === undefined ? place.code : '',
  residents: station === undefined ? residentsWords(place) : '',
})

const whatWords = ({ kind, validTo }: PlaceLine) =>
  validTo === null ? kindName(kind) : `${kindName(kind)} until ${endWords(validTo)}`

const leadWords = ({ kind }: PlaceLine) => `Station: leads to its ${kind === 'hub' ? 'transport hub' : 'ward'}`

const endWords = (end: string) => (/^\d{4}-/.test(end) ? dayWords(end) : end)

export const findPage = page<{
  title: string
  q: string
  /** A code of this city, to show what one looks like. */
  example: string
  searched: boolean
  loaded: boolean
  words: string
  results: ResultLine[]
  boroughs: { name: string; href: string; wards: string; residents: string }[]
  own: { name: string; href: string; kind: string; where: string; members: string; residents: string; made: string }[]
  retired: { name: string; href: string; kind: string }[]
  mayEdit: boolean
  city: string
  basis: string
}>('places/pages/find.njk')

export interface FindData {
  q: string
  found: Found
  boroughs: Awaited<ReturnType<typeof queries.boroughs>>
  own: Awaited<ReturnType<typeof queries.own>>
  retired: PlaceLine[]
  mayEdit: boolean
  city: string
  basis: string
}

export const find = ({ q, found, boroughs, own, retired, mayEdit, city, basis }: FindData) =>
  findPage({
    title: found.query.kind === 'nothing' ? 'Places' : `Places: ${q}`,
    q,
    searched: found.query.kind !== 'nothing',
    loaded: boroughs.length > 0,
    example: boroughs[0]?.code ?? '',
    words: found.words,
    results: found.hits.map(lineOf),
    boroughs: boroughs.map(one => ({
      name: one.name,
      href: placeHref(one.code),
      wards: plural(one.wards, 'ward'),
      residents: residentsWords(one),
    })),
    own: own.map(one => ({
      name: one.name,
      href: placeHref(one.code),
      kind: kindName(one.kind),
      where: whereWords(one),
      members: plural(one.members, 'small area'),
      residents:
        one.persons === null ? 'residents not known: not all of them are counted' : `${whole(one.persons)} residents`,
      made: dayWords(one.madeOn),
    })),
    retired: retired.map(one => ({
      name: one.name,
      href: placeHref(one.code),
      kind: whatWords(one).toLowerCase(),
    })),
    mayEdit,
    city,
    basis,
  })
