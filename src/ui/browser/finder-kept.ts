// Pages kept on this telephone for when there is no signal: begun, shown, and removed.
import { avoidKey } from './finder-avoid.ts'
import { madeAt, nameOf, pagesName, shellName, whenWords } from './finder-keep.ts'

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
/** Holds a word only where somebody said that nothing is to be kept. */
const refusal = 'upstream-keep-nothing'

/** Begins to keep, where the page names a worker, the browser has them and nobody said no; and fills in the lists of what is kept. */
export function offerKept(page: Document, shelf: Shelf): void {
  const refused = shelf.getItem(refusal) !== null
  // what is saved and avoided can be removed in any browser
  offerButtons(page, shelf, refused)
  if (!('serviceWorker' in navigator) || !('caches' in window)) return
  const worker = page.querySelector<HTMLElement>('script[data-worker]')?.dataset.worker
  if (worker && !refused) addEventListener('load', () => begin(worker))
  for (const part of page.querySelectorAll<HTMLElement>('[data-kept]')) void fill(part)
  for (const button of page.querySelectorAll<HTMLButtonElement>('[data-again]')) {
    button.hidden = false
    button.addEventListener('click', () => location.reload())
  }
}

/** A browser that will not have it (a private window of some) goes on without. */
function begin(worker: string): void {
  const { serviceWorker } = navigator
  const open = () => serviceWorker.controller?.postMessage('open')
  if (!serviceWorker.controller) serviceWorker.addEventListener('controllerchange', open, { once: true })
  serviceWorker.register(worker, { scope: '/' }).catch(() => undefined)
}

async function fill(part: HTMLElement): Promise<void> {
  const list = part.querySelector('ul')
  const lines = (await keptHere()).map(lineOf)
  if (!list || lines.length === 0) return
  list.replaceChildren(...lines)
  part.hidden = false
}

async function keptHere(): Promise<Response[]> {
  const names = (await caches.keys()).filter(name => name.startsWith(pagesName))
  const found = await Promise.all(names.map(async name => (await caches.open(name)).matchAll()))
  return found.flat().sort((a, b) => madeAt(b.headers) - madeAt(a.headers))
}

function lineOf({ url, headers }: Response): HTMLLIElement {
  const [line, link] = [document.createElement('li'), document.createElement('a')]
  link.className = 'govuk-link'
  link.href = url
  link.textContent = nameOf(headers)
  link.dir = 'auto'
  const when = document.createElement('span')
  when.className = 'up-kept__when'
  when.textContent = whenWords(madeAt(headers), Date.now(), document.documentElement.lang)
  line.append(link, when)
  return line
}

/** One button removes everything and says that nothing more is to be kept; the other takes that back. */
function offerButtons(page: Document, shelf: Shelf, refused: boolean): void {
  const show = (what: string, when: boolean) => {
    for (const part of page.querySelectorAll<HTMLElement>(what)) part.hidden = !when
  }
  show('[data-kept-choice]', true)
  show('[data-kept-how], [data-remove-kept]', !refused)
  show('[data-kept-nothing], [data-keep-again]', refused)
  const on = (what: string, work: () => Promise<unknown>) =>
    page.querySelector(what)?.addEventListener('click', async () => {
      await work()
      location.href = `/things-to-do/saved${new URLSearchParams(location.search).has('lang') ? `?lang=${page.documentElement.lang}` : ''}`
    })
  on('[data-remove-kept]', () => removeAll(shelf))
  on('[data-keep-again]', async () => shelf.removeItem(refusal))
}

async function removeAll(shelf: Shelf): Promise<void> {
  shelf.removeItem('upstream-saved')
  shelf.removeItem(avoidKey)
  shelf.setItem(refusal, '1')
  if (!('serviceWorker' in navigator) || !('caches' in window)) return
  const workers = await navigator.serviceWorker.getRegistrations()
  await Promise.all(workers.map(worker => worker.unregister()))
  const ours = (await caches.keys()).filter(name => name.startsWith(pagesName) || name.startsWith(shellName))
  await Promise.all(ours.map(name => caches.delete(name)))
}
