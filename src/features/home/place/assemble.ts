import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { type Measure, openEvidence, type Store, sight, smallAreaWords, sourcesOf } from '../../evidence/index.ts'
import { backgroundAt, findingsAt, questionsAt, signalsAt } from '../../needs/index.ts'
import type { Context } from './context.ts'
import { deprivationOf } from './deprivation.ts'
import { once, vintageNow } from './kept.ts'
import { elsewhere, otherMeasures, part } from './parts.ts'
import * as queries from './queries.ts'
import type { PlaceFacts } from './types.ts'

const own = (place: queries.Place) => place.kind === 'neighbourhood' || place.kind === 'hub'

/** Everything the place page shows, read once and checked for the person who asks. */
export async function assemble(db: Db, pack: Pack, actor: Actor, place: queries.Place): Promise<PlaceFacts> {
  const store = await openEvidence(db)
  const lsoaVintage = place.vintages.find(v => v.startsWith('lsoa:')) ?? (await vintageNow(db, store, 'lsoa'))
  const readMembers = () => queries.lsoas(db, place, lsoaVintage)
  // a neighbourhood or hub can be changed at any time; the others change only with the data
  const members = await (own(place) ? readMembers() : once(store, `members/${place.id}/${lsoaVintage}`, readMembers))
  const areaIds = own(place) ? members.map(m => m.id) : [place.id]
  const residents = await (own(place) ? queries.residentsTogether(db, areaIds) : queries.residents(db, place.id))
  const signals = new Map((await signalsAt(db, place.id)).map(s => [s.measureId, s]))
  const context: Context = { db, store, pack, actor, place, areaIds, residents, signals }
  const headlines = await each(codes(store, pack.headlines), measure => part(context, measure))
  const always = await each(
    codes(store, pack.always),
    async measure => (await part(context, measure)) ?? (await elsewhere(context, measure)),
  )
  return {
    place,
    store,
    areaIds,
    members,
    residents,
    assets: await queries.assets(
      db,
      place,
      members.map(m => m.id),
    ),
    deprivation: await deprivationOf(db, store, pack, members),
    closed:
      headlines.length === 0 && place.kind === 'lsoa' && isClosed(actor, place, codes(store, pack.headlines))
        ? `${smallAreaWords}.`
        : '',
    headlines,
    always,
    others: await otherMeasures(context),
    background: await backgroundAt(db, actor, place.id),
    findings: await findingsAt(db, actor, place.id),
    questions: await questionsAt(db, actor, place.id),
    children:
      place.kind === 'city' || place.kind === 'borough' || place.kind === 'ward'
        ? await queries.children(db, place.id, await vintageNow(db, store, below[place.kind]))
        : [],
    neighbours: await queries.neighbours(db, place.id, place.vintages[0] ?? ''),
    became: await queries.became(db, place.id),
    sources: await queries.sources(db, [
      ...new Set(headlines.flatMap(h => sourcesOf(store, h.measure.id, areaIds[0] ?? 0).map(s => s.sourceId))),
    ]),
  }
}

const isClosed = (actor: Actor, place: queries.Place, measures: readonly Measure[]) =>
  measures.every(measure => sight(actor, measure, queries.whereOf(place)).see === 'nothing')

const below = { city: 'borough', borough: 'ward', ward: 'lsoa' } as const

const codes = (store: Store, wanted: readonly string[]): Measure[] =>
  wanted.flatMap(code => store.byCode.get(code) ?? [])

async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R | undefined>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) {
    const result = await work(item)
    if (result !== undefined) results.push(result)
  }
  return results
}
