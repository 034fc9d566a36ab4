// The reading a finding is made of: asked of its view by name, and frozen whole.
import { conflict, notFound } from '../../../lib/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { levelWords, type Measure, openEvidence, type Store } from '../../evidence/index.ts'
import { ask } from '../analyses/asking.ts'
import type { Reading } from '../analyses/reading.ts'
import { type Looking, type View, viewOf } from '../analyses/view.ts'
import type { Rooms } from '../signals/ask.ts'
import * as queries from './queries.ts'
import { reader, seesEvidence } from './rules.ts'
import type { ReadingEvidence } from './schemas.ts'

export interface Found {
  view: View
  store: Store
  reading: Reading
  evidence: ReadingEvidence
  placeIds: number[]
}

const nothing =
  'There is nothing here to make a finding of: no data are loaded for it, or its figures are not open to those who would agree it and act on it.'

/** What the view says to its maker, asked these words; a plain refusal where it says nothing. */
export async function readingOf(
  rooms: Looking,
  maker: Actor,
  { view: name, asked }: { view: string; asked: string },
): Promise<Found> {
  const view = viewOf(rooms.views, name)
  if (!view) throw notFound('That way of looking')
  const reading = (await ask(rooms, maker, view, Object.fromEntries(new URLSearchParams(asked))))?.reading
  if (!reading) throw conflict(nothing)
  const store = await openEvidence(rooms.db)
  const found = await freeze(rooms, store, view, reading)
  const level = reading.level ?? new URLSearchParams(reading.href.split('?')[1]).get('level') ?? undefined
  const low = { ...found.evidence, level }
  if (!hiddenIn(store, low)) return { ...found, evidence: low }
  // A view that gives a city's figure of places which are not shown so low vouches that it names none; one that names them says its level.
  const measure = hiddenIn(store, reading.level === undefined ? found.evidence : low)
  if (measure) throw conflict(`${levelWords(measure)}. Make the finding there.`)
  return found
}

/** A measure of the evidence that those who would agree it and act on it do not see so low. */
const hiddenIn = (store: Store, evidence: ReadingEvidence): Measure | undefined =>
  evidence.measures
    .filter(measure => !seesEvidence(reader, store, { ...evidence, measures: [measure] }))
    .flatMap(({ code }) => store.byCode.get(code) ?? [])[0]

async function freeze(rooms: Rooms, store: Store, view: View, reading: Reading): Promise<Found> {
  const known = await queries.placesBy(rooms.db, reading.places)
  const places = reading.places.flatMap(code => known.find(place => place.code === code) ?? [])
  const measures = reading.measures.flatMap(code => store.byCode.get(code) ?? [])
  if (places.length < reading.places.length || measures.length < reading.measures.length) throw conflict(nothing)
  const { svg: _svg, table: _table, ...rest } = reading
  const evidence: ReadingEvidence = {
    kind: 'reading',
    reading: rest,
    places: places.map(({ code, name, kind, boroughCode }) => ({ code, name, kind, boroughCode })),
    measures: measures.map(({ code, name, unit }) => ({ code, name, unit })),
    imports: await queries.imports(rooms.db, reading.imports),
    seenOn: rooms.today(),
  }
  return { view, store, reading, evidence, placeIds: places.map(place => place.id) }
}
