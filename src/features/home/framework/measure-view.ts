// What the page of a measure says of it: how it is defined, how long after it comes, how it went in the city, and where it was published.
import { dayWords } from '../../../lib/dates.ts'
import { decimal, plural, sentence, whole } from '../../../lib/words.ts'
import { levelWords, type Measure, sight, sourcesOf } from '../../evidence/index.ts'
import { type Table, trendFigure, yearTable } from '../place/measure-views.ts'
import * as places from '../place/queries.ts'
import { type City, partOf, shownShare } from './cards.ts'
import { type Cadence, cadences, releasesOf, shares } from './queries.ts'

interface Fact {
  term: string
  text: string
}

/** How it went in the city: a chart of the months, or a table of years with why there is no chart. */
export interface Course {
  figure: ReturnType<typeof trendFigure> | undefined
  years: Table | undefined
  why: string
}

const smallest: Readonly<Record<Measure['lowestLevel'], string>> = {
  lsoa: 'A neighbourhood of about 1,500 people (LSOA), for analysts; a ward for everybody else',
  ward: 'A ward',
  borough: 'A borough',
  city: 'The whole city',
}

/** The facts of a measure, in the order somebody asks. */
export function factsOf(measure: Measure, sources: readonly Cadence[]): Fact[] {
  return [
    { term: 'What it counts', text: measure.definition },
    { term: 'Tier', text: 'Population: about everybody in a place, not those a programme works with' },
    { term: 'Direction', text: sentence(measure.direction) },
    {
      term: 'How often and how late',
      text: sources.map(lagWords).join(' ') || 'No file of the whole city is in force',
    },
    {
      term: 'Smallest place',
      text: `${smallest[measure.lowestLevel]}${measure.raisedFor?.length ? `. ${levelWords(measure)}` : ''}`,
    },
    { term: 'Interval', text: intervalWords(measure) },
    ...(measure.note ? [{ term: 'Note', text: measure.note }] : []),
    { term: 'Code', text: measure.code },
  ]
}

const often: Readonly<Record<string, string>> = {
  monthly: 'every month',
  quarterly: 'every quarter',
  annual: 'every year',
  yearly: 'every year',
}

const lagWords = ({ title, cadence, lagDays, snapshotOn }: Cadence): string =>
  `${title}: ${often[cadence] ?? cadence}${lagDays === null ? '' : `, ${plural(lagDays, 'day')} after its period ends`}; the newest is of ${dayWords(snapshotOn)}.`

function intervalWords({ kind, denominator }: Measure): string {
  if (kind === 'value') return 'None: the publisher gives the figure without one'
  return denominator === null
    ? '95%, by Wilson’s method where it is a share of those asked; a plain count has none'
    : '95%: exact Poisson limits under 10 events, Byar’s method from 10 on'
}

/** Sources that speak for the whole city. */
export async function lagsOf({ db, store, place }: City, measure: Measure): Promise<Cadence[]> {
  const ids = place ? new Set(sourcesOf(store, measure.id, place.id).map(one => one.sourceId)) : new Set<string>()
  return cadences(db, [...ids])
}

// docs/methods/control-chart.md: exact limits are for small places.
const ofACity =
  'Seasons, and whatever else touches a whole city, put more months outside the band than chance does: a marked month is not news by itself.'

export async function courseOf(city: City, measure: Measure): Promise<Course> {
  const { place } = city
  const none = { figure: undefined, years: undefined }
  if (!place) return { ...none, why: 'No file of the whole city is in force.' }
  const see = sight(city.actor, measure, places.whereOf(place))
  if (see.see === 'nothing') return { ...none, why: `${see.why}.` }
  const answers = await shares(city.db, measure.id, place.id)
  if (answers.length > 0) return { ...none, years: shareTable(city, measure, answers, place), why: '' }
  const found = await partOf(city, measure, place)
  if (!found) return { ...none, why: 'No file of the whole city is in force.' }
  const at = { place, residents: await places.residents(city.db, place.id) }
  return found.eyes.monthly
    ? { ...none, figure: trendFigure(found, at), why: ofACity }
    : {
        ...none,
        years: yearTable(found, at),
        why: 'Some months have counts too small to show, so there are only years.',
      }
}

const shareTable = (
  city: City,
  measure: Measure,
  answers: Awaited<ReturnType<typeof shares>>,
  place: places.Place,
): Table => ({
  caption: `${measure.name} in ${place.name} by year`,
  heads: ['Year', 'Share', '95% interval', 'Of how many'],
  rows: answers.map(share => {
    const found = shownShare(city, measure, share, place)
    const year = share.on.slice(0, 4)
    return found
      ? [
          year,
          `${decimal(found.value)}%`,
          `${decimal(found.lower)}% to ${decimal(found.upper)}%`,
          `${whole(share.count)} of ${whole(share.asked)}`,
        ]
      : [year, 'not shown', 'not shown', 'not shown']
  }),
})

/** Where it was published: what stands in public is for every reader. */
export const publishedIn = async ({ db }: City, measure: Measure) =>
  (await releasesOf(db, measure.code)).map(({ slug, title, publishedOn }) => ({
    text: title,
    href: `/publications/${slug}`,
    on: dayWords(publishedOn),
  }))
