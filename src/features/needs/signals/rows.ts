import { list } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { notShown } from '../../evidence/index.ts'
import {
  type Figure,
  figureOf,
  hiddenMarks,
  markSeen,
  type SeenMark,
  seenOf,
  seesMark,
  togetherRate,
} from '../rules.ts'
import type { Asked } from './ask.ts'
import type { Marked } from './marked.ts'
import type { Area } from './queries.ts'

export interface Row {
  area: Area
  figure: Figure
  mark: SeenMark
  question: { id: number; status: string } | undefined
  /** The decision or finding about the place, where its marks ask for one. */
  taken?: { words: string; href: string }
}

type Asking = Pick<Asked, 'store'> & {
  ground: Pick<Asked['ground'], 'vintage' | 'areas'>
  known: Pick<Asked['known'], 'measure'>
}

/** One row a place with a mark, as this person may see it, and the rate of all places together. `questions` are those they may read. */
export async function rowsOf(
  db: Db,
  actor: Actor,
  { store, ground, known }: Asking,
  marked: Marked,
  questions: ReadonlyMap<number, { id: number; status: string }>,
): Promise<{ rows: Row[]; together: ReturnType<typeof togetherRate> }> {
  const { measure } = known
  const { areas, vintage } = ground
  const looking = { db, store, actor, measure, vintage, areas }
  const { sees } = await seenOf(looking, marked.end)
  const hidden = await hiddenMarks(looking, { end: marked.end, ...marked.settings }, marked.marks)
  const rows = areas.flatMap((area): Row[] => {
    const mark = marked.marks.get(area.id)
    const see = sees.get(area.id)
    if (!mark || !see || !seesMark(actor, measure, area)) return []
    return [
      {
        area,
        figure: figureOf(see, measure, mark.latest, area.residents),
        mark: markSeen(mark, hidden),
        question: hidden.change.has(area.id) ? undefined : questions.get(area.id),
      },
    ]
  })
  const all = areas.map(area => ({ count: marked.marks.get(area.id)?.latest ?? null, residents: area.residents }))
  return { rows, together: togetherRate(measure, all) }
}

export interface Tally {
  places: number
  rising: number
  falling: number
  chance: number
  untested: number
  /** Of the untested, those with too few events. */
  tooFew: number
  /** Whose change is not shown to this person, and whose level. */
  hidden: number
  hiddenLevels: number
  sustained: number
  /** With too few events in every year for a rank. */
  few: number
  /** Words for the places of a borough lead: "in Hounslow". */
  where: string
}

export function tally(actor: Actor, rows: readonly Row[], city: string): Tally {
  const of = (word: string) => rows.filter(row => row.mark.change === word).length
  const [rising, falling, chance, hidden] = [of('rising'), of('falling'), of('chance'), of(notShown)]
  const boroughs = [...new Set(rows.map(row => row.area.boroughName ?? row.area.name))]
  return {
    places: rows.length,
    rising,
    falling,
    chance,
    hidden,
    tooFew: of('too few'),
    hiddenLevels: rows.filter(row => row.mark.level === notShown).length,
    untested: rows.length - rising - falling - chance - hidden,
    sustained: rows.filter(row => row.mark.level === 'high and sustained').length,
    few: rows.filter(row => row.mark.few).length,
    where: actor.role === 'borough-lead' && boroughs.length < 4 ? list(boroughs) : city,
  }
}
