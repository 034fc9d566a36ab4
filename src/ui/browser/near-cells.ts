// Which coarse cell somebody is in. Pure, so that what leaves the telephone (a name, never a place) can be shown by a test.

export interface Cell {
  name: string
  longitude: number
  latitude: number
}

const radians = Math.PI / 180
const kmADegree = 111.3
/** Further from every cell than this is outside the city. */
const farKm = 12

/** About a kilometre: finer than that is not looked at, here either. */
export const rounded = (degrees: number): number => Math.round(degrees * 100) / 100

/** The cell nearest to a place in degrees, which is rounded first; undefined when all are far away. */
export function nearestCell(cells: readonly Cell[], longitude: number, latitude: number): Cell | undefined {
  const [x, y] = [rounded(longitude), rounded(latitude)]
  const squeeze = Math.cos(y * radians)
  const kmTo = (cell: Cell) => Math.hypot((cell.longitude - x) * squeeze, cell.latitude - y) * kmADegree
  const [first, ...rest] = cells
  if (!first) return undefined
  const best = rest.reduce((near, next) => (kmTo(next) < kmTo(near) ? next : near), first)
  return kmTo(best) > farKm ? undefined : best
}
