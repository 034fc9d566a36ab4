// The words of cut points, the usual ones and the reader's own: in the key, under the map, and in every file taken away.
import { classWords } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { decimal, list, possessive, sentence, whole } from '../../../lib/words.ts'
import { kindWords } from '../signals/ground.ts'
import { perWords } from '../words.ts'
import type { MapAsk } from './ask.ts'
import type { Cuts, Steps } from './classes.ts'
import type { Most } from './own.ts'
import type { MapFigures } from './places.ts'
import { rareWords } from './rare.ts'

/** As much of what is asked as the words of cut points need. */
export interface Cutting extends Pick<MapAsk, 'end' | 'show' | 'rare' | 'city' | 'country'> {
  ground: Pick<MapAsk['ground'], 'kind'>
  known: { measure: Pick<MapAsk['known']['measure'], 'unit' | 'topic' | 'per' | 'denominator'> }
  deprivation: { year: string } | undefined
}

interface Rows {
  rows: readonly { group: unknown; figure: { count: { words?: string | undefined } } }[]
}

/** What is set against deprivation: "violence", or the unit of any other measure. */
export const whatOf = ({ known }: Cutting): string =>
  known.measure.topic === 'violence' ? 'violence' : known.measure.unit

/** "among the most deprived 30% of London’s wards", and for the country what that means of a place larger than a small area. */
export function mostWords(ask: Pick<Cutting, 'ground' | 'city' | 'country'>, { percent, of }: Most): string {
  const kind = ask.ground.kind
  if (of === 'city') return `among the most deprived ${percent}% of ${possessive(ask.city)} ${kindWords[kind][1]}`
  return kind === 'lsoa'
    ? `among the most deprived ${percent}% of small areas in ${ask.country}`
    : `at least half of residents live in a small area among the most deprived ${percent}% in ${ask.country}`
}

/** "Too rare to rank: most wards have none (645 of 679)"; empty where places are ranked. */
export const rareSaid = ({ rare, ground }: Pick<Cutting, 'rare' | 'ground'>, { rows }: Rows): string =>
  rare
    ? sentence(
        rareWords(
          rare,
          kindWords[ground.kind][1],
          rows.some(row => row.figure.count.words !== undefined),
        ),
      )
    : ''

/** The cut points, in the units people know: with unit, period and the places they were made from. */
export function cutWords(ask: Cutting, { cuts, steps, rows }: Pick<MapFigures, 'cuts' | 'steps'> & Rows): string {
  const { measure } = ask.known
  const period = `12 months to ${monthWords(ask.end)}`
  const [one, many] = kindWords[ask.ground.kind]
  if (cuts?.own)
    return `Cut points chosen: more than ${whole(cuts.own.over)} ${measure.unit} in a ${one}, ${period}; ${mostWords(ask, cuts.own.most)}${scoreWords(ask, cuts.own.most, cuts)}.`
  const unit = ask.show === 'count' ? measure.unit : `${measure.unit} ${perWords(measure)}`
  if (steps?.plain)
    return `${sentence(unit)}, ${period}, in plain numbers: ${list(steps.words)}. ${rareSaid(ask, { rows })}, so no colour is a rank.`
  if (steps) return stepWords(ask, steps, unit, period)
  if (!cuts) return ''
  const n = rows.filter(row => row.group).length
  const of = n < rows.length ? ` with both figures, of ${whole(rows.length)}` : ''
  return `Thirds of ${of ? 'the ' : ''}${whole(n)} ${many}${of}. ${sentence(whatOf(ask))}: ${classWords(cuts.violence).join(', ')} ${unit}, ${period}. IMD score: ${classWords(cuts.deprivation).join(', ')}.`
}

const stepWords = (ask: Cutting, steps: Steps, unit: string, period: string): string =>
  steps.own
    ? `Cut points chosen: ${cutText(ask, undefined, steps)} ${unit}, ${period}.`
    : `${sentence(unit)}, ${period}. Each colour holds about as many ${kindWords[ask.ground.kind][1]}${steps.even ? '' : ', as far as ties allow'}.${fewerWords(steps)}`

/** Cut points that are equal once they are rounded as the key says them are one: there are fewer colours then, and that is said. */
const fewerWords = ({ breaks, decimals }: Steps): string =>
  breaks.length >= 4
    ? ''
    : ` ${breaks.length + 1} ${breaks.length === 0 ? 'colour' : 'colours'} and not five: cut points that are the same ${decimals ? 'to one decimal' : 'whole number'} are one.`

const scoreWords = ({ deprivation, ground }: Cutting, { of }: Most, cuts: Cuts): string =>
  of === 'country'
    ? ` (Index of Multiple Deprivation ${deprivation?.year ?? ''})`
    : ` (${ground.kind === 'lsoa' ? 'IMD score' : 'mean IMD score, weighted by residents,'} ${deprivation?.year ?? ''}: ${decimal(cuts.deprivation[0] ?? 0)} or more)`

/** The cut points alone, for a file and for the middle of a sentence. */
export function cutText(ask: Cutting, cuts: Cuts | undefined, steps: Steps | undefined): string {
  if (cuts?.own) return `over ${cuts.own.over}; ${mostWords(ask, cuts.own.most)}`
  if (steps?.plain) return `plain numbers, too rare to rank: ${list(steps.words)}`
  if (steps) return steps.breaks.length ? list(steps.breaks.map(cut => decimal(cut, steps.decimals))) : 'all the same'
  return cuts
    ? `violence ${cuts.violence.join(', ')}; deprivation ${cuts.deprivation.map(cut => decimal(cut)).join(', ')}`
    : ''
}

export interface SideClass {
  third: 0 | 1 | 2
  words: string
}

/** The classes of one side of a two-variable map. */
export function classesOf({ cuts }: Pick<MapFigures, 'cuts'>, side: 'violence' | 'deprivation'): SideClass[] {
  if (!cuts) return []
  if (cuts.own)
    return [
      { third: 0, words: cuts.own[side][0] },
      { third: 2, words: cuts.own[side][1] },
    ]
  const words = classWords(cuts[side])
  const thirds = ([[0], [0, 2], [0, 1, 2]] as const)[words.length - 1] ?? []
  return thirds.map((third, i) => ({ third, words: words[i] ?? '' }))
}
