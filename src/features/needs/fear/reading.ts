import { type IntervalRow, intervalBars } from '../../../lib/charts/index.ts'
import { addMonths, monthWords } from '../../../lib/dates.ts'
import { decimal, list, per, sentence, whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import { type Measure, sourcesOf } from '../../evidence/index.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
import { sources } from '../groups/queries.ts'
import { perWords } from '../words.ts'
import type { Fear, Question } from './figures.ts'
import { apart, type Compared, fdr, spreadOf } from './rules.ts'

export const path = '/analyses/fear'

export const hrefOf = ({ feeling, violence }: Fear): string =>
  `${path}?${new URLSearchParams({ feeling: feeling.code, measure: violence.measure.code })}`

export const periodOf = ({ end }: Pick<Fear, 'end'>): string =>
  `${monthWords(addMonths(end, -11))} to ${monthWords(end)}`

/** "Young people who feel safe at school" is read by those who did not say so: "young people who did not say that they feel safe at school". */
export function feelingWords({ name, direction }: Pick<Measure, 'name' | 'direction'>): string {
  const words = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
  if (direction !== 'higher is better') return words
  return words.includes(' who ') ? words.replace(' who ', ' who did not say that they ') : `did not say so: ${words}`
}

/** Of a question whose better answer is yes, those are counted who did not give it. */
export const saidWords = ({ direction }: Pick<Measure, 'direction'>): string =>
  direction === 'higher is better' ? 'did not say so' : 'said so'

export async function readingOf(db: Db, fear: Fear): Promise<Reading> {
  const { city, feeling, violence, year, end } = fear
  const months = { from: addMonths(end, -11), to: end }
  const found = fear.compared.flatMap(({ id }) => [
    ...sourcesOf(fear.store, violence.measure.id, id, months),
    ...sourcesOf(fear.store, feeling.id, id),
  ])
  return {
    view: 'fear',
    title: `Fear beside recorded violence: ${city.name}`,
    href: hrefOf(fear),
    statement: statementOf(fear),
    figures: fear.questions.map(figureOf),
    svg: shareBars(fear),
    table: {
      caption: `Fear and ${violence.measure.name.toLowerCase()} by borough`,
      head: headOf(fear),
      rows: fear.compared.map(rowOf),
    },
    from: `${year}-01` < months.from ? `${year}-01` : months.from,
    to: end,
    places: [city.code, ...fear.compared.map(place => place.code)],
    measures: [feeling.code, violence.measure.code],
    imports: [...new Set([...fear.imports, ...found.filter(one => !isAnswer(fear, one.id)).map(one => one.id)])].sort(
      (a, b) => a - b,
    ),
    source: list(
      (await sources(db, [...new Set(found.map(one => one.sourceId))])).map(one => `${one.publisher}, ${one.title}`),
    ),
    method: '/methods/two-proportions',
    settings: `Each borough against the rest of the city: Fisher’s exact test for the shares, the exact test of two rates for violence${widerWords(fear)}, ${decimal(100 * fdr, 0)} % of those marked expected to be chance (Benjamini and Hochberg over ${fear.compared.length} boroughs)`,
    notes: notesOf(fear),
  }
}

// Older files of the survey speak of older years: what the figures rest on is the newest.
const isAnswer = ({ store, feeling, imports }: Fear, id: number) =>
  !imports.includes(id) && store.coverage.some(claim => claim.importId === id && claim.measureIds.has(feeling.id))

/** Places differ by more than chance: what the test of violence is widened by. */
function widerWords({ compared }: Fear): string {
  const spread = spreadOf(compared)
  return spread > 1.05 ? `, widened because boroughs differ ${decimal(spread)} times as much as chance` : ''
}

/** What the words are made of. */
interface Worded extends Pick<Fear, 'year' | 'end' | 'compared'> {
  city: { name: string }
  feeling: Pick<Measure, 'name' | 'direction'>
  violence: { measure: Pick<Measure, 'name' | 'per' | 'denominator'> }
}

export function statementOf(fear: Worded): string {
  const { city, feeling, violence, year, compared } = fear
  const { sure, open } = apart(compared)
  const what = feelingWords(feeling)
  const names = (some: readonly Compared[]) => list(some.map(place => placeWords(place, violence.measure)))
  const lead = `${year}: ${what}, beside ${violence.measure.name.toLowerCase()} recorded in ${periodOf(fear)}.`
  const first = sure.length
    ? `Fear is higher and recorded violence lower than in the rest of ${city.name} in ${names(sure)}.`
    : `In no borough of ${city.name} is fear surely higher and recorded violence surely lower than in the rest.`
  const second = open.length
    ? ` Fear is higher, and violence cannot be told apart from the rest, in ${names(open)}.`
    : ''
  return `${lead} ${first}${second}`
}

const placeWords = (place: Compared, measure: Pick<Measure, 'per'>): string =>
  `${place.name} (${shareText(place)} of ${whole(place.asked ?? 0)}; ${place.rate ? decimal(place.rate.rate) : ''} ${per(measure.per)})`

export const shareText = ({ share }: Pick<Compared, 'share'>): string =>
  share ? `${decimal(share.value)} %` : 'not known'
const marginText = ({ share }: Pick<Compared, 'share'>): string =>
  share ? `${decimal(share.lower)} to ${decimal(share.upper)}` : ''

const figureOf = ({ measure, year, share, afraid, asked }: Question): Figure => ({
  label: measure.short,
  value: `${shareText({ share })} ${saidWords(measure)}`,
  count: whole(afraid),
  denominator: `${whole(asked)} asked`,
  period: String(year),
  interval: `95 % interval ${marginText({ share })} %`,
})

export const headOf = ({ violence, feeling }: Pick<Worded, 'violence' | 'feeling'>): string[] => [
  'Borough',
  sentence(saidWords(feeling)),
  '95 % interval',
  'Asked',
  'Against the rest',
  `Recorded, ${perWords(violence.measure)}`,
  '95 % interval of the rate',
  'Counted',
  'Violence against the rest',
]

export const rowOf = (place: Compared): string[] => [
  place.name,
  shareText(place),
  marginText(place),
  place.asked === null ? '' : whole(place.asked),
  place.fear,
  place.rate ? decimal(place.rate.rate) : '',
  place.rate ? `${decimal(place.rate.lower)} to ${decimal(place.rate.upper)}` : '',
  place.count === null ? place.words : whole(place.count),
  place.violence,
]

export function shareBars({ compared, year, feeling }: Fear): string {
  const rows = compared.map(
    ({ name, share }): IntervalRow => ({
      name,
      role: 'borough',
      rate: share?.value ?? null,
      lower: share?.lower ?? null,
      upper: share?.upper ?? null,
      why: 'Not known',
    }),
  )
  return intervalBars({
    rows,
    title: `Percent of those asked: ${feelingWords(feeling)}, ${year}, with 95 % intervals.`,
    hue: 'deprivation',
  })
}

export function rateBars(fear: Fear): string {
  const rows = fear.compared.map(
    ({ name, rate, words }): IntervalRow => ({
      name,
      role: 'borough',
      rate: rate?.rate ?? null,
      lower: rate?.lower ?? null,
      upper: rate?.upper ?? null,
      why: words,
    }),
  )
  return intervalBars({
    rows,
    title: `${fear.violence.measure.name}, ${perWords(fear.violence.measure)}, ${periodOf(fear)}, with 95 % intervals.`,
  })
}

function notesOf({ feeling, compared, year, end, violence }: Fear): string[] {
  const bases = compared.flatMap(place => place.asked ?? [])
  return [
    `A sample of about ${whole(bases.reduce((sum, n) => sum + n, 0) / Math.max(1, bases.length))} in each borough: read each share with its interval. It is never drawn for wards, where a handful would answer.`,
    'Those who do not answer surveys may feel otherwise. Where more is reported, people may trust the police more.',
    ...(feeling.direction === 'higher is better'
      ? [
          `“${sentence(saidWords(feeling))}” is everybody asked who did not give the better answer (${feeling.name.toLowerCase()}), those who did not know among them.`,
        ]
      : []),
    'The questions stand apart and are never averaged: where somebody lives, school and the internet are different places.',
    `The survey is of ${year}; the offences are of the 12 months to ${monthWords(end)}.`,
    ...(violence.measure.note ? [violence.measure.note] : []),
    'By name, not by rank. Fear is not wrong where violence is low: it says where to listen and what to tell.',
  ]
}
