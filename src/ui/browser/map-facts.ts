// What stands in the strip below the map: the server's own words, asked for once.

/** Name, borough, facts, group, colour (empty: hatched). */
export type Facts = [name: string, borough: string, parts: string[], group: string, fill: string]

export const svgSpace = 'http://www.w3.org/2000/svg'

export async function readFacts(address: string): Promise<Map<string, Facts>> {
  const answer = await fetch(address, { credentials: 'same-origin' })
  if (!answer.ok) return new Map()
  const read: { places: Record<string, Facts> } = await answer.json()
  return new Map(Object.entries(read.places))
}

export function tipOf([name, borough, parts, group, fill]: Facts): Node[] {
  const strong = document.createElement('b')
  strong.textContent = name
  const words = [...(parts ?? []), group].filter(Boolean)
  const [first, ...rest] = [line(strong, borough ? `, ${borough}` : ''), ...words.map(word => line(word))]
  if (group && fill) rest.at(-1)?.prepend(square(fill))
  return first ? [first, ...rest] : rest
}

export function line(...parts: (Node | string)[]): HTMLParagraphElement {
  const p = document.createElement('p')
  p.append(...parts)
  return p
}

function square(fill: string): SVGSVGElement {
  const box = document.createElementNS(svgSpace, 'svg')
  for (const [key, value] of [
    ['class', 'up-square'],
    ['viewBox', '0 0 16 16'],
    ['aria-hidden', 'true'],
  ])
    box.setAttribute(key ?? '', value ?? '')
  const rect = document.createElementNS(svgSpace, 'rect')
  for (const [key, value] of [
    ['x', '.5'],
    ['y', '.5'],
    ['width', '15'],
    ['height', '15'],
    ['rx', '2'],
    ['fill', fill],
    ['stroke', '#4a5168'],
    ['stroke-opacity', '.5'],
  ])
    rect.setAttribute(key ?? '', value ?? '')
  box.append(rect)
  return box
}
