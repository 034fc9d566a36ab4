// The page that months, hours and early notice share: choices, the key figure in words, parts with a picture and its table, and where it is from.

import { page } from '../../../platform/view.ts'
import { type Links, noLinks } from '../analyses/links.ts'
import type { Scope } from './scope.ts'

export interface Table {
  caption: string
  head: string[]
  rows: Cell[][]
}
export interface Cell {
  text: string
  href?: string
}
export interface Part {
  id: string
  title: string
  words: string
  svg: string
  table: Table | null
  /** The table lies folded under the picture. */
  folded: boolean
  note: string
  /** Forms and links under the part, made by the page. */
  more?: { text: string; href: string }[]
}
export interface Field {
  name: string
  label: string
  items: { value: string; text: string; selected: boolean }[]
}
export interface Analysis {
  title: string
  lead: string
  action: string
  fields: Field[]
  parts: Part[]
  notes: string[]
  source: Record<string, string>
  links: Links
  empty: { title: string; text: string; links: { text: string; href: string }[] } | null
}

export const analysisPage = page<Analysis>('needs/pages/times.njk')

export const cells = (rows: readonly (readonly string[])[]): Cell[][] => rows.map(row => row.map(text => ({ text })))

export const part = (given: Pick<Part, 'id' | 'title'> & Partial<Part>): Part => ({
  words: '',
  svg: '',
  table: null,
  folded: false,
  note: '',
  ...given,
})

/** The choices that every page of a measure at a place has. */
export function scopeFields({ choices, measure, spots, spot, wards }: Scope): Field[] {
  const borough = spot.kind === 'ward' ? spot.boroughCode : spot.code
  const kinds: Record<string, string> = { hub: ' (hub)', neighbourhood: ' (neighbourhood)' }
  const fields: Field[] = [
    {
      name: 'measure',
      label: 'Measure',
      items: choices.map(one => ({ value: one.code, text: one.short, selected: one === measure })),
    },
    {
      name: 'place',
      label: 'Place',
      items: spots.map(one => ({
        value: one.code,
        text: `${one.name}${kinds[one.kind] ?? ''}`,
        selected: one.code === borough,
      })),
    },
  ]
  if (wards.length === 0) return fields
  const all = { value: '', text: 'All of the borough', selected: spot.kind !== 'ward' }
  const items = wards.map(one => ({ value: one.code, text: one.name, selected: one.code === spot.code }))
  return [...fields, { name: 'ward', label: 'Ward', items: [all, ...items] }]
}

const nothing = { fields: [], parts: [], notes: [], source: {}, links: noLinks }

/** The page where there is nothing to show, and what to do about it. */
export const showNothing = (
  title: string,
  action: string,
  state: { state: 'no places' } | { state: 'no data' } | { state: 'refused'; words: string },
) =>
  analysisPage({
    ...nothing,
    title,
    action,
    lead:
      state.state === 'refused'
        ? `${state.words}.`
        : state.state === 'no places'
          ? 'No places are loaded yet.'
          : 'No measure is known month by month here yet.',
    empty:
      state.state === 'refused'
        ? {
            title: 'This is kept back on purpose.',
            text: '',
            links: [{ text: 'Look at the whole city', href: action }],
          }
        : {
            title: 'This page needs places and monthly counts, or files with days and hours.',
            text: 'Load the city’s data with: npm run -s upstream -- load PACK --data DIR. What is loaded, and what is missing, stands under Data.',
            links: [{ text: 'Data', href: '/data' }],
          },
  })
