import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { queryText, readQuery } from '../../../platform/list.ts'
import { hiddenMarks, seenOf } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { keptMarks, type Marked, marksOf } from '../signals/marked.ts'
import { defaults } from '../signals/settings.ts'
import { sourceWords } from '../sources.ts'
import { type MapAsk, plainly, readAsk } from './ask.ts'
import { drawingOf } from './drawing.ts'
import { layerOf } from './layer.ts'
import { mapList } from './list.ts'
import type { MapList } from './map-list.ts'
import { monoMaps } from './mono.ts'
import { ownAddress } from './own.ts'
import { pictureOf } from './picture.ts'
import { type Eyes, figuresOf, type MapFigures, rareFor } from './places.ts'
import type { Shown } from './views.ts'
import { pictureTitle } from './words.ts'

/** One map as this person may see it: what was asked, its figures, and its picture. `chooser` chooses the months, where that is somebody else. */
export async function look(rooms: Rooms, actor: Actor, raw: unknown, chooser = actor) {
  const answer = await readAsk(rooms, chooser, raw)
  if (answer.state !== 'ready') return answer
  const { store, ground, known, end, within } = answer.ask
  const drawing = await drawingOf(rooms.db, store, ground, within)
  if (!drawing) return { state: 'no boundaries' as const }
  const layer = await layerOf(rooms.db, store, ground, known, end, within)
  const marked = await marksFor(rooms, answer.ask)
  const eyes = await eyesOf(rooms.db, actor, answer.ask, marked)
  const rare = rareFor(answer.ask, layer, eyes.sees)
  const asked = rare ? plainly(answer.ask, rare) : answer.ask
  const figures = figuresOf(actor, asked, layer, marked, eyes)
  const ask = { ...asked, group: figures.rows.some(row => row.group?.key === asked.group) ? asked.group : '' }
  const source = await sourceWords(
    rooms.db,
    store,
    known.measure.id,
    within.map(area => area.id),
    { from: layer.from, to: layer.end },
  )
  const title = pictureTitle(ask, figures)
  const svg = await pictureOf(actor, ask, figures, drawing, title, marked?.kept ? String(marked.kept.id) : '')
  const map = listOf(actor, ask, layer, figures, source)
  const mono = monoMaps(ask, figures, drawing)
  const shown: Shown = { map, figures, svg, mono, marked, pack: rooms.pack }
  return { state: 'ready' as const, ready: { ask, shown, figures, drawing } }
}

/** What this person sees: looked at over all places of the level, so that a map of one borough says no more than the map of all. */
async function eyesOf(
  db: Db,
  actor: Actor,
  { store, ground, known, end }: MapAsk,
  marked: Marked | undefined,
): Promise<Eyes> {
  const looking = { db, store, actor, measure: known.measure, vintage: ground.vintage, areas: ground.areas }
  const none = { change: new Set<number>(), level: new Set<number>() }
  const hidden = marked ? await hiddenMarks(looking, { end: marked.end, ...marked.settings }, marked.marks) : none
  return { sees: (await seenOf(looking, end)).sees, hidden }
}

// Marks are worked out only for a map of marks; any other takes those that are kept, if they are of its period.
async function marksFor(rooms: Rooms, ask: MapAsk) {
  const { store, ground, known, end } = ask
  if (known.measure.topic !== 'violence' || ground.kind === 'lsoa') return undefined
  if (ask.show === 'change' || ask.show === 'level')
    return marksOf(rooms.bench, rooms.db, store, ground, known, { end, settings: defaults, across: false })
  const kept = await keptMarks(rooms.db, store, ground, known)
  return kept?.end === end ? kept : undefined
}

function listOf(
  actor: Actor,
  ask: MapAsk,
  layer: MapList['layer'],
  { cuts, steps }: MapFigures,
  source: string,
): MapList {
  let base = '' // one address for every row, made when the first is written
  const map: MapList = {
    ask,
    layer,
    cuts,
    steps,
    source,
    analyst: actor.role === 'analyst',
    choose: code => {
      base ||= addressOf(map, ask)
      return `${base}${base.includes('?') ? '&' : '?'}place=${encodeURIComponent(code)}#map`
    },
  }
  return map
}

/** The map's own address without a place: what a link to one place is added to. */
function addressOf(map: MapList, ask: MapAsk): string {
  const spec = mapList(map)
  const blank = readQuery(spec, {})
  const filters = {
    ...blank.filters,
    measure: [ask.known.measure.code],
    show: [ask.show],
    end: [ask.end],
    level: [ask.ground.kind],
    ...(ask.borough ? { borough: [ask.borough] } : {}),
  }
  const kept = {
    ...ownAddress(ask.own),
    ...(ask.group ? { group: ask.group } : {}),
  }
  return `/map${queryText(spec, { ...blank, filters, kept })}`
}
