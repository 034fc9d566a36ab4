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

/** “Use where I am”, wherever the page asks for a place: asks the device only when pressed, and fills in the name of the area it is in. */
export function offerNear(page: Document): void {
  const place = page.querySelector<HTMLInputElement>('#near')
  if (!place || !('geolocation' in navigator)) return
  for (const part of page.querySelectorAll<HTMLElement>('[data-near]')) offerHere(part, place)
}

function offerHere(part: HTMLElement, place: HTMLInputElement): void {
  const button = part.querySelector<HTMLButtonElement>('[data-near-me]')
  const said = part.querySelector<HTMLElement>('[data-near-said]')
  if (!button || !said) return
  part.hidden = false
  button.addEventListener('click', async () => {
    said.textContent = button.dataset.wait ?? ''
    const cell = await cellHere().catch(() => null)
    if (!cell) {
      said.textContent = (cell === null ? button.dataset.failed : button.dataset.far) ?? ''
      return
    }
    place.value = cell.name
    place.form?.requestSubmit()
  })
}
