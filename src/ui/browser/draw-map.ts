// Loaded on the page where an area is drawn. Mouse, touch and keyboard do the same things, and so do the buttons and the list beside the map;
// what is drawn goes into the field where an area can be pasted, so that the server looks at it the same way.
import { type GeoJSONSource, type Map as LibreMap, Marker } from 'maplibre-gl'
import type { Point } from '../../lib/geo/shapes.ts'
import { type Ground, nameGround, openGround, read } from './draw-ground.ts'
import { goTo, listenToKeys, turnPad } from './draw-moves.ts'
import { openPanel } from './draw-panel.ts'
import { areaOf, inside, type Line, move, nothing, readLine } from './draw-shape.ts'
import * as draw from './draw-state.ts'

export async function openDraw(frame: HTMLElement, field: HTMLTextAreaElement): Promise<void> {
  const holder = frame.querySelector<HTMLElement>('[data-draw-map]')
  if (!holder) return
  const ground = await read<Ground>(frame.dataset.ground ?? '')
  const map = await openGround(holder, frame.dataset, ground)
  nameGround(map, holder, ground)
  goTo(map, frame, ground)
  turnPad(map, frame)
  const near = finder(ground)
  const paint = painter(map, ground)
  const centre = (): Point => [map.getCenter().lng, map.getCenter().lat]
  let state = draw.begin(readLine(field.value) ?? readLine(frame.dataset.line ?? '') ?? nothing)

  const turn = (next: draw.State): void => {
    const changed = next.line !== state.line
    state = next
    if (changed) save(field, state.line)
    show()
  }
  const pick = (index: number): void => {
    turn(draw.pick(state, index))
    map.getCanvas().focus()
  }
  const marks = markers(map, {
    press: index => turn(draw.pressCorner(state, index)),
    drag: (index, at) => paint(move(state.line, index, at)),
    dropped: (index, at) => turn(draw.step(state, move(state.line, index, at))),
  })
  const panel = openPanel(frame, {
    add: () => turn(draw.press(state, centre())),
    undo: () => turn(draw.undo(state)),
    close: () => turn(draw.shut(state)),
    clear: () => turn(draw.clear(state)),
    remove: index => turn(draw.drop(state, index)),
    pick,
  })
  const show = (): void => {
    const within = paint(state.line)
    marks(state)
    panel({ ...state, ...within, where: state.line.corners.map(near), canUndo: state.before.length > 0 })
  }
  map.on('click', event => turn(draw.press(state, [event.lngLat.lng, event.lngLat.lat])))
  listenToKeys(map, {
    enter: () => turn(draw.press(state, centre())),
    back: () => turn(draw.undo(state)),
    leave: () => turn(draw.letGo(state)),
  })
  tellHere(frame, map, () => near(centre()))
  label(map, frame)
  if (state.line.corners.length > 0) showAll(map, state.line)
  show()
}

/** The canvas is one thing to the keyboard: its keys are told where it is described. */
function label(map: LibreMap, frame: HTMLElement): void {
  const canvas = map.getCanvas()
  canvas.setAttribute('role', 'application')
  canvas.setAttribute('aria-label', 'Map for drawing')
  const keys = frame.querySelector('[data-draw-keys]')
  if (keys?.id) canvas.setAttribute('aria-describedby', keys.id)
}

function showAll(map: LibreMap, { corners }: Line): void {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  map.fitBounds([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)], { padding: 60, duration: 0 })
}

// A file would be taken before the field, so one chosen earlier gives way to what is drawn after it.
function save(field: HTMLTextAreaElement, line: Line): void {
  const area = areaOf(line)
  field.value = area ? JSON.stringify(area) : ''
  const file = document.querySelector<HTMLInputElement>('#file')
  if (file) file.value = ''
}

/** Draws a line and what lies inside it, and says how much that is. */
function painter(map: LibreMap, { areas }: Ground): (line: Line) => { areas: number; persons: number | null } {
  const centres = areas.map(([, , , x, y]): Point => [x, y])
  return line => {
    const within = inside(line, centres).map(i => areas[i])
    const corners = areaOf(line)?.coordinates[0] ?? line.corners.map(([x, y]) => [x, y])
    const source = map.getSource<GeoJSONSource>('line')
    source?.setData({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: corners } })
    map.setFilter('inside', ['in', ['get', 'code'], ['literal', within.map(one => one?.[0] ?? '')]])
    const persons = within.map(one => one?.[5] ?? null)
    const known = persons.filter(n => n !== null)
    return {
      areas: within.length,
      persons: known.length < persons.length ? null : known.reduce((sum, n) => sum + n, 0),
    }
  }
}

/** 'near Lambeth 012B, Larkhall': the small area whose centre is nearest. */
function finder({ areas }: Ground): (at: Point) => string {
  return ([x, y]) => {
    const squeeze = Math.cos((y * Math.PI) / 180)
    let [best, least] = [areas[0], Number.POSITIVE_INFINITY]
    for (const one of areas) {
      const far = ((one[3] - x) * squeeze) ** 2 + (one[4] - y) ** 2
      if (far < least) [best, least] = [one, far]
    }
    return best ? `near ${best[1]}${best[2] ? `, ${best[2]}` : ''}` : ''
  }
}

// Said under the map, and aloud only when the map has the keyboard: otherwise every pan would be read out.
function tellHere(frame: HTMLElement, map: LibreMap, words: () => string): void {
  const here = frame.querySelector<HTMLElement>('[data-draw-here]')
  const tell = () => {
    if (here) here.textContent = `Cross-hair: ${words()}.`
  }
  map.getCanvas().addEventListener('focus', () => here?.setAttribute('aria-live', 'polite'))
  map.getCanvas().addEventListener('blur', () => here?.removeAttribute('aria-live'))
  map.on('moveend', tell)
  tell()
}

interface Hands {
  press(index: number): void
  drag(index: number, at: Point): void
  dropped(index: number, at: Point): void
}

/** Corners as handles for mouse and finger. The list beside the map is their equal for the keyboard, so they are hidden from it. */
function markers(map: LibreMap, hands: Hands): (state: draw.State) => void {
  let shown: Marker[] = []
  const make = (at: Point, index: number, { line, picked }: draw.State): Marker => {
    const element = document.createElement('div')
    const first = index === 0 && !line.closed && line.corners.length >= 3
    element.className = `up-draw__corner${picked === index ? ' on' : ''}${first ? ' first' : ''}`
    element.textContent = String(index + 1)
    const marker = new Marker({ element, draggable: true }).setLngLat([at[0], at[1]]).addTo(map)
    element.setAttribute('aria-hidden', 'true')
    element.removeAttribute('tabindex')
    const spot = (): Point => [marker.getLngLat().lng, marker.getLngLat().lat]
    element.addEventListener('click', event => {
      event.stopPropagation()
      hands.press(index)
    })
    marker.on('drag', () => hands.drag(index, spot()))
    marker.on('dragend', () => hands.dropped(index, spot()))
    return marker
  }
  return state => {
    for (const marker of shown) marker.remove()
    shown = state.line.corners.map((at, i) => make(at, i, state))
  }
}
