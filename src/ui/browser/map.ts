// The map without this script is whole: picture, key, table, and a strip for the place in the address. This adds facts on hover, arrow keys,
// and the way to a map that zooms.

import { readFacts, svgSpace, tipOf } from './map-facts.ts'
import { offerZoom } from './map-offer.ts'
import { offerPng } from './map-png.ts'

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
  offerZoom(frame, picture, choose, code => void point(code))
  if (paths.has(at) && location.hash === '#map') arrive(picture, tip.querySelector('b')?.textContent ?? '')
}

/** Who chose a place comes back to the map: the focus goes on from there, and the strip says the place again, so that it is heard. */
function arrive(picture: HTMLElement, name: string): void {
  picture.setAttribute('aria-label', `${name} is chosen. ${picture.getAttribute('aria-label') ?? ''}`)
  // once the browser has gone to the part of the page, which takes the focus away
  const focus = () => requestAnimationFrame(() => picture.focus({ preventScroll: true }))
  if (document.readyState === 'complete') focus()
  else addEventListener('load', focus, { once: true })
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

/** Works a thing out at the first asking. */
function once<T>(work: () => T): () => T {
  let found: { value: T } | undefined
  return () => {
    found ??= { value: work() }
    return found.value
  }
}

for (const frame of document.querySelectorAll<HTMLElement>('[data-map]')) start(frame)
offerPng()
