// Which results share a pin on the map that can be moved. Pure: the map hands in where each would stand just now.

export interface Pin {
  /** Its number in the list. */
  number: number
  longitude: number
  latitude: number
  /** What it is called, for those who hear it. */
  name: string
}
/** Some that stand close together, the first of them where the pin is. */
export type Group = readonly [Pin, ...Pin[]]

/** Pixels: nearer than this two pins could not each be touched with a finger. */
const apart = 44

export function grouped(pins: readonly Pin[], at: (pin: Pin) => { x: number; y: number }): Group[] {
  const groups: { x: number; y: number; pins: [Pin, ...Pin[]] }[] = []
  for (const pin of pins) {
    const { x, y } = at(pin)
    const near = groups.find(group => Math.hypot(group.x - x, group.y - y) < apart)
    if (near) near.pins.push(pin)
    else groups.push({ x, y, pins: [pin] })
  }
  return groups.map(group => group.pins)
}

/** '3', '1, 4' or '1 +4': short enough for a pin. */
export function pinWords([first, ...more]: Group): string {
  if (more.length > 1) return `${first.number} +${more.length}`
  return [first, ...more].map(({ number }) => number).join(', ')
}

/** The same with the names, for those who hear it. */
export const pinName = (group: Group): string => `${pinWords(group)}: ${group.map(({ name }) => name).join('. ')}`
