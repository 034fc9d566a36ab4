import { barsUp, formatTick, hoursGrid } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { plural, whole } from '../../../lib/words.ts'
import type { Table } from './measure-views.ts'
import type { PlaceFacts } from './types.ts'
import { assetWords, kindWords } from './words.ts'

export interface Strength {
  title: string
  text: string
  note: string
}

export const basisWords = ({ basis, year }: { basis: string; year: number }) =>
  basis.includes(String(year)) ? basis : `${basis}, ${year}`
export function strengths({ assets, residents, place }: PlaceFacts): Strength[] {
  const useful = assets.filter(a => a.kind !== 'station')
  const stations = assets.filter(a => a.kind === 'station')
  const sources = [...new Set(useful.map(a => a.source))]
  const young = residents ? ['10-14', '15-19', '20-24'].reduce((sum, band) => sum + (residents.byAge[band] ?? 0), 0) : 0
  return [
    ...(useful.length > 0 ? [{ title: 'Places to be', text: assetWords(useful), note: sources.join('; ') }] : []),
    ...(residents && young > 0
      ? [
          {
            title: 'Young people',
            text: `${whole(young)} people aged 10 to 24: 1 in ${Math.max(1, Math.round(residents.persons / young))} of those who live here.`,
            note: basisWords(residents),
          },
        ]
      : []),
    ...(stations.length > 0 && place.kind !== 'city'
      ? [{ title: 'Getting about', text: assetWords(stations), note: 'Stations' }]
      : []),
  ]
}

const hours = Array.from({ length: 13 }, () => null)
export const hoursSvg = () =>
  hoursGrid({
    id: 'hours',
    title: 'Grid of hours, 9am to 10pm, by weekday, Saturday and Sunday. All not known.',
    from: 9,
    rows: [
      { name: 'Mon to Fri', short: 'Week', hours },
      { name: 'Saturday', short: 'Sat', hours },
      { name: 'Sunday', short: 'Sun', hours },
    ],
  })
export function ageFigure({ residents, place }: PlaceFacts): { svg: string; table: Table } | undefined {
  const bands = Object.entries(residents?.byAge ?? {}).sort(
    (a, b) => Number.parseInt(a[0], 10) - Number.parseInt(b[0], 10),
  )
  if (!residents || bands.length < 2) return undefined
  const words = (band: string) => `Aged ${band.replace('-', ' to ')}`
  return {
    svg: barsUp({
      id: 'ages',
      title: `People in ${place.name} by age.`,
      unit: 'People',
      hue: 'provision',
      rows: bands.map(([band, value]) => ({
        name: band.replace('-', '–'),
        short: band.split(/[-+]/)[0] ?? band,
        value,
      })),
    }),
    table: {
      caption: `People in ${place.name} by age, ${residents.basis}`,
      heads: ['Age', 'People', 'Share'],
      rows: bands.map(([band, value]) => [
        words(band),
        whole(value),
        `${formatTick(Math.round((1000 * value) / Math.max(residents.persons, 1)) / 10)}%`,
      ]),
    },
  }
}

export function deprivationWords({ deprivation, place }: PlaceFacts): string {
  if (!deprivation) return 'No index of deprivation has been loaded for this place.'
  const { score, lsoas, tenth, fifth, decile, year, country, index } = deprivation
  const from = `${index} ${year}`
  if (place.kind === 'lsoa' && decile !== undefined)
    return `Score ${score.toFixed(1)}; in decile ${decile} of ${country}, where 1 is the most deprived tenth (${from}).`
  return `Mean score ${score.toFixed(1)}, weighted by residents. ${tenth} of its ${plural(lsoas, 'small area')} ${tenth === 1 ? 'is' : 'are'} among the most deprived tenth in ${country}, ${fifth} among the most deprived fifth (${from}).`
}

export function unknowns({ headlines, closed, always, deprivation, residents, place, assets }: PlaceFacts): string[] {
  const held = headlines.flatMap(h =>
    h.trend.months
      .filter((_, i) => h.trend.values[i] === null)
      .map(month => `${h.measure.name}, ${monthWords(month)}: no usable figure.`),
  )
  return [
    'What people here say: nothing has been recorded yet.',
    'What is on, and money spent here: no lists have been loaded.',
    ...(closed
      ? []
      : headlines.length === 0
        ? [`Recorded violence: no file loaded speaks for this ${kindWords(place.kind)}.`]
        : ['Violence that nobody reported: recorded offences cannot show it.']),
    ...(always.length === 0
      ? ['Domestic abuse and violence against women and girls: no file loaded speaks for this place or its borough.']
      : []),
    ...(residents
      ? [
          place.kind === 'hub'
            ? 'How many people pass through here: so no rate is given, only counts.'
            : 'Visitors and workers: rates are for residents, so a town centre or station can look high.',
        ]
      : ['Residents: not known.']),
    ...(deprivation ? [] : ['Deprivation: not loaded.']),
    ...(assets.length === 0 ? ['Community places: no lists cover this place.'] : []),
    ...held.slice(0, 6),
  ]
}

export function sourceLine({ sources, residents, deprivation }: PlaceFacts): string {
  const violence = sources.map(s => `${s.publisher}, ${s.title}`).join('; ')
  const people = residents ? ` Residents: ${residents.basis}.` : ''
  const index = deprivation ? ` Deprivation: ${deprivation.index} ${deprivation.year}.` : ''
  return `${violence ? `${violence}.` : ''}${people}${index} Intervals: exact Poisson under 10 events, Byar’s from 10.`
}
