import type { Actor } from '../../../platform/http.ts'
import type { Shown } from '../../evidence/index.ts'
import { isOpen, type Look, mayList } from '../patterns/ask.ts'
import { keptWords } from '../patterns/behind.ts'
import { figureOf, seenOf } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { kindWords } from '../signals/ground.ts'
import type { Area } from '../signals/queries.ts'
import type { Found } from './work.ts'

export interface TopPlace {
  area: Area
  count: Shown
}

/** The places at the top with their counts as this person sees them, or why they are not listed. */
export type Listed = { state: 'listed'; rows: TopPlace[]; kept: boolean } | { state: 'kept'; why: string }

/** By name: this is a list of where to look closer, and no ranking. A place whose count is hidden is not said to be on top. */
export async function placesFor({ db }: Rooms, actor: Actor, found: Found): Promise<Listed> {
  const { look, answer } = found
  const many = kindWords[look.ground.kind][1]
  if (!isOpen(look) && !isForAnalysts(look))
    return { state: 'kept', why: `${keptWords(look)}, so no ${kindWords[look.ground.kind][0]} is named here.` }
  if (!mayList(actor, look)) return { state: 'kept', why: whoWords(many) }
  if (answer.members.length === 0)
    return { state: 'kept', why: `Too many ${many} have the same number to say which are at the top.` }
  const { store, ground, known, to, months } = look
  const looking = { db, store, actor, measure: known.measure, vintage: ground.vintage, areas: ground.areas }
  const { sees } = await seenOf(looking, to, months)
  const all = answer.members.flatMap((at): TopPlace[] => {
    const row = found.rows[at]
    const see = row && sees.get(row.area.id)
    return row && see && !found.stood.has(row.area.id)
      ? [{ area: row.area, count: figureOf(see, known.measure, row.count, row.area.residents).count }]
      : []
  })
  const rows = all.filter(({ count }) => count.count !== null)
  return { state: 'listed', rows, kept: found.stood.size > 0 }
}

// Small areas of a measure that may be looked at so low are listed for those who may look: nobody else gets here.
const isForAnalysts = ({ ground, known }: Look): boolean =>
  ground.kind === 'lsoa' && known.measure.lowestLevel === 'lsoa'

const whoWords = (many: string): string =>
  `Which ${many} these are is listed for analysts, and for everyone else where the period is the newest 12 months or 12 months that end whole years before: from periods that overlap, small counts could be worked out.`

export function placeRows({ look, answer }: Found, rows: readonly TopPlace[]): [string[], unknown[][]] {
  const columns = [
    'name',
    'code',
    'borough',
    'count',
    'measure',
    'period_from',
    'period_to',
    'top_places',
    'places',
    'events',
  ]
  const same = [
    look.known.measure.code,
    look.from,
    look.to,
    answer.top.places,
    answer.spread.places,
    answer.spread.total,
  ]
  return [columns, rows.map(({ area, count }) => [area.name, area.code, area.boroughName, count.count, ...same])]
}
