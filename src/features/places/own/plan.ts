import { type Area, areaPath, bbox, fitBox } from '../../../lib/geo/index.ts'
import { list } from '../../../lib/words.ts'
import type { Lsoa } from './queries.ts'

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** '012B' of 'Lambeth 012B': how small areas are told apart on a plan. */
export const shortName = (name: string): string => name.slice(name.lastIndexOf(' ') + 1)

/** A plan of small areas with their short names, the chosen ones darker: so that a list of codes can be told apart. */
export function plan(lsoas: readonly Lsoa[], chosen: ReadonlySet<string>): string {
  if (lsoas.length === 0) return ''
  const shapes = lsoas.map((lsoa): Area => JSON.parse(lsoa.shape))
  const projection = fitBox(bbox(...shapes), { width: 720, maxHeight: 620, pad: 8 })
  const outlines = lsoas.map((lsoa, i) => {
    const shape = shapes[i]
    const fill = chosen.has(lsoa.code) ? '#74aeaa' : '#e3efec'
    return shape
      ? `<path class="w" fill="${fill}" d="${areaPath(shape, projection)}"><title>${xml(lsoa.name)}, ${xml(lsoa.wardName)}</title></path>`
      : ''
  })
  const labels = lsoas.map(lsoa => {
    const [x, y] = projection.project(lsoa.longitude, lsoa.latitude)
    return `<text class="lb" x="${x.toFixed(1)}" y="${(y + 6).toFixed(1)}">${xml(shortName(lsoa.name))}</text>`
  })
  const wards = [...new Set(lsoas.map(lsoa => lsoa.wardName))]
  return `<svg viewBox="0 0 ${projection.width} ${projection.height}" role="img" aria-label="Plan of the small areas of ${xml(list(wards))}, named as in the list below">${outlines.join('')}${labels.join('')}</svg>`
}
