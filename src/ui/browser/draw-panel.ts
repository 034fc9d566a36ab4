// Beside the map: what lies inside, the buttons, and the corners as a list that does everything the map does.
import type { Line } from './draw-shape.ts'
import { crossesItself } from './draw-shape.ts'

export interface Doing {
  add(): void
  undo(): void
  close(): void
  clear(): void
  pick(index: number): void
  remove(index: number): void
}

export interface Shown {
  line: Line
  /** Number of small areas inside, and their residents; null when some are not counted. */
  areas: number
  persons: number | null
  /** Corner that the next press on the map moves. */
  picked: number | undefined
  /** 'near Lambeth 012B, Larkhall', one a corner. */
  where: string[]
  canUndo: boolean
}

const whole = (n: number) => n.toLocaleString('en-GB')

/** What is said when the drawing changes: the count first, because that is what the place will be. */
export function statusWords({ line, areas, persons, picked }: Omit<Shown, 'where' | 'canUndo'>): string {
  const n = line.corners.length
  if (picked !== undefined)
    return `Corner ${picked + 1} is picked up. Press where it should be, or put the cross-hair there and press Enter. Escape leaves it where it was.`
  if (n === 0) return 'No corners yet.'
  if (n < 3) return `${n === 1 ? '1 corner' : '2 corners'}. An area needs three or more.`
  if (crossesItself(line)) return 'The line crosses itself. Move a corner or undo.'
  const people =
    areas === 0 ? '' : persons === null ? ' Their residents are not all known.' : ` ${whole(persons)} residents.`
  const inside =
    areas === 0
      ? 'No small area has its centre inside yet'
      : `${whole(areas)} small area${areas === 1 ? ' has its' : 's have their'} centre inside`
  return `${inside}.${people} ${n} corners, ${line.closed ? 'closed' : 'still open: add more or close the line'}.`
}

export function openPanel(frame: HTMLElement, doing: Doing): (shown: Shown) => void {
  const part = (name: string) => frame.querySelector<HTMLElement>(`[data-draw-${name}]`)
  const status = part('status')
  const corners = part('corners')
  const buttons = ['add', 'undo', 'close', 'clear'] as const
  for (const name of buttons) part(name)?.addEventListener('click', () => doing[name]())
  const able = (name: (typeof buttons)[number], yes: boolean) => part(name)?.setAttribute('aria-disabled', String(!yes))
  return shown => {
    const { line, picked } = shown
    const words = statusWords(shown)
    if (status && status.textContent !== words) status.textContent = words
    able('add', !line.closed || picked !== undefined)
    able('undo', shown.canUndo)
    able('close', line.corners.length >= 3 && !line.closed)
    able('clear', line.corners.length > 0)
    const at = corners && buttonAt(corners)
    corners?.replaceChildren(...line.corners.map((_, i) => row(i, shown, doing)))
    const list = corners?.parentElement
    if (list) list.hidden = line.corners.length === 0
    if (at) (buttonOf(corners, at) ?? status)?.focus()
  }
}

// The list is made anew at each change, so the keyboard is put back where it was: on the button that now stands there, after the last
// corner's removal on the corner before it, and on the count where no corner is left.
type At = readonly [row: number, button: number]

function buttonAt(corners: HTMLElement): At | undefined {
  const held = document.activeElement
  if (!(held instanceof HTMLButtonElement)) return undefined
  const row = [...corners.children].findIndex(one => one.contains(held))
  const button = [...(corners.children[row]?.querySelectorAll('button') ?? [])].indexOf(held)
  return button < 0 ? undefined : [row, button]
}

const buttonOf = (corners: HTMLElement, [row, button]: At): HTMLElement | undefined =>
  corners.children[Math.min(row, corners.children.length - 1)]?.querySelectorAll('button')[button]

function row(index: number, { where, picked }: Shown, doing: Doing): HTMLLIElement {
  const item = document.createElement('li')
  const words = document.createElement('span')
  words.textContent = `Corner ${index + 1}, ${where[index] ?? ''}`
  const moving = picked === index
  item.append(
    words,
    button(moving ? 'Leave it' : 'Move', `corner ${index + 1}`, () => doing.pick(index)),
    button('Remove', `corner ${index + 1}`, () => doing.remove(index)),
  )
  if (moving) item.className = 'on'
  return item
}

function button(text: string, what: string, work: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'up-linkbutton up-linkbutton--page'
  const hidden = document.createElement('span')
  hidden.className = 'govuk-visually-hidden'
  hidden.textContent = ` ${what}`
  made.append(text, hidden)
  made.addEventListener('click', work)
  return made
}
