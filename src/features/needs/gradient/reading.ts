import { barsUp } from '../../../lib/charts/index.ts'
import { whole } from '../../../lib/words.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
import { isOpen } from '../patterns/ask.ts'
import { breakNotes, importsOf, importsOfIndex, keptNote, sourceOf } from '../patterns/behind.ts'
import { hrefOf } from '../patterns/href.ts'
import { stoodNote } from '../patterns/stand-in.ts'
import { periodWords } from '../patterns/words.ts'
import type { Rooms } from '../signals/ask.ts'
import { kindWords } from '../signals/ground.ts'
import type { Group } from './compute.ts'
import {
  bendWords,
  correlationWords,
  partOf,
  range,
  rate,
  rateWords,
  slopeWords,
  statementOf,
  titleOf,
  widerWords,
} from './words.ts'
import { ask, draws, type Found, seed } from './work.ts'

export const path = '/analyses/gradient'

// Of a measure whose places are kept back, groups of few places would come near to a place's own figure.
const fewestPlaces = 50

/** May the gradient be said to all who read findings? */
export const maySay = ({ look, places }: Found): boolean => isOpen(look) || places.length >= fewestPlaces

export async function read(rooms: Rooms, asked: Record<string, string>): Promise<Reading | undefined> {
  const answer = await ask(rooms, null, asked)
  return answer.state === 'found' && maySay(answer.found) ? readingOf(rooms, answer.found) : undefined
}

export async function readingOf(rooms: Rooms, found: Found): Promise<Reading> {
  const { look, edition } = found
  return {
    view: 'gradient',
    title: titleOf(found),
    href: addressOf(found),
    statement: statementOf(found),
    figures: figuresOf(found),
    svg: chartOf(found),
    table: tableOf(found),
    from: look.from,
    to: look.to,
    places: [rooms.pack.city.code],
    measures: [look.known.measure.code, edition.measure.code],
    imports: [...importsOf(look, look), ...importsOfIndex(look.store, edition.measure.id)],
    source: [await sourceOf(rooms.db, look, look), edition.measure.name].filter(Boolean).join('; '),
    method: '/methods/inequality',
    settings: `limits of the slope from ${whole(draws)} draws, seed ${seed}; residents: ${found.residents.words}; scores of small areas weighed by ${edition.weights}`,
    notes: notesOf(found),
    inside: insideNotes(found),
  }
}

export const addressOf = ({ look, edition }: Found, to = path): string =>
  hrefOf(to, look, { index: edition.measure.code })

function figuresOf(found: Found): Figure[] {
  const { look, answer } = found
  const { sii, siiLower, siiUpper, rii, riiLower, riiUpper } = answer.inequality
  const total = answer.groups.reduce((sum, group) => sum + group.count, 0)
  const people = answer.groups.reduce((sum, group) => sum + group.residents, 0)
  const period = periodWords(look)
  const all = {
    count: `${whole(total)} ${look.known.measure.unit}`,
    denominator: `${whole(people)} residents of ${whole(found.places.length)} ${kindWords[look.ground.kind][1]}`,
    period,
  }
  return [
    ...endFigures(found, period),
    ...extremesFigure(found, period),
    {
      label: 'Slope index of inequality',
      value: `${rate(sii)} ${rateWords(found)}`,
      ...all,
      interval: range(siiLower, siiUpper),
    },
    {
      label: 'Relative index of inequality',
      value: rii === null ? 'not known' : rii.toFixed(2),
      ...all,
      interval: range(riiLower, riiUpper, n => n.toFixed(2)),
    },
    {
      label: 'Rank correlation of counts with the score',
      value: answer.ofCounts?.toFixed(3) ?? 'not known',
      ...all,
      interval: 'Spearman; neighbours resemble each other, so no interval is given',
    },
    {
      label: 'Rank correlation of rates with the score',
      value: answer.ofRates?.toFixed(3) ?? 'not known',
      ...all,
      interval: 'Spearman; neighbours resemble each other, so no interval is given',
    },
  ]
}

const endsOf = ({ answer }: Found) => {
  const [first, last] = [answer.groups[0], answer.groups.at(-1)]
  return first && last ? [first, last] : []
}

const endFigures = (found: Found, period: string): Figure[] =>
  endsOf(found).map((group, i) => ({
    label: `${i === 0 ? 'Most' : 'Least'} deprived ${partOf(found)[0]}`,
    value: `${rate(group.rate)} ${rateWords(found)}`,
    count: `${whole(group.count)} ${found.look.known.measure.unit}`,
    denominator: `${whole(group.residents)} residents of ${whole(group.places)} ${kindWords[found.look.ground.kind][1]}`,
    period,
    interval: range(group.lower, group.upper),
  }))

function extremesFigure(found: Found, period: string): Figure[] {
  const { extremes } = found.answer
  if (!extremes) return []
  const both = (of: (group: Group) => number) =>
    endsOf(found)
      .map(group => whole(of(group)))
      .join(' and ')
  return [
    {
      label: `Most over least deprived ${partOf(found)[0]}`,
      value: `${extremes.ratio.toFixed(1)} times`,
      count: `${both(group => group.count)} ${found.look.known.measure.unit}`,
      denominator: `${both(group => group.residents)} residents`,
      period,
      interval: range(extremes.lower, extremes.upper),
    },
  ]
}

const chartOf = (found: Found): string =>
  barsUp({
    id: 'gradient',
    title: `${titleOf(found)}, from the most deprived ${partOf(found)[0]} (1) to the least (${found.answer.groups.length})`,
    unit: `${found.look.known.measure.unit.replace(/^./, letter => letter.toUpperCase())} ${rateWords(found)}`,
    figures: 'rate',
    rows: found.answer.groups.map(({ rate, lower, upper }, i) => ({ name: String(i + 1), value: rate, lower, upper })),
  })

function tableOf(found: Found): NonNullable<Reading['table']> {
  const { look, answer } = found
  const [one] = partOf(found)
  const unit = look.known.measure.unit.replace(/^./, letter => letter.toUpperCase())
  return {
    caption: `${titleOf(found)}: 1 is the most deprived ${one}`,
    head: [
      `Deprivation ${one}`,
      'Scores',
      kindWords[look.ground.kind][1].replace(/^./, letter => letter.toUpperCase()),
      'Residents',
      unit,
      'Rate',
      '95% interval',
    ],
    rows: answer.groups.map((group, i) => [
      i === 0 ? '1, most deprived' : i === answer.groups.length - 1 ? `${i + 1}, least` : String(i + 1),
      `${rate(group.from)} to ${rate(group.to)}`,
      whole(group.places),
      whole(group.residents),
      whole(group.count),
      rate(group.rate),
      `${rate(group.lower)} to ${rate(group.upper)}`,
    ]),
  }
}

const insideNotes = ({ look, stood }: Found): string[] => [
  ...keptNote(look),
  ...stoodNote(stood, kindWords[look.ground.kind][1]),
]

function notesOf(found: Found): string[] {
  const { look, edition, left } = found
  const many = kindWords[look.ground.kind][1]
  return [
    ...insideNotes(found),
    slopeWords(found),
    ...[bendWords(found)].filter(Boolean),
    `${correlationWords(found)} Counts follow how many people live and pass through; rates set them against residents. Say which one is meant.`,
    `The ${partOf(found)[1]} are of the city’s ${many}, ranked again among themselves by their IMD ${edition.year} score. They are not the country’s.`,
    widerWords(found),
    'It is about places. It says nothing of who in them was hurt or hurt others, and not that deprivation brings violence about.',
    ...breakNotes(look, look),
    ...(left > 0 ? [`Left out: ${left} ${many} without a full count, residents or a score.`] : []),
  ]
}
