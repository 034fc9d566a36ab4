import { changeWords, type Step } from '../../../lib/charts/index.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Sight } from '../../evidence/index.ts'
import { notShown } from '../../evidence/index.ts'
import { type Figure, figureOf, type HiddenMarks, markSeen, type SeenMark, seesMark } from '../rules.ts'
import { markShape } from '../signals/list.ts'
import type { Marked } from '../signals/marked.ts'
import type { Area } from '../signals/queries.ts'
import type { MapAsk } from './ask.ts'
import {
  type Cuts,
  type Group,
  ownCuts,
  pairGroup,
  plainSteps,
  type Steps,
  stepGroup,
  steps,
  thirds,
  type Values,
} from './classes.ts'
import { cityCut, isDeprived } from './deprivation.ts'
import type { Layer } from './layer.ts'
import { type Rarity, rarityOf } from './rare.ts'

/** One place of the map, as this person may see it. */
export interface MapRow {
  area: Area
  figure: Figure
  score: number | null
  group: Group | null
  mark: SeenMark | undefined
  /** It has a mark, which is for another borough to see. */
  elsewhere: boolean
  /** Why there is no colour; empty where there is one. */
  why: string
}

export interface MapFigures {
  rows: MapRow[]
  cuts: Cuts | undefined
  steps: Steps | undefined
  /** Places that no file speaks for. */
  unspoken: Area[]
}

/** What this person sees of the counts of the map, and of what is behind the marks. */
export interface Eyes {
  sees: ReadonlyMap<number, Sight>
  hidden: HiddenMarks
}

/**
 * Every place of the map with its figures and class. Cut points are made from what this person is shown: a cut point between counts that are
 * hidden would state one of them.
 */
export function figuresOf(
  actor: Actor,
  ask: MapAsk,
  layer: Layer,
  marked: Marked | undefined,
  { sees, hidden }: Eyes,
): MapFigures {
  const { measure } = ask.known
  const cut = ownCut(ask)
  const figures = figuresSeen(ask, layer, sees)
  const all = new Map(ask.within.map(area => [area.id, valuesOf(ask, figures.get(area.id), area, cut)]))
  const cuts = cutsOf(ask, [...all.values()], cut)
  const classes = stepsOf(ask, [...all.values()])
  const rows = ask.within.flatMap((area): MapRow[] => {
    const [figure, values] = [figures.get(area.id), all.get(area.id)]
    if (!figure || !values) return []
    const made = marked?.marks.get(area.id)
    const mark = made && seesMark(actor, measure, area) ? markSeen(made, hidden) : undefined
    const group = cuts
      ? pairGroup(values, cuts)
      : classes
        ? stepGroup(ask.show === 'rate' ? values.rate : values.count, classes)
        : markGroup(ask, mark)
    const elsewhere = made !== undefined && mark === undefined && isOfMarks(ask)
    const why = group ? '' : elsewhere ? whys.elsewhere : whyNot(layer, area, figure, ask, mark)
    return [{ area, figure, score: values.score, group, mark, elsewhere, why }]
  })
  return { rows, cuts, steps: classes, unspoken: ask.within.filter(area => !layer.counts.has(area.id)) }
}

/** What this person sees at each place of the map. */
export const figuresSeen = (ask: MapAsk, layer: Layer, sees: Eyes['sees']): Map<number, Figure> =>
  new Map(
    ask.within.map(area => {
      const see = sees.get(area.id) ?? { see: 'nothing', why: '' }
      return [area.id, figureOf(see, ask.known.measure, layer.counts.get(area.id) ?? null, area.residents)]
    }),
  )

/** Whether what this person sees is too rare to rank. The rates count only where they are what the map would show. */
export function rareFor(ask: MapAsk, layer: Layer, sees: Eyes['sees']): Rarity | undefined {
  const figures = [...figuresSeen(ask, layer, sees).values()]
  const isOfRates = ask.show === 'pair' || ask.show === 'rate'
  return rarityOf(
    figures.map(figure => figure.count.count),
    isOfRates ? figures.map(figure => figure.rate?.rate ?? null) : [],
  )
}

const isOfMarks = ({ show }: MapAsk) => show === 'change' || show === 'level'

function valuesOf(ask: MapAsk, figure: Figure | undefined, area: Area, cut: number): Values {
  const count = figure?.count.count ?? null
  const score = ask.deprivation?.scores.get(area.id) ?? null
  const rate = figure?.rate?.rate ?? null
  const most = ask.own.pair?.most
  return { count, score, rate, deprived: most ? isDeprived(ask.deprivation, most, cut, area.id) : null }
}

/** The score that makes a place one of the city's most deprived, where the reader asked for that. */
const ownCut = ({ deprivation, own }: MapAsk) =>
  own.pair?.most.of === 'city' ? cityCut(deprivation?.scores.values() ?? [], own.pair.most.percent) : 0

function cutsOf(ask: MapAsk, all: readonly Values[], cut: number): Cuts | undefined {
  if (ask.show !== 'pair') return undefined
  const { pair } = ask.own
  return pair ? ownCuts(pair.over, pair.most, cut) : thirds(all)
}

function stepsOf(ask: MapAsk, all: readonly Values[]): Steps | undefined {
  if (ask.show === 'rate')
    return steps(
      all.map(v => v.rate),
      1,
      ask.own.rates,
    )
  if (ask.show !== 'count') return undefined
  const counts = all.map(v => v.count)
  return ask.rare && !ask.own.counts ? plainSteps(counts) : steps(counts, 0, ask.own.counts)
}

function markGroup(ask: MapAsk, mark: SeenMark | undefined): Group | null {
  if (!mark || mark[ask.show === 'change' ? 'change' : 'level'] === notShown) return null
  if (ask.show === 'change') {
    const change = markShape(mark.change)
    return { key: change, words: changeWords(change, { compact: true }), shade: { kind: 'change', change } }
  }
  const high = mark.years.filter(year => year).length
  if (mark.few || mark.years.every(year => year === null)) return null
  const step = Math.min(4, high === 0 ? 0 : high + (mark.years.length < 4 ? 1 : 0)) as Step
  return { key: `years-${high}`, words: highWords(mark.years), shade: { kind: 'step', step } }
}

function highWords(years: readonly (boolean | null)[]): string {
  const high = years.filter(year => year).length
  if (high === 0) return 'Not high'
  return high === years.length ? 'High and sustained' : `High in ${high} of ${years.length} years`
}

/** Why a place has no colour, but for a small count, whose own words stand there. */
export const whys = {
  elsewhere: 'another borough',
  figures: 'no figures',
  months: 'months missing',
  mark: 'no mark',
  few: 'too few to rank',
  hidden: notShown,
  score: 'no deprivation score',
  residents: 'no residents known',
} as const

function whyNot(layer: Layer, area: Area, figure: Figure, ask: MapAsk, mark: SeenMark | undefined): string {
  if (!layer.counts.has(area.id)) return whys.figures
  if (mark && isOfMarks(ask) && (mark.change === notShown || mark.level === notShown)) return whys.hidden
  if (figure.count.words) return figure.count.words
  if (figure.count.count === null) return whys.months
  if (isOfMarks(ask)) return mark?.few && ask.show === 'level' ? whys.few : whys.mark
  return area.residents ? whys.score : whys.residents
}
