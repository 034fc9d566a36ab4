// Choosing areas by name: a borough, and all of it or one of its wards. The list is the same for everybody, and comes when the part is opened.

/** An area, by its code, with its name for the list. */
export interface Area {
  code: string
  name: string
}

interface Borough extends Area {
  wards: Area[]
}

interface Store {
  kept(): Area[]
  keep(areas: readonly Area[]): void
}

const isBoroughs = (value: unknown): value is Borough[] =>
  Array.isArray(value) && value.every(one => typeof one === 'object' && one !== null && 'wards' in one)

async function boroughsHere(): Promise<Borough[]> {
  const answer = await fetch('/things-to-do/areas.json')
  const found: unknown = await answer.json()
  if (!isBoroughs(found)) throw new Error('no areas')
  return found
}

/** Fills in a part of the page that has two selects, a button and a list. */
export function areaPicker(part: HTMLElement, store: Store): void {
  const [first, second] = part.querySelectorAll('select')
  const button = part.querySelector('button')
  const said = part.querySelector('[role="status"]')
  if (!first || !second || !button || !said) return
  let boroughs: Borough[] = []
  showChosen(part, store)
  const wards = () =>
    fill(second, [{ code: '', name: part.dataset.all ?? '' }, ...(boroughs[first.selectedIndex]?.wards ?? [])])
  part.addEventListener('toggle', async () => {
    if (boroughs.length > 0) return
    try {
      boroughs = await boroughsHere()
      fill(first, boroughs)
      wards()
    } catch {
      said.textContent = part.dataset.failed ?? ''
    }
  })
  first.addEventListener('change', wards)
  button.addEventListener('click', () => {
    const borough = boroughs[first.selectedIndex]
    if (!borough) return
    const ward = borough.wards[second.selectedIndex - 1]
    const chosen = ward ? { code: ward.code, name: `${ward.name}, ${borough.name}` } : borough
    store.keep([...store.kept().filter(({ code }) => code !== chosen.code), { code: chosen.code, name: chosen.name }])
    showChosen(part, store)
    said.textContent = (part.dataset.done ?? '').replace('{what}', chosen.name)
  })
}

function fill(select: HTMLSelectElement, areas: readonly Area[]): void {
  select.replaceChildren(...areas.map(({ code, name }) => new Option(name, code)))
}

/** Each area kept, with a button that lets go of it. */
function showChosen(part: HTMLElement, store: Store): void {
  const list = part.querySelector('ul')
  list?.replaceChildren(...store.kept().map(area => lineOf(part, store, area)))
  if (list) list.hidden = store.kept().length === 0
}

function lineOf(part: HTMLElement, store: Store, area: Area): HTMLLIElement {
  const [line, button] = [document.createElement('li'), document.createElement('button')]
  button.type = 'button'
  button.className = 'up-linkbutton'
  button.textContent = (part.dataset.off ?? '').replace('{what}', area.name)
  button.addEventListener('click', () => {
    store.keep(store.kept().filter(({ code }) => code !== area.code))
    showChosen(part, store)
    part.querySelector('summary')?.focus()
  })
  line.append(button)
  return line
}
