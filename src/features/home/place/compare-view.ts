import { rateWithEnds } from '../../../lib/charts/index.ts'
import { type Month, monthWords } from '../../../lib/dates.ts'
import { sentence, whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { page } from '../../../platform/view.ts'
import {
  extentOf,
  isKnown,
  type Measure,
  openEvidence,
  type Sight,
  type Store,
  show,
  sight,
  smallAreaWords,
} from '../../evidence/index.ts'
import { alikeTo, scoresOf } from './alike.ts'
import { countsOf } from './counts.ts'
import { rateFor } from './figures.ts'
import { once } from './kept.ts'
import * as peerQueries from './peer-queries.ts'
import * as queries from './queries.ts'
import type { Held } from './types.ts'
import { rateHead, shownWords } from './words.ts'

interface Row {
  name: string
  href: string
  borough: string
  residents: string
  young: string
  density: string
  deprivation: string
  count: string
  rate: string
  here: boolean
}
export interface CompareView {
  title: string
  breadcrumbs: { text: string; href?: string }[]
  lead: string
  measures: { value: string; text: string; selected: boolean }[]
  groups: { title: string; note: string; rows: Row[] }[]
  period: string
  unit: string
  rateHead: string
}
export const comparePage = page<CompareView>('home/place/pages/compare.njk')

/** The place beside its neighbours and beside the places most like it, one measure at a time. */
export async function compareView(
  db: Db,
  pack: Pack,
  actor: Actor,
  place: queries.Place,
  asked: string | undefined,
): Promise<CompareView> {
  const store = await openEvidence(db)
  const vintage = place.vintages[0] ?? ''
  const measures = [...pack.headlines, ...pack.always]
    .flatMap(code => store.byCode.get(code) ?? [])
    .filter(m => isKnown(store, m.id, place.id) && sight(actor, m, queries.whereOf(place)).see !== 'nothing')
  const measure = measures.find(m => m.code === asked) ?? measures[0]
  const closed = place.kind === 'lsoa' && measures.length === 0 && actor.role !== 'analyst'
  const profiles = await once(store, `profiles/${vintage}`, () => peerQueries.profiles(db, vintage))
  const deprivation = await scoresOf(db, store, pack, vintage)
  const near = await queries.neighbours(db, place.id, vintage)
  const alike = await alikeTo(db, store, pack, place)
  const end = measure && extentOf(store, measure.id, place.id)?.to
  const table = (ids: number[]) => rows({ db, store, actor, place, measure, end, vintage, profiles, deprivation }, ids)
  return {
    title: `Compare ${place.name}`,
    breadcrumbs: [
      { text: 'Places', href: '/places' },
      { text: place.name, href: `/places/${place.code}` },
      { text: 'Compare' },
    ],
    lead: 'Beside its neighbours, and beside the places most like it in four traits: residents, people aged 10 to 24, residents a square kilometre, and deprivation. Intervals that overlap a good deal cannot be told apart.',
    measures: measures.map(m => ({ value: m.code, text: m.name, selected: m.code === measure?.code })),
    groups: [
      {
        title: 'Neighbours',
        note:
          near.length === 0
            ? 'No boundaries have been loaded, so neighbours are not known.'
            : 'Places that share a boundary, by name.',
        rows: await table([place.id, ...near.map(n => n.id)]),
      },
      {
        title: 'Most like it',
        note:
          alike.length === 0
            ? 'Residents or areas are not known, so likeness cannot be worked out.'
            : 'Nearest in four traits, each on its own standard scale; nearest first.',
        rows: await table([place.id, ...alike]),
      },
    ],
    period: end ? `${measure?.name}, 12 months to ${monthWords(end)}` : closed ? `${smallAreaWords}.` : 'No figures',
    unit: sentence(measure?.unit ?? 'offences'),
    rateHead: rateHead(measure?.per ?? null),
  }
}

interface Setting {
  db: Db
  store: Store
  actor: Actor
  place: queries.Place
  measure: Measure | undefined
  end: Month | undefined
  vintage: string
  profiles: peerQueries.Profile[]
  deprivation: Map<number, number>
}

async function rows(
  { db, store, actor, place, measure, end, vintage, profiles, deprivation }: Setting,
  ids: number[],
): Promise<Row[]> {
  const found = new Map((await peerQueries.namedWithBorough(db, ids)).map(n => [n.id, n]))
  const counts = measure && end ? await countsOf(db, store, actor, measure, vintage, end) : new Map<number, Held>()
  return ids.flatMap(id => {
    const [named, profile] = [found.get(id), profiles.find(p => p.id === id)]
    if (!named) return []
    const { count, see } = counts.get(id) ?? { count: null, see: none }
    const shown = show(count, see)
    const rate =
      shown.count === null || !measure ? undefined : rateFor(place, measure, shown.count, profile?.persons ?? null)
    return [
      {
        name: named.name,
        href: `/places/${named.code}`,
        borough: named.boroughName ?? '',
        residents: profile ? whole(profile.persons) : 'not known',
        young: profile ? `${Math.round((100 * profile.young) / Math.max(profile.persons, 1))}%` : 'not known',
        density: profile?.areaM2 ? whole((profile.persons / profile.areaM2) * 1_000_000) : 'not known',
        deprivation: deprivation.get(id)?.toFixed(1) ?? 'not known',
        count: shownWords(shown),
        rate: rate ? rateWithEnds(rate) : '–',
        here: id === place.id,
      },
    ]
  })
}

const none: Sight = { see: 'nothing', why: '' }
