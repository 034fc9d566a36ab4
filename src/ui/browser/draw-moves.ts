// Ways over the map that need neither dragging nor a mouse: keys, arrow buttons, and a list of boroughs.
import type { Map as LibreMap } from 'maplibre-gl'
import type { Ground } from './draw-ground.ts'

const ways: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

export interface Keys {
  enter(): void
  back(): void
  leave(): void
}

/** Arrow keys move the map under its cross-hair (finely with Shift), plus and minus zoom; Enter, Backspace and Escape (to leave a corner where it was) are the caller's. */
export function listenToKeys(map: LibreMap, { enter, back, leave }: Keys): void {
  const rest: Record<string, () => void> = {
    Enter: enter,
    Backspace: back,
    Escape: leave,
    '+': () => map.zoomTo(map.getZoom() + 1, { duration: 0 }),
    '=': () => map.zoomTo(map.getZoom() + 1, { duration: 0 }),
    '-': () => map.zoomTo(map.getZoom() - 1, { duration: 0 }),
  }
  map.getCanvas().addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const way = ways[event.key]
    if (way) shift(map, way, event.shiftKey ? 8 : 40)
    else if (rest[event.key]) rest[event.key]?.()
    else return
    event.preventDefault()
  })
}

const shift = (map: LibreMap, [x, y]: readonly [number, number], pixels: number) =>
  map.panBy([x * pixels, y * pixels], { duration: 0 })

/** Buttons that do what dragging the map does. */
export function turnPad(map: LibreMap, frame: HTMLElement): void {
  for (const button of frame.querySelectorAll<HTMLButtonElement>('[data-draw-pan]'))
    button.addEventListener('click', () => shift(map, ways[button.dataset.drawPan ?? ''] ?? [0, 0], 80))
}

/** Goes to a borough chosen from the list. */
export function goTo(map: LibreMap, frame: HTMLElement, { boroughs }: Ground): void {
  const select = frame.querySelector('select')
  select?.append(...boroughs.map(([name]) => new Option(name, name)))
  select?.addEventListener('change', () => {
    const found = boroughs.find(([name]) => name === select.value)
    if (found) map.fitBounds([found[1], found[2], found[3], found[4]], { padding: 16, duration: 0 })
  })
}
