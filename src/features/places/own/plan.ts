import { BROAD, escapeXml, NARROW } from '../../../lib/charts/index.ts'
import { type Area, areaPath, bbox, fitBox, placeLabels } from '../../../lib/geo/index.ts'
import { list } from '../../../lib/words.ts'
import type { Lsoa } from './choice.ts'

/** '012B' of 'Lambeth 012B': how small areas are told apart on a plan. */
export const shortName = (name: string): string => name.slice(name.lastIndexOf(' ') + 1)

/** A plan of small areas with their short names, the chosen ones darker: so that a list of codes can be told apart. Drawn twice, broad and narrow. */
export function plan(lsoas: readonly Lsoa[], chosen: ReadonlySet<string>): string {
  if (lsoas.length === 0) return ''
  const shapes = lsoas.map((lsoa): Area => JSON.parse(lsoa.shape))
  const wards = [...new Set(lsoas.map(lsoa => lsoa.wardName))]
  const label = `Plan of the small areas of ${list(wards)}, named as in the list`
  return draw(lsoas, shapes, chosen, label, BROAD, 'up-broad') + draw(lsoas, shapes, chosen, label, NARROW, 'up-narrow')
}

const letters = 14

function draw(
  lsoas: readonly Lsoa[],
  shapes: readonly Area[],
  chosen: ReadonlySet<string>,
  label: string,
  width: number,
  className: string,
): string {
  const projection = fitBox(bbox(...shapes), { width, maxHeight: width * 0.9, pad: 8 })
  const outline = (shape: Area, lsoa: Lsoa | undefined) =>
    `<path fill="${lsoa && chosen.has(lsoa.code) ? '#74aeaa' : '#e3efec'}" stroke="#4a5168" stroke-width="1" stroke-linejoin="round" d="${areaPath(shape, projection)}"><title>${escapeXml(`${lsoa?.name}, ${lsoa?.wardName}`)}</title></path>`
  const wishes = lsoas.map(lsoa => ({
    lines: [shortName(lsoa.name)],
    at: projection.project(lsoa.longitude, lsoa.latitude),
  }))
  const names = placeLabels(wishes, { width, height: projection.height, size: letters }).map(
    ({ lines, x, y }) =>
      `<text class="up-c-label up-c-strong" x="${x}" y="${y}" text-anchor="middle" stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${escapeXml(lines.join(' '))}</text>`,
  )
  return `<svg class="${className}" viewBox="0 0 ${width} ${projection.height}" role="img" aria-label="${escapeXml(label)}">${shapes.map((shape, i) => outline(shape, lsoas[i])).join('')}${names.join('')}</svg>`
}
