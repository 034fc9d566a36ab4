import { HATCH } from './colours.ts'

/** Widths every chart is drawn at: one for a desk, one for a phone, so that text stays 14 px on both. */
export const BROAD = 720
export const NARROW = 360

type Value = string | number | undefined | null | false

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text made safe between tags and inside quoted attributes. Characters XML forbids are dropped. */
export const escapeXml = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 cannot hold
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"']/g, letter => ENTITIES[letter] ?? '')

/** A coordinate with at most one decimal. A number that is not finite is a bug upstream of the drawing. */
export function round(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`A chart cannot draw the coordinate ${value}`)
  return Math.round(value * 10) / 10 + 0
}

const attribute = ([name, value]: [string, Value]): string => {
  if (value === undefined || value === null || value === false) return ''
  return ` ${name}="${typeof value === 'number' ? round(value) : escapeXml(value)}"`
}

/** One element. Attribute values are escaped and rounded; `inner` is markup already made. Attributes that are false or missing are left out. */
export function el(name: string, attributes: Record<string, Value>, inner = ''): string {
  const written = Object.entries(attributes).map(attribute).join('')
  return inner ? `<${name}${written}>${inner}</${name}>` : `<${name}${written}/>`
}

/** A text element; the words are escaped here. */
export const text = (words: string, attributes: Record<string, Value>): string =>
  el('text', attributes, escapeXml(words) || ' ')

export interface Drawing {
  width: number
  height: number
  /** One sentence that says what the picture shows. */
  label: string
  /** `up-broad`, `up-narrow`, or nothing when drawn once. */
  className?: string
}

/** The outer element: a picture with a sentence for those who cannot see it. */
export const svg = ({ width, height, label, className }: Drawing, inner: string): string =>
  el(
    'svg',
    { class: className, viewBox: `0 0 ${round(width)} ${round(height)}`, role: 'img', 'aria-label': label },
    inner,
  )

/** The same chart at both widths; style shows one. `draw` gets the width, the class and a suffix for ids. */
export const drawTwice = (draw: (width: number, className: string, suffix: string) => string): string =>
  draw(BROAD, 'up-broad', 'b') + draw(NARROW, 'up-narrow', 'n')

/** The diagonal hatch that means "no data" or "not known". */
export const hatch = (id: string, { size = 7, stroke = HATCH, strokeWidth = 1.5 } = {}): string =>
  el(
    'pattern',
    { id, width: size, height: size, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    el('rect', { width: size, height: size, fill: '#ffffff' }) +
      el('path', { d: `M0 0v${size}`, stroke, 'stroke-width': strokeWidth }),
  )

/** An id safe in `url(#…)`: letters, digits, hyphens. Throws when nothing is left. */
export function safeId(id: string): string {
  const safe = id.replace(/[^A-Za-z0-9-]+/g, '-').replace(/^-+|-+$/g, '')
  if (!safe) throw new RangeError('A chart needs an id with letters or digits in it')
  return safe
}

/** The same picture with ids of its own, so that two of a kind can stand on one page. `key`: what tells it from the others. */
export function ownIds(picture: string, key: string): string {
  let hash = 5381
  for (const letter of key) hash = (hash * 33 + letter.charCodeAt(0)) >>> 0
  const own = `p${hash.toString(36)}-`
  return picture
    .replace(/\bid="/g, `id="${own}`)
    .replace(/url\(#/g, `url(#${own}`)
    .replace(/href="#/g, `href="#${own}`)
}
