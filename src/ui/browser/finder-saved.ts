// Things somebody saved: their ids, on this device and nowhere else. No address ever holds them.

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

/** The button on an entry, the link beside results, and the page of what is saved. */
export function offerSaved(page: Document, shelf: Shelf): void {
  for (const button of page.querySelectorAll<HTMLButtonElement>('[data-save]')) offerButton(button, shelf)
  const saved = savedOn(shelf)
  for (const line of page.querySelectorAll<HTMLElement>('[data-saved-link]')) {
    const link = line.querySelector('a')
    if (!link || saved.length === 0) continue
    line.hidden = false
    link.textContent = (link.dataset.text ?? '').replace('{n}', String(saved.length))
  }
  const part = page.querySelector<HTMLElement>('[data-shelf]')
  if (part && saved.length > 0) void fill(part, saved)
  for (const does of page.querySelectorAll<HTMLElement>('[data-shelf-does]')) does.hidden = saved.length === 0
  for (const button of page.querySelectorAll<HTMLButtonElement>('[data-forget]')) {
    button.hidden = saved.length === 0
    button.addEventListener('click', () => {
      shelf.removeItem(key)
      location.reload()
    })
  }
}

/** Asks for what is saved as it is today: by a form, which leaves no trace in addresses, and whose answer is not kept. */
async function fill(part: HTMLElement, saved: readonly string[]): Promise<void> {
  const body = new URLSearchParams({ ids: saved.join(','), lang: part.dataset.lang ?? '' })
  const answer = await fetch('/things-to-do/saved', { method: 'POST', body, cache: 'no-store' }).catch(() => undefined)
  const text = answer?.ok ? await answer.text() : ''
  const found = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-shelf]')
  if (found) part.replaceChildren(...found.childNodes)
  else part.textContent = part.dataset.failed ?? ''
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
