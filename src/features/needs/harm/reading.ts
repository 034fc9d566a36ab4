// What the harm index says of 12 months: the city by category, its boroughs side by side in the order of their names.
import { type IntervalRow, intervalBars } from '../../../lib/charts/index.ts'
import { addMonths, dayWords, monthWords } from '../../../lib/dates.ts'
import { decimal, list, whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { sourcesOf } from '../../evidence/index.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
import { sources } from '../groups/queries.ts'
import type { HarmFigures } from './figures.ts'
import { isDominated, isFirm, type Weighed } from './rules.ts'
import {
  categoryHead,
  categoryRows,
  effectiveText,
  harmText,
  indexWords,
  intervalText,
  periodOf,
  rateText,
  shareOf,
} from './tables.ts'

export const path = '/analyses/harm'

export async function readingOf(db: Db, figures: HarmFigures): Promise<Reading> {
  const { city, boroughs, index, end } = figures
  const files = filesOf(figures)
  const from = addMonths(end, -11)
  return {
    view: 'harm',
    title: `Harm of recorded violence: ${city.name}, 12 months to ${monthWords(end)}`,
    href: path,
    statement: statementOf(figures),
    figures: figuresIn(figures),
    svg: picture(figures),
    table: {
      caption: `Counts and harm by category, ${city.name}, ${periodOf(figures)}`,
      head: categoryHead,
      rows: categoryRows(figures),
    },
    from,
    to: end,
    places: [city.code, ...boroughs.map(borough => borough.code)],
    measures: city.categories.map(one => one.measure.code),
    imports: files.imports,
    source: list((await sources(db, files.ids)).map(one => `${one.publisher}, ${one.title}`)),
    method: '/methods/harm',
    settings: `Weights: ${indexWords(figures)}, in ${index.unit} (${index.licence}); file ${index.fileName}, loaded on ${dayWords(index.madeOn)}`,
    notes: notesOf(figures),
  }
}

export function statementOf(figures: HarmFigures): string {
  const { city, index } = figures
  const { harm, count } = city.weighed
  if (!harm || count === null)
    return `Not every category of ${indexWords(figures)} is known in all 12 months, so harm is not worked out for ${city.name}.`
  const most = heaviestCategory(figures)
  return [
    `${whole(count)} offences in ${city.name}, ${periodOf(figures)}, weigh ${whole(harm.total)} ${index.unit} by ${indexWords(figures)}: ${rateText(city.weighed)} per 1,000 residents${isFirm(city.weighed) ? ` (95 % interval ${intervalText(city.weighed)})` : ''}.`,
    `As uncertain as ${effectiveText(city.weighed)} equally grave events would be.`,
    ...(most
      ? [
          `${most.name} is ${decimal(100 * most.ofCount)} % of the offences and ${decimal(100 * most.ofHarm)} % of the harm.`,
        ]
      : []),
    ...dominanceOf(figures),
  ].join(' ')
}

/** One event that decides a total is said to, in the city and in each borough. */
function dominanceOf({ city, boroughs, shared }: HarmFigures): string[] {
  const words = (name: string, weighed: Weighed, category: string | undefined) =>
    isDominated(weighed) && category
      ? [
          `In ${name} one event alone (${category.toLowerCase()}) is ${decimal(100 * (weighed.heaviest?.share ?? 0))} % of the harm: read the counts instead.`,
        ]
      : []
  return [
    ...words(city.name, city.weighed, city.categories[city.weighed.heaviest?.at ?? -1]?.measure.name),
    ...boroughs.flatMap(({ name, weighed }) => words(name, weighed, shared[weighed.heaviest?.at ?? -1]?.measure.name)),
  ]
}

function heaviestCategory(figures: HarmFigures): { name: string; ofCount: number; ofHarm: number } | undefined {
  const all = figures.city.categories.flatMap((one, i) => {
    const { ofCount, ofHarm } = shareOf(figures, i)
    return ofCount === null || ofHarm === null ? [] : [{ name: one.measure.name, ofCount, ofHarm }]
  })
  return all.toSorted((a, b) => b.ofHarm - a.ofHarm)[0]
}

function figuresIn(figures: HarmFigures): Figure[] {
  const { city, index } = figures
  const period = periodOf(figures)
  const residents = city.residents === null ? '' : `${whole(city.residents)} residents`
  const interval = city.weighed.harm
    ? isFirm(city.weighed)
      ? `95 % interval ${intervalText(city.weighed)}`
      : 'no interval: too few grave events'
    : ''
  return [
    {
      label: 'Offences',
      value: city.weighed.count === null ? 'not known' : whole(city.weighed.count),
      count: '',
      denominator: '',
      period,
      interval: '',
    },
    {
      label: `Harm (${index.unit})`,
      value: harmText(city.weighed),
      count: city.weighed.count === null ? '' : whole(city.weighed.count),
      denominator: '',
      period,
      interval: `as uncertain as ${effectiveText(city.weighed)} equally grave events`,
    },
    {
      label: 'Harm per 1,000 residents',
      value: rateText(city.weighed),
      count: '',
      denominator: residents,
      period,
      interval,
    },
  ]
}

function picture(figures: HarmFigures): string {
  const row = ({ name, weighed }: { name: string; weighed: Weighed }): IntervalRow => {
    const { rate = null, lower = null, upper = null } = (isFirm(weighed) ? weighed.harm : undefined) ?? {}
    return { name, role: 'borough', rate, lower, upper, why: weighed.harm ? 'Too few grave events' : 'Not known' }
  }
  return intervalBars({
    rows: figures.boroughs.map(row),
    title: `Harm per 1,000 residents by borough, in ${figures.index.unit}, ${periodOf(figures)}, with 95 % intervals.`,
  })
}

export function notesOf(figures: HarmFigures): string[] {
  return [
    `A weight is a convention on sentences, not what was suffered: ${indexWords(figures)}. Harm that nobody reported weighs nothing.`,
    'Intervals hold chance in the counts, each event with its weight. Under ten equally grave events none is shown.',
    ...figures.left.map(({ names, why }) => `Not weighed (${why}): ${list(names)}.`),
    'By name, not by rank: one grave event moves a place far.',
  ]
}

function filesOf({ store, city, boroughs, end }: HarmFigures) {
  const months = { from: addMonths(end, -11), to: end }
  const found = city.categories.flatMap(({ measure }) =>
    [city, ...boroughs].flatMap(place => sourcesOf(store, measure.id, place.id, months)),
  )
  return {
    imports: [...new Set(found.map(one => one.id))].sort((a, b) => a - b),
    ids: [...new Set(found.map(one => one.sourceId))],
  }
}
