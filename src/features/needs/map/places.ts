import { changeWords, type Step } from '../../../lib/charts/index.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Figure, figureOf, openRatios, rateOf, seesMark, sightsOf } from '../rules.ts'
import { markShape } from '../signals/list.ts'
import type { Mark, Marked } from '../signals/marked.ts'
import type { Area } from '../signals/queries.ts'
import type { MapAsk } from './ask.ts'
import {
  type Cuts,
  type Group,
  ownCuts,
  pairGroup,
  type Steps,
  stepGroup,
  steps,
  thirds,
  type Values,
} from './classes.ts'
import { cityCut, isDeprived } from './deprivation.ts'
import type { Layer } from './layer.ts'

/** One place of the map, as this person may see it. */
export interface MapRow {
  area: Area
  figure: Figure
  score: number | null
  group: Group | null
  mark: Mark | undefined
  /** The ratio of the mark may be shown. */
  ratio: boolean
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

/** Every place of the map with its figures and class. Cut points are made from all places, whoever asks. */
export function figuresOf(actor: Actor, ask: MapAsk, layer: Layer, marked: Marked | undefined): MapFigures {
  const { measure } = ask.known
  const cut = ownCut(ask)
  const all = ask.within.map(area => valuesOf(ask, layer, area, cut))
  const cuts = cutsOf(ask, all, cut)
  const classes = stepsOf(ask, all)
  const sees = sightsOf(actor, measure, ask.within, area => layer.counts.get(area.id))
  const ratios = openRatios(actor, measure, ask.within, marked?.marks ?? new Map())
  const rows = ask.within.map((area, i): MapRow => {
    const values = all[i] ?? { count: null, rate: null, score: null }
    const see = sees.get(area.id) ?? { see: 'nothing', why: '' }
    const figure = figureOf(see, measure, values.count, area.residents)
    const made = marked?.marks.get(area.id)
    const mark = seesMark(actor, measure, area) ? made : undefined
    const elsewhere = made !== undefined && mark === undefined && (ask.show === 'change' || ask.show === 'level')
    const shown = { ...values, count: figure.count.count, rate: figure.rate?.rate ?? null }
    const group = cuts
      ? pairGroup(shown, cuts)
      : classes
        ? stepGroup(ask.show === 'rate' ? shown.rate : shown.count, classes)
        : markGroup(ask, mark)
    const ratio = mark !== undefined && mark.p !== null && ratios.has(area.id)
    return {
      area,
      figure,
      score: values.score,
      group,
      mark,
      ratio,
      elsewhere,
      why: group ? '' : elsewhere ? whys.elsewhere : whyNot(layer, area, figure, ask),
    }
  })
  return { rows, cuts, steps: classes, unspoken: ask.within.filter(area => !layer.counts.has(area.id)) }
}

function valuesOf(ask: MapAsk, layer: Layer, area: Area, cut: number): Values {
  const count = layer.counts.get(area.id) ?? null
  const score = ask.deprivation?.scores.get(area.id) ?? null
  const rate = rateOf(ask.known.measure, count, area.residents)?.rate ?? null
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
  return ask.show === 'count'
    ? steps(
        all.map(v => v.count),
        0,
        ask.own.counts,
      )
    : undefined
}

function markGroup(ask: MapAsk, mark: Mark | undefined): Group | null {
  if (!mark) return null
  if (ask.show === 'change') {
    const change = markShape(mark.change)
    return { key: change, words: changeWords(change, { compact: true }), shade: { kind: 'change', change } }
  }
  const high = mark.years.filter(year => year).length
  if (mark.years.every(year => year === null)) return null
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
  score: 'no deprivation score',
  residents: 'no residents known',
} as const

function whyNot(layer: Layer, area: Area, figure: Figure, ask: MapAsk): string {
  if (!layer.counts.has(area.id)) return whys.figures
  if (figure.count.words) return figure.count.words
  if (figure.count.count === null) return whys.months
  if (ask.show === 'change' || ask.show === 'level') return whys.mark
  return area.residents ? whys.score : whys.residents
}
