import type { Overlay } from '../../../lib/stats/index.ts'
import { plural, whole } from '../../../lib/words.ts'
import { between, chanceWords, percent as pct, periodWords, points, within } from '../patterns/words.ts'
import { kindWords } from '../signals/ground.ts'
import type { Answer, Stay } from './compute.ts'
import type { Found } from './work.ts'

const many = ({ look }: Pick<Overlapped, 'look'>) => kindWords[look.ground.kind][1]

export const titleOf = ({ look }: Found): string =>
  `Where ${within(look.known.measure.short)} is concentrated: ${kindWords[look.ground.kind][1]}, ${periodWords(look)}`

/** "83 of 679 wards (12.2%)" */
export function topWords(found: Found): string {
  const { top, spread } = found.answer
  return `${whole(top.places)} of ${whole(spread.places)} ${many(found)} (${pct(top.places / spread.places)})`
}

const baseline = ({ settings }: Found) =>
  settings.chance === 'equal'
    ? 'with every place as likely as another'
    : 'with each place as likely as its residents are many'

/** What the page comes to: the excess over chance first. */
export const statementOf = (found: Found): string =>
  found.settings.top === 'any' ? anyWords(found) : topStatement(found)

/** "381 offences (homicide, January 2016 to December 2018)" */
const allWords = ({ look, answer }: Found): string =>
  `${whole(answer.spread.total)} ${look.known.measure.unit} (${within(look.known.measure.short)}, ${periodWords(look)})`

function topStatement(found: Found): string {
  const { answer } = found
  const share = answer.chance.shares[0]
  if (!share) return ''
  const more = share.observed - share.mean
  const held = `${topWords(found)} hold ${pct(share.observed)} of the ${allWords(found)}`
  const chance = `Chance alone, ${baseline(found)}, would put ${pct(share.mean)} in as many (95 of 100 draws gave ${between(share.lower, share.upper)})`
  return share.p <= 0.05
    ? `${points(more)} more than chance alone would gather: ${held}. ${chance}.${sparseWords(found, share.mean)}`
    : `${notMore(share)} ${held}. ${chance}.`
}

const same = 'This cannot be told from chance.'
const evener = 'Spread more evenly than chance alone would spread it.'

/** What is not more gathered than chance may be no different from it, or clearly the other way round. */
const notMore = ({ observed, lower }: { observed: number; lower: number }): string => (observed < lower ? evener : same)
const touched = ({ observed, upper }: { observed: number; upper: number }): string => (observed > upper ? evener : same)

/** Where chance alone gathers much more than an even spread would hold. */
function sparseWords({ answer }: Found, mean: number): string {
  if (mean - answer.top.places / answer.spread.places < 0.05) return ''
  const part = mean > 0.5 * (answer.chance.shares[0]?.observed ?? 1) ? 'most' : 'part'
  return ` So ${part} of what looks gathered is only that events are few and places many.`
}

function anyWords(found: Found): string {
  const { answer } = found
  const { observed, mean, lower, upper, p } = answer.chance.placesWithEvents
  const places = answer.spread.places
  const seen = `All the ${allWords(found)} were in ${topWords(found)}`
  const chance = `Chance alone, ${baseline(found)}, would have touched ${whole(mean)} (95 of 100 draws gave ${whole(lower)} to ${whole(upper)})`
  return p <= 0.05
    ? `${pct((mean - observed) / places)} fewer of the ${many(found)} were touched than chance alone would touch: ${seen}. ${chance}.`.replace(
        /^([\d.,]+)% fewer/,
        '$1 points fewer',
      )
    : `${touched({ observed, upper })} ${seen}. ${chance}.`
}

/** Do the same places stay on top? */
export function stayWords(found: Found): string {
  const { stays } = found.answer
  const [first] = stays
  if (!first || stays.length < 2) return `Choose two years or more to see whether the same ${many(found)} stay on top.`
  if (stays.every(stay => stay.top === 0))
    return `In no year can the top ${many(found)} be told from the rest: too many have the same number.`
  const steps = stays.flatMap(stay => (stay.next === null ? [] : [stay]))
  const told = steps.filter(stay => stay.p !== null && stay.p <= 0.05).length
  const verdict =
    told === steps.length
      ? `From each year to the next, more of the top ${many(found)} stayed than chance would keep.`
      : told === 0
        ? `From year to year no more of the top ${many(found)} stayed than chance would keep: who is on top changes.`
        : `In ${told} of ${steps.length} steps from one year to the next, more of the top ${many(found)} stayed than chance would keep.`
  return `${verdict} ${alwaysWords(found, first)}${tieWords(found)}`
}

const alwaysWords = ({ look, answer }: Found, first: Stay): string =>
  `${first.always === 0 ? 'None' : whole(first.always)} of the first year’s ${plural(first.top, ...kindWords[look.ground.kind])} ${first.always === 1 ? 'was' : 'were'} on top in ${answer.stays.length === 2 ? 'both' : `all ${answer.stays.length}`} years.`

/** In a year of few events many places are tied at the edge of the top. */
const tieWords = (found: Found): string =>
  found.answer.stays.some(stay => stay.top < 0.9 * found.answer.top.places) && found.settings.top !== 'any'
    ? ` Only ${many(found)} surely in the top of a year are counted: of those with the same number at its edge, none.`
    : ''

export const stayRow = (stay: Stay): string[] =>
  stay.next === null || stay.byChance === null || stay.p === null
    ? [whole(stay.top), 'last year', '', '']
    : [whole(stay.top), whole(stay.next), stay.byChance.toFixed(1), chanceWords(stay.p)]

/** Tested both ways, since a place that people avoid is as much of a finding: the p that looks upward alone would call it chance. */
const eitherWay = ({ fisherP: p, lift }: Overlay): string =>
  p > 0.05
    ? ` (${chanceWords(p)}), which could be chance`
    : `, ${lift > 1 ? 'more' : 'fewer'} than chance would make it (${chanceWords(p)})`

interface Overlapped {
  answer: Pick<Answer, 'overlay'>
  index: string | undefined
  look: { ground: Pick<Found['look']['ground'], 'kind'> }
}

/** The top places and the most deprived fifth. */
export function overlayWords(found: Overlapped): string {
  const { overlay } = found.answer
  const { index } = found
  if (!overlay || index === undefined)
    return index === undefined
      ? 'No index of deprivation is loaded.'
      : `The top ${many(found)} cannot be told from the rest here, so there is no overlap to count.`
  return `${whole(overlay.both)} of the ${whole(overlay.highViolence)} top ${many(found)} (${pct(overlay.shareAlsoDeprived, 0)}) ${overlay.both === 1 ? 'is' : 'are'} also in the most deprived fifth of the city’s ${many(found)} (IMD ${index}). Were the two unrelated it would be ${overlay.expectedBoth.toFixed(1)}, so this is ${overlay.lift.toFixed(1)} times as many${eitherWay(overlay)}. Neighbouring places resemble each other, so p is smaller than it should be.`
}
