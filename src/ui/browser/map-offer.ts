// The button brings the large script only when it is asked for, and goes back to the picture. Without WebGL the picture stays and says so.
import { line } from './map-facts.ts'

interface ZoomModule {
  openZoom(ask: {
    holder: HTMLElement
    places: string
    backdrop: string
    worker: string
    choose(code: string): void
    point(code: string): void
  }): Promise<void>
}

const words = { open: 'Zoom and pan', back: 'Back to the picture' }
const without = 'The picture and the table hold the same figures.'

export function offerZoom(
  frame: HTMLElement,
  picture: HTMLElement,
  choose: (code: string) => void,
  point: (code: string) => void,
): void {
  const button = document.querySelector<HTMLButtonElement>('[data-map-zoom]')
  if (!button) return
  const say = (text: string) => frame.querySelector('[data-map-tip]')?.replaceChildren(line(text))
  let holder: HTMLElement | undefined
  const show = (zoomed: boolean) => {
    picture.hidden = zoomed
    if (holder) holder.hidden = !zoomed
    button.textContent = zoomed ? words.back : words.open
  }
  const open = async (holder: HTMLElement) => {
    holder.className = 'up-map__zoom'
    await style(frame.dataset.zoomStyle ?? '')
    const zoom: ZoomModule = await import(frame.dataset.zoom ?? '')
    picture.after(holder)
    show(true)
    await zoom.openZoom({
      holder,
      places: frame.dataset.places ?? '',
      backdrop: frame.dataset.backdrop ?? '',
      worker: frame.dataset.zoomWorker ?? '',
      choose,
      point,
    })
  }
  button.hidden = false
  button.addEventListener('click', async () => {
    if (holder) return show(picture.hidden === false)
    if (!hasWebGl()) return say(`This browser cannot draw the map that zooms (it has no WebGL). ${without}`)
    const made = document.createElement('div')
    holder = made
    try {
      await open(made)
    } catch {
      made.remove()
      holder = undefined
      show(false)
      say(`The map that zooms could not be opened. ${without}`)
    }
  })
}

export const hasWebGl = (): boolean => document.createElement('canvas').getContext('webgl2') !== null

export const style = (href: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    link.onload = () => resolve()
    link.onerror = () => reject(new Error('The style of the map did not load'))
    document.head.append(link)
  })
