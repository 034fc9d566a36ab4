// “Show on a map you can move”: the large script comes only when it is asked for. Nothing is sent with it: where the results are stands on the page.
import type { Pin } from './finder-pins.ts'
import { hasWebGl, style } from './map-offer.ts'

interface MapModule {
  openMap(holder: HTMLElement, words: DOMStringMap, pins: readonly Pin[]): Promise<void>
}

/** Where scripts run the button is shown; the picture stays until the map can be seen. */
export function offerMap(page: Document): void {
  const frame = page.querySelector<HTMLElement>('[data-map-move]')
  const offer = frame?.querySelector<HTMLElement>('[data-map-offer]')
  const button = offer?.querySelector('button')
  const picture = frame?.querySelector('img')
  if (!frame || !offer || !button || !picture) return
  const move = button.textContent ?? ''
  let holder: HTMLElement | undefined
  const show = (moving: boolean) => {
    picture.hidden = moving
    if (holder) holder.hidden = !moving
    button.textContent = moving ? (frame.dataset.back ?? '') : move
  }
  offer.hidden = false
  button.addEventListener('click', async () => {
    if (holder) return show(!picture.hidden)
    holder = page.createElement('div')
    holder.className = 'up-mover'
    try {
      await open(frame, holder, picture)
      show(true)
    } catch {
      holder.remove()
      offer.hidden = true
      const said = frame.querySelector('[data-map-said]')
      if (said) said.textContent = frame.dataset.failed ?? ''
    }
  })
}

async function open(frame: HTMLElement, holder: HTMLElement, picture: HTMLElement): Promise<void> {
  if (!hasWebGl()) throw new Error('no WebGL')
  const { script = '', sheet = '' } = frame.dataset
  await style(sheet)
  const map: MapModule = await import(script)
  picture.after(holder)
  await map.openMap(holder, frame.dataset, pinsOf(frame.dataset.pins ?? '[]'))
}

function pinsOf(text: string): Pin[] {
  const found: [number, number, number][] = JSON.parse(text)
  return found
    .filter(([number]) => !isHidden(number))
    .map(([number, longitude, latitude]) => ({ number, longitude, latitude, name: nameOf(number) }))
}

/** In an area somebody does not want to go to: finder-avoid.ts. */
const isHidden = (number: number): boolean => document.querySelector<HTMLElement>(`#n${number}`)?.hidden === true

const nameOf = (number: number): string => document.querySelector(`#n${number} h3`)?.textContent?.trim() ?? ''
