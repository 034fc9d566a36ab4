// What the address of the page by group asks for, and what stands in the way of an answer.
import { z } from 'zod'
import { openEvidence, type Store } from '../../evidence/index.ts'
import type { Rooms } from '../signals/ask.ts'
import { boroughsOf, shownOf } from './by-place.ts'
import { type Ground, groundOf } from './figures.ts'
import { type Grouping, groupingsOf } from './groupings.ts'
import * as notes from './note-queries.ts'
import type { Note } from './note-schemas.ts'
import type { Asked } from './reading.ts'

const Word = z.string().catch('')
const Address = z.object({ grouping: Word, place: Word, year: Word, reference: Word })

export interface Choices {
  store: Store
  /** Groupings with figures, and those of the pack whose figures are not loaded. */
  loaded: Ground[]
  missing: Grouping[]
}

/** The figures asked for, of the city or a borough, and the boroughs there are figures of. */
interface Chosen {
  ground: Ground
  boroughs: Ground[]
  asked: Asked
}

export type Answered =
  | ({ state: 'no data' } & Choices)
  | ({ state: 'no note' } & Chosen & Choices)
  | ({ state: 'ready'; note: Note } & Chosen & Choices)

export async function choicesOf({ db, pack }: Rooms): Promise<Choices> {
  const store = await openEvidence(db)
  const all = groupingsOf(pack)
  const grounds = await Promise.all(all.map(one => groundOf(db, store, pack.city.code, one)))
  return {
    store,
    loaded: grounds.filter(one => one !== undefined),
    missing: all.filter((_, i) => grounds[i] === undefined),
  }
}

export async function answer(rooms: Rooms, query: unknown): Promise<Answered> {
  const asks = Address.parse(query ?? {})
  const choices = await choicesOf(rooms)
  const city = choices.loaded.find(one => one.grouping.id === asks.grouping) ?? choices.loaded[0]
  if (!city) return { state: 'no data', ...choices }
  const chosen = chosenOf(city, await boroughsOf(rooms.db, choices.store, city), asks)
  const note = await notes.find(rooms.db, city.grouping.id, 'agreed')
  return note ? { state: 'ready', note, ...chosen, ...choices } : { state: 'no note', ...chosen, ...choices }
}

function chosenOf(city: Ground, all: readonly Ground[], asks: z.output<typeof Address>): Chosen {
  // A year that the city is not known of has no total to protect against.
  const boroughs = all.filter(({ years }) => years.some(year => city.years.includes(year)))
  const borough = boroughs.find(({ place }) => place.code === asks.place)
  const { grouping } = city
  const years = (borough ?? city).years.filter(year => city.years.includes(year))
  const year = years.find(each => String(each) === asks.year) ?? years[0] ?? 0
  const reference = grouping.groups.find(one => one.id === asks.reference && !one.unknown)?.id ?? grouping.reference
  const shown = borough && { shown: shownOf(city, boroughs, borough, year) }
  return { ground: { ...(borough ?? city), years }, boroughs, asked: { year, reference, ...shown } }
}
