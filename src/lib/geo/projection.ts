import { bbox } from './measure.ts'
import type { Bbox, Point } from './shapes.ts'
import type { PlaceTopology } from './topology.ts'
import { placesIn, shapeOf } from './topology.ts'

/** From degrees to a drawing of `width` by `height` with y growing downwards. */
export interface Projection {
  width: number
  height: number
  project: (lon: number, lat: number) => Point
}

export interface FitOptions {
  /** Width of the drawing in its own units. */
  width: number
  /** Tallest it may be; a tall area is then drawn narrower, in the middle. */
  maxHeight?: number
  /** Empty edge on each side, in units. */
  pad?: number
  /** 'equirectangular' (default) squeezes longitudes by the cosine of the middle latitude; 'mercator' agrees with web maps. */
  kind?: 'equirectangular' | 'mercator'
}

const RADIANS = Math.PI / 180
const mercatorY = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * RADIANS) / 2)) / RADIANS

/** Plane coordinates before scaling: north is up. */
function plane(kind: FitOptions['kind'], [, south, , north]: Bbox): (lon: number, lat: number) => Point {
  if (kind === 'mercator') return (lon, lat) => [lon, mercatorY(lat)]
  const squeeze = Math.cos(((south + north) / 2) * RADIANS)
  return (lon, lat) => [lon * squeeze, lat]
}

/** A projection that fits a box of degrees into a drawing. A box without size is given a hundredth of a degree. */
export function fitBox(box: Bbox, { width, maxHeight = Infinity, pad = 4, kind }: FitOptions): Projection {
  const flat = plane(kind, box)
  const [west, south] = flat(box[0], box[1])
  const [east, north] = flat(box[2], box[3])
  const [wide, tall] = [east - west || 0.01, north - south || 0.01]
  const scale = Math.min((width - 2 * pad) / wide, (maxHeight - 2 * pad) / tall)
  const left = (width - wide * scale) / 2
  return {
    width,
    height: Math.ceil(tall * scale + 2 * pad),
    project: (lon, lat) => {
      const [x, y] = flat(lon, lat)
      return [left + (x - west) * scale, pad + (north - y) * scale]
    },
  }
}

/** The box round some places of a layer (all of them when no codes are given). Throws when none is found. */
export function bboxOf(topology: PlaceTopology, layer: string, codes?: readonly string[]): Bbox {
  const wanted = codes && new Set(codes)
  const found = placesIn(topology, layer).filter(place => !wanted || wanted.has(place.id))
  if (!found.length) throw new RangeError(`No place of ${layer} has the codes asked for`)
  return bbox(...found.map(place => shapeOf(topology, place)))
}

/** A box grown on every side by a share of its larger side: 0.1 leaves a tenth. */
export function growBox([west, south, east, north]: Bbox, share: number): Bbox {
  const by = Math.max(east - west, north - south) * share
  return [west - by, south - by, east + by, north + by]
}
