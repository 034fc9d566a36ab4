// The head of the page by group: which figures, of whom, of which year.
import type { Answered, Choices } from './ask.ts'
import { groups } from './view.ts'

interface Option {
  value: string
  text: string
  selected: boolean
}

export interface Head {
  title: string
  lead: string
  fields: { name: string; label: string; items: Option[] }[]
  missing: string[]
}

const lead =
  'Rates by ethnicity, age or sex, each with the residents it is divided by, how sure it is, and what must be known to read it.'

/** Whom the figures are of: the city, and the boroughs they are known of. */
const placeField = (city: string, { ground, boroughs, asked }: Of) =>
  field(
    'place',
    'Place',
    boroughs.length
      ? [{ value: '', text: city }, ...boroughs.map(({ place }) => ({ value: place.code, text: place.name }))]
      : [],
    asked.shown ? ground.place.code : '',
  )

export type Of = Pick<Extract<Answered, { state: 'ready' }>, 'ground' | 'boroughs' | 'asked'>

export const headOf = ({ loaded, missing }: Choices, of?: Of, year = 0, reference = ''): Head => ({
  title: groups.title,
  lead,
  fields: [
    field(
      'grouping',
      'Figures',
      loaded.map(({ grouping }) => ({ value: grouping.id, text: grouping.title })),
      of?.ground.grouping.id ?? '',
    ),
    ...(of ? [placeField(loaded[0]?.place.name ?? '', of)] : []),
    field(
      'year',
      'Year',
      (of?.ground.years ?? []).map(one => ({ value: String(one), text: String(one) })),
      String(year),
    ),
    field(
      'reference',
      'Held against',
      (of?.ground.grouping.groups ?? []).filter(one => !one.unknown).map(one => ({ value: one.id, text: one.name })),
      reference,
    ),
  ].filter(({ items }) => items.length > 0),
  missing: missing.map(({ title }) => title),
})

const field = (name: string, label: string, options: readonly { value: string; text: string }[], chosen: string) => ({
  name,
  label,
  items: options.map(option => ({ ...option, selected: option.value === chosen })),
})

/** That there is no place to choose, and why. */
export const noBoroughs = ({ ground, boroughs }: Of): string[] => {
  if (boroughs.length > 0) return []
  return ground.grouping.kind === 'shares'
    ? ['Only the city as a whole: too few people are asked in each borough.']
    : ['Only the city as a whole: no figures by borough are loaded for every group, or they may not be shown so low.']
}
