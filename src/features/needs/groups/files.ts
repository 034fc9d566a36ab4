// The files behind figures by group: of the counts and of the residents.
import { list } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { type Store, sourcesOf } from '../../evidence/index.ts'
import { type Ground, monthsIn } from './figures.ts'
import * as queries from './queries.ts'
import type { Compared } from './rules.ts'

export async function filesOf(db: Db, store: Store, ground: Ground, year: number, lines: readonly Compared[]) {
  const codes = ground.grouping.groups.flatMap(group => [group.measure, ...group.people])
  const years = [...new Set([year, ...lines.flatMap(line => line.peopleYear ?? [])])]
  const found = [ground.grouping.whole, ...codes].flatMap(code => {
    const measure = store.byCode.get(code)
    return measure ? years.flatMap(one => sourcesOf(store, measure.id, ground.place.id, monthsIn(one))) : []
  })
  const isByAge = codes.some(code => code.startsWith('population-aged-'))
  const ages = isByAge ? (await queries.ages(db, ground.place.id)).filter(one => years.includes(one.year)) : []
  const sources = await queries.sources(db, [...new Set([...found, ...ages].map(one => one.sourceId))])
  return {
    imports: [...new Set(found.map(one => one.id))].sort((a, b) => a - b),
    words: list(sources.map(one => `${one.publisher}, ${one.title}`)),
  }
}
