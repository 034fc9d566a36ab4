// Areas somebody does not want to go to: kept on this device and nowhere else, never guessed. Every result says in which areas it is; what is
// in one of these is hidden here, so that nobody else learns which they are.
import { type Area, areaPicker } from './finder-areas.ts'

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export const avoidKey = 'upstream-not-in'
const most = 60

const isArea = (one: unknown): one is Area =>
  typeof one === 'object' &&
  one !== null &&
  'code' in one &&
  'name' in one &&
  typeof one.code === 'string' &&
  typeof one.name === 'string'

/** Areas kept here; whatever else stands there is passed over. */
export function avoidedOn(shelf: Shelf): Area[] {
  try {
    const found: unknown = JSON.parse(shelf.getItem(avoidKey) ?? '[]')
    return Array.isArray(found) ? found.filter(isArea) : []
  } catch {
    return []
  }
}

export function keepAvoided(shelf: Shelf, areas: readonly Area[]): void {
  if (areas.length === 0) shelf.removeItem(avoidKey)
  else shelf.setItem(avoidKey, JSON.stringify(areas.slice(-most)))
}

/** `within`: codes of the areas something is in, with spaces between. */
export const isAway = (within: string | undefined, avoided: readonly Area[]): boolean =>
  (within ?? '').split(' ').some(code => avoided.some(area => area.code === code))

/** Hides what is in those areas, says how much that is, and offers to change them. */
export function offerAvoid(page: Document, shelf: Shelf): void {
  const hide = () => hideAway(page, avoidedOn(shelf))
  hide()
  for (const part of page.querySelectorAll<HTMLElement>('[data-avoid]')) {
    part.hidden = false
    const keep = (areas: readonly Area[]) => {
      keepAvoided(shelf, areas)
      hide()
    }
    areaPicker(part, { kept: () => avoidedOn(shelf), keep })
  }
}

function hideAway(page: Document, avoided: readonly Area[]): void {
  const away = [...page.querySelectorAll<HTMLElement>('[data-areas]')].filter(one => isAway(one.dataset.areas, avoided))
  for (const one of page.querySelectorAll<HTMLElement>('.up-result')) one.hidden = away.includes(one)
  hideMap(page, away.length > 0)
  for (const one of page.querySelectorAll<HTMLElement>('[data-away-here]'))
    one.hidden = !isAway(one.dataset.awayHere, avoided)
  for (const said of page.querySelectorAll<HTMLElement>('[data-away]')) {
    said.hidden = away.length === 0
    const words = said.querySelector('span')
    offerNext(page, said, away)
    if (words) words.textContent = (said.dataset.away ?? '').replace('{n}', String(away.length))
    const button = said.querySelector('button')
    if (button) button.onclick = () => showAgain(page, said, away)
  }
}

/** The map is a picture of all that was found: what is hidden in the list would stand on it. */
function hideMap(page: Document, hidden: boolean): void {
  for (const part of page.querySelectorAll<HTMLElement>('.up-found__map, .up-found__jump')) part.hidden = hidden
}

/** Where nothing of a page is left, the way on stands at its top. */
function offerNext(page: Document, said: HTMLElement, away: readonly HTMLElement[]): void {
  said.querySelector('a')?.remove()
  const next = page.querySelector('.up-pages a[rel="next"]')
  const all = page.querySelectorAll('.up-result').length
  if (next && away.length > 0 && away.length === all) said.append(next.cloneNode(true))
}

/** For this once; the list on the device stays. */
function showAgain(page: Document, said: HTMLElement, away: readonly HTMLElement[]): void {
  hideMap(page, false)
  for (const one of away) one.hidden = false
  said.hidden = true
  away[0]?.querySelector('a')?.focus()
}
