import { list } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { sourcesOf } from '../../evidence/index.ts'
import type { Panel } from '../../threads/index.ts'
import { assemble } from './assemble.ts'
import { deprivationWords } from './fact-views.ts'
import { type Drawn, elsewhereLine, line, notLoaded, otherLine } from './panel-lines.ts'
import * as queries from './queries.ts'
import type { PlaceFacts } from './types.ts'

// A panel is kept with the decision and read by whoever may read that, so small counts are hidden as they are from a director.
const reader: Actor = { ...anyone, role: 'director' }

/** Every measure of a place side by side, for a decision to keep: nothing is added up and nothing ranked; what is not known is a line too. */
export async function panelOf(db: Db, pack: Pack, code: string, today: string): Promise<Panel | null> {
  const place = await queries.find(db, code)
  if (!place) return null
  const facts = await assemble(db, pack, reader, place)
  const parts = [...facts.headlines, ...facts.always]
  const drawn: Drawn[] = [
    ...parts.map(part => ('why' in part ? elsewhereLine(part) : line(part, facts))),
    ...wanted.map(each => wantedLine(each, facts)),
    deprivationLine(facts, pack),
  ]
  const ids = drawn.map(each => [...new Set(each.from.flatMap(from => idsOf(facts, from)))])
  const titles = new Map((await queries.sources(db, [...new Set(ids.flat())])).map(({ id, title }) => [id, title]))
  return {
    asAt: today,
    place: place.name,
    lines: drawn.map((each, k) => ({ ...each.line, source: list((ids[k] ?? []).flatMap(id => titles.get(id) ?? [])) })),
  }
}

const idsOf = ({ store }: PlaceFacts, { measureId, placeId, months }: Drawn['from'][number]) =>
  sourcesOf(store, measureId, placeId, months).map(source => source.sourceId)

/** What a place is chosen by beside recorded violence and deprivation; where no file speaks of one, the panel says so. */
const wanted = [
  { title: 'Knife injury', measures: ['knife-crime-with-injury'] },
  { title: 'Hospital attendances after assault', measures: ['assault-attendances'] },
  { title: 'What young people say: feeling safe', measures: ['young-people-feel-safe'] },
  { title: 'What is on for young people', measures: [] },
] as const

function wantedLine({ title, measures }: (typeof wanted)[number], facts: PlaceFacts): Drawn {
  const found = facts.others.find(({ measure }) => measures.some(code => code === measure.code))
  return found ? otherLine(found, facts) : notLoaded(title)
}

function deprivationLine(facts: PlaceFacts, pack: Pack): Drawn {
  const { deprivation } = facts
  if (!deprivation) return notLoaded('Deprivation')
  const measure = facts.store.byCode.get(pack.deprivation.score)
  const from = measure ? facts.members.map(({ id }) => ({ measureId: measure.id, placeId: id })) : []
  const line = {
    measure: 'Deprivation',
    value: deprivationWords(facts),
    period: deprivation.year,
    change: '',
    level: '',
    note: '',
  }
  return { line, from }
}
