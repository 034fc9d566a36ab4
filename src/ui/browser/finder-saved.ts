// Things somebody saved: their ids, on this telephone and nowhere else.

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const key = 'upstream-saved'
const most = 30
const id = /^[0-9a-f-]{36}$/

/** Ids saved here; whatever else stands there is passed over. */
export function savedOn(shelf: Shelf): string[] {
  try {
    const found: unknown = JSON.parse(shelf.getItem(key) ?? '[]')
    return Array.isArray(found) ? found.filter((each): each is string => typeof each === 'string' && id.test(each)) : []
  } catch {
    return []
  }
}

/** Saves one, or takes it off where it was saved. Gives those saved now. */
export function toggleOn(shelf: Shelf, one: string): string[] {
  const before = savedOn(shelf)
  const now = before.includes(one) ? before.filter(each => each !== one) : [...before, one].slice(-most)
  shelf.setItem(key, JSON.stringify(now))
  return now
}

/** The button on an entry, the link beside results, and the page of what is saved, which is asked for with its ids. */
export function offerSaved(page: Document, shelf: Shelf): void {
  for (const button of page.querySelectorAll<HTMLButtonElement>('[data-save]')) offerButton(button, shelf)
  const saved = savedOn(shelf)
  for (const line of page.querySelectorAll<HTMLElement>('[data-saved-link]')) {
    const link = line.querySelector('a')
    if (!link || saved.length === 0) continue
    line.hidden = false
    link.href = `/things-to-do/saved?ids=${saved.join(',')}`
    link.textContent = (link.dataset.text ?? '').replace('{n}', String(saved.length))
  }
  for (const button of page.querySelectorAll<HTMLButtonElement>('[data-forget]')) {
    button.hidden = saved.length === 0
    button.addEventListener('click', () => {
      shelf.removeItem(key)
      location.href = '/things-to-do/saved'
    })
  }
}

function offerButton(button: HTMLButtonElement, shelf: Shelf): void {
  const one = button.dataset.save ?? ''
  const show = (saved: readonly string[]) => {
    button.textContent = (saved.includes(one) ? button.dataset.done : button.dataset.text) ?? ''
    button.setAttribute('aria-pressed', String(saved.includes(one)))
  }
  button.hidden = false
  show(savedOn(shelf))
  button.addEventListener('click', () => show(toggleOn(shelf, one)))
}
