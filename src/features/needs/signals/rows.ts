import { list } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Figure, figureOf, openRatios, seesMark, sightsOf, togetherRate } from '../rules.ts'
import type { Asked } from './ask.ts'
import type { Mark, Marked } from './marked.ts'
import type { Area } from './queries.ts'

export interface Row {
  area: Area
  figure: Figure
  mark: Mark
  /** The ratio and the counts of the two windows may be shown. */
  ratio: boolean
  question: { id: number; status: string } | undefined
}

/** One row a place with a mark, as this person may see it, and the rate of all places together. */
export function rowsOf(
  actor: Actor,
  asked: Asked,
  marked: Marked,
  questions: ReadonlyMap<number, { id: number; status: string }>,
): { rows: Row[]; together: ReturnType<typeof togetherRate> } {
  const { measure } = asked.known
  const { areas } = asked.ground
  const sees = sightsOf(actor, measure, areas, area => marked.marks.get(area.id)?.latest)
  const ratios = openRatios(actor, measure, areas, marked.marks)
  const rows = areas.flatMap((area): Row[] => {
    const mark = marked.marks.get(area.id)
    const see = sees.get(area.id)
    if (!mark || !see || !seesMark(actor, measure, area)) return []
    return [
      {
        area,
        figure: figureOf(see, measure, mark.latest, area.residents),
        mark,
        ratio: ratios.has(area.id),
        question: questions.get(area.id),
      },
    ]
  })
  const all = asked.ground.areas.map(area => ({
    count: marked.marks.get(area.id)?.latest ?? null,
    residents: area.residents,
  }))
  return { rows, together: togetherRate(measure, all) }
}

export interface Tally {
  places: number
  rising: number
  falling: number
  chance: number
  untested: number
  sustained: number
  /** Words for the places of a borough lead: "in Hounslow". */
  where: string
}

export function tally(actor: Actor, rows: readonly Row[], city: string): Tally {
  const of = (word: string) => rows.filter(row => row.mark.change === word).length
  const [rising, falling, chance] = [of('rising'), of('falling'), of('chance')]
  const boroughs = [...new Set(rows.map(row => row.area.boroughName ?? row.area.name))]
  return {
    places: rows.length,
    rising,
    falling,
    chance,
    untested: rows.length - rising - falling - chance,
    sustained: rows.filter(row => row.mark.level === 'high and sustained').length,
    where: actor.role === 'borough-lead' && boroughs.length < 4 ? list(boroughs) : city,
  }
}
