// The map without this script is whole: picture, key, table, and a strip for the place in the address. This adds facts on hover, arrow keys,
// and the way to a map that zooms.

/** Name, borough, facts, group, colour (empty: hatched). */
type Facts = [name: string, borough: string, parts: string[], group: string, fill: string]

const svgSpace = 'http://www.w3.org/2000/svg'

function start(frame: HTMLElement): void {
  const picture = frame.querySelector<HTMLElement>('[data-map-picture]')
  const svg = picture?.querySelector<SVGSVGElement>('svg')
  const tip = frame.querySelector<HTMLElement>('[data-map-tip]')
  if (!picture || !svg || !tip) return
  const paths = new Map(
    [...svg.querySelectorAll<SVGPathElement>('path[data-code]')].map(path => [path.dataset.code ?? '', path]),
  )
  const facts = once(() => readFacts(frame.dataset.facts ?? ''))
  const halo = haloIn(svg)
  const usual = [...tip.childNodes].map(node => node.cloneNode(true))
  let at = new URLSearchParams(location.search).get('place') ?? ''

  const point = async (code: string): Promise<void> => {
    const path = paths.get(code)
    if (!path) return
    at = code
    halo(path.getAttribute('d') ?? '')
    markRow(code)
    const found = (await facts()).get(code)
    if (found && at === code) tip.replaceChildren(...tipOf(found))
  }
  const leave = (): void => {
    at = new URLSearchParams(location.search).get('place') ?? ''
    halo('')
    markRow('')
    tip.replaceChildren(...usual.map(node => node.cloneNode(true)))
  }

  picture.addEventListener('pointerover', event => void point(codeOf(event)))
  picture.addEventListener('pointerleave', leave)
  picture.addEventListener('click', event => choose(codeOf(event)))
  keys(picture, paths, () => at, point, leave)
  for (const link of document.querySelectorAll<HTMLElement>('[data-place]')) {
    const row = link.closest('tr') ?? link
    const show = () => void point(link.dataset.place ?? '')
    row.addEventListener('focusin', show)
    row.addEventListener('pointerenter', show)
    row.addEventListener('focusout', leave)
    row.addEventListener('pointerleave', leave)
  }
  offerZoom(frame, picture)
}

const codeOf = (event: Event): string =>
  event.target instanceof SVGPathElement ? (event.target.dataset.code ?? '') : ''

/** The chosen place is part of the address, so that the page can be shared and the table follows. */
function choose(code: string): void {
  if (!code) return
  const words = new URLSearchParams(location.search)
  words.set('place', code)
  for (const key of ['page', 'group']) words.delete(key)
  location.assign(`${location.pathname}?${words}#map`)
}

/** Arrow keys go to the nearest place that way; Enter chooses it; Escape lets go. */
function keys(
  picture: HTMLElement,
  paths: Map<string, SVGPathElement>,
  where: () => string,
  point: (code: string) => Promise<void>,
  leave: () => void,
): void {
  picture.tabIndex = 0
  picture.setAttribute('role', 'application')
  picture.setAttribute(
    'aria-label',
    'Map. Arrow keys go from place to place, Enter chooses one. The table has the same figures.',
  )
  const centres = once(() => new Map([...paths].map(([code, path]) => [code, centreOf(path)])))
  picture.addEventListener('focus', () => void point(where() || ([...paths.keys()][0] ?? '')))
  picture.addEventListener('blur', leave)
  picture.addEventListener('keydown', event => {
    const way = ways[event.key]
    if (event.key === 'Enter') choose(where())
    else if (event.key === 'Escape') leave()
    else if (way) void point(nearest(centres(), where(), way))
    else return
    event.preventDefault()
  })
}

type Spot = readonly [x: number, y: number]
const ways: Record<string, Spot> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

const centreOf = (path: SVGPathElement): Spot => {
  const { x, y, width, height } = path.getBBox()
  return [x + width / 2, y + height / 2]
}

/** The nearest place in a direction; one that lies aside counts as further. */
function nearest(centres: Map<string, Spot>, from: string, [dx, dy]: Spot): string {
  const [x, y] = centres.get(from) ?? [0, 0]
  let [best, least] = [from, Number.POSITIVE_INFINITY]
  for (const [code, [cx, cy]] of centres) {
    const along = (cx - x) * dx + (cy - y) * dy
    const aside = Math.abs((cx - x) * dy) + Math.abs((cy - y) * dx)
    const far = along + 2 * aside
    if (code !== from && along > 0.5 && far < least) [best, least] = [code, far]
  }
  return best
}

function markRow(code: string): void {
  for (const row of document.querySelectorAll('tr[data-hot]')) {
    row.removeAttribute('data-hot')
    row.classList.remove('on')
  }
  const row = code ? document.querySelector(`[data-place="${CSS.escape(code)}"]`)?.closest('tr') : undefined
  if (!row || row.classList.contains('on')) return
  row.classList.add('on')
  row.setAttribute('data-hot', '')
}

function haloIn(svg: SVGSVGElement): (d: string) => void {
  const lines = ['sel1', 'sel2'].map(name => {
    const line = document.createElementNS(svgSpace, 'path')
    line.setAttribute('class', name)
    svg.append(line)
    return line
  })
  return d => {
    for (const line of lines) line.setAttribute('d', d)
  }
}

async function readFacts(address: string): Promise<Map<string, Facts>> {
  const answer = await fetch(address, { credentials: 'same-origin' })
  if (!answer.ok) return new Map()
  const read: { places: Record<string, Facts> } = await answer.json()
  return new Map(Object.entries(read.places))
}

function tipOf([name, borough, parts, group, fill]: Facts): Node[] {
  const strong = document.createElement('b')
  strong.textContent = name
  const words = [...(parts ?? []), group].filter(Boolean)
  const [first, ...rest] = [line(strong, borough ? `, ${borough}` : ''), ...words.map(word => line(word))]
  if (group && fill) rest.at(-1)?.prepend(square(fill))
  return first ? [first, ...rest] : rest
}

function line(...parts: (Node | string)[]): HTMLParagraphElement {
  const p = document.createElement('p')
  p.append(...parts)
  return p
}

function square(fill: string): SVGSVGElement {
  const box = document.createElementNS(svgSpace, 'svg')
  for (const [key, value] of [
    ['class', 'up-square'],
    ['viewBox', '0 0 16 16'],
    ['aria-hidden', 'true'],
  ])
    box.setAttribute(key ?? '', value ?? '')
  const rect = document.createElementNS(svgSpace, 'rect')
  for (const [key, value] of [
    ['x', '.5'],
    ['y', '.5'],
    ['width', '15'],
    ['height', '15'],
    ['rx', '2'],
    ['fill', fill],
    ['stroke', '#4a5168'],
    ['stroke-opacity', '.5'],
  ])
    rect.setAttribute(key ?? '', value ?? '')
  box.append(rect)
  return box
}

/** Works a thing out at the first asking. */
function once<T>(work: () => T): () => T {
  let found: { value: T } | undefined
  return () => {
    found ??= { value: work() }
    return found.value
  }
}

interface ZoomModule {
  openZoom(ask: {
    holder: HTMLElement
    geojson: string
    worker: string
    choose(code: string): void
    point(words: string): void
  }): Promise<void>
}

/** The button brings the large script only when it is asked for. Without WebGL the picture stays and says so. */
function offerZoom(frame: HTMLElement, picture: HTMLElement): void {
  const button = document.querySelector<HTMLButtonElement>('[data-map-zoom]')
  if (!button) return
  button.hidden = false
  button.addEventListener('click', async () => {
    const say = (words: string) => {
      const tip = frame.querySelector('[data-map-tip]')
      tip?.replaceChildren(line(words))
    }
    if (!hasWebGl())
      return say(
        'This browser cannot draw the map that zooms (it has no WebGL). The picture and the table hold the same figures.',
      )
    button.disabled = true
    const holder = document.createElement('div')
    holder.className = 'up-map__zoom'
    try {
      await style(frame.dataset.zoomStyle ?? '')
      const zoom: ZoomModule = await import(frame.dataset.zoom ?? '')
      picture.hidden = true
      picture.after(holder)
      await zoom.openZoom({
        holder,
        geojson: frame.dataset.geojson ?? '',
        worker: frame.dataset.zoomWorker ?? '',
        choose,
        point: say,
      })
      button.hidden = true
    } catch {
      holder.remove()
      picture.hidden = false
      button.disabled = false
      say('The map that zooms could not be opened. The picture and the table hold the same figures.')
    }
  })
}

function hasWebGl(): boolean {
  const canvas = document.createElement('canvas')
  return canvas.getContext('webgl2') !== null
}

const style = (href: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    link.onload = () => resolve()
    link.onerror = () => reject(new Error('The style of the map did not load'))
    document.head.append(link)
  })

for (const frame of document.querySelectorAll<HTMLElement>('[data-map]')) start(frame)
