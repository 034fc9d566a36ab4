import { type Cell, nearestCell } from './near-cells.ts'

const isCells = (value: unknown): value is Cell[] =>
  Array.isArray(value) && value.every(cell => typeof cell === 'object' && cell !== null && 'name' in cell)

const here = () =>
  new Promise<GeolocationPosition>((found, failed) =>
    navigator.geolocation.getCurrentPosition(found, failed, { maximumAge: 600_000, timeout: 10_000 }),
  )

/** The list of cells is the same for everybody and is asked for without a word of where anybody is. */
async function cellHere(): Promise<Cell | undefined> {
  const [{ coords }, answer] = await Promise.all([here(), fetch('/things-to-do/cells.json')])
  const cells: unknown = await answer.json()
  return isCells(cells) ? nearestCell(cells, coords.longitude, coords.latitude) : undefined
}

/** “Use where I am” beside the place: asks the telephone only when pressed, and fills in the name of the area it is in. */
export function offerNear(page: Document): void {
  const button = page.querySelector<HTMLButtonElement>('[data-near-me]')
  const place = page.querySelector<HTMLInputElement>('#near')
  const said = page.querySelector<HTMLElement>('[data-near-said]')
  if (!button || !place || !said || !('geolocation' in navigator)) return
  const say = (words: string | undefined) => {
    said.hidden = false
    said.textContent = words ?? ''
  }
  button.hidden = false
  say(said.dataset.note)
  button.addEventListener('click', async () => {
    say(button.dataset.wait)
    const cell = await cellHere().catch(() => null)
    if (!cell) return say(cell === null ? button.dataset.failed : button.dataset.far)
    place.value = cell.name
    place.form?.requestSubmit()
  })
}
