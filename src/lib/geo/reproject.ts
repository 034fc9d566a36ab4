// Sources: Ordnance Survey, "A guide to coordinate systems in Great Britain", annexes B to D (ellipsoids, projection, Helmert shift).
// The one shift for all of Britain is good to about 5 m; OS's own grid of shifts (OSTN15) would be needed for better.
import type { Point } from './shapes.ts'

const AIRY = { a: 6377563.396, b: 6356256.909 }
const WGS84 = { a: 6378137, b: 6356752.314245 }
const F0 = 0.9996012717
const TRUE_ORIGIN = { lat: radians(49), lon: radians(-2), easting: 400_000, northing: -100_000 }
/** OSGB36 to WGS84: shifts in metres, scale in parts, turns in radians. */
const SHIFT = {
  tx: 446.448,
  ty: -125.157,
  tz: 542.06,
  scale: -20.4894e-6,
  rx: seconds(0.1502),
  ry: seconds(0.247),
  rz: seconds(0.8421),
}

function radians(degrees: number) {
  return (degrees * Math.PI) / 180
}
function seconds(arc: number) {
  return radians(arc / 3600)
}
const degrees = (angle: number) => (angle * 180) / Math.PI

/** Distance in metres along the meridian from the true origin to latitude `lat` (radians). OS guide, formula C3. */
function meridian(lat: number) {
  const n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b)
  const d = lat - TRUE_ORIGIN.lat
  const s = lat + TRUE_ORIGIN.lat
  const terms =
    (1 + n + (5 / 4) * n ** 2 + (5 / 4) * n ** 3) * d -
    (3 * n + 3 * n ** 2 + (21 / 8) * n ** 3) * Math.sin(d) * Math.cos(s) +
    ((15 / 8) * n ** 2 + (15 / 8) * n ** 3) * Math.sin(2 * d) * Math.cos(2 * s) -
    (35 / 24) * n ** 3 * Math.sin(3 * d) * Math.cos(3 * s)
  return AIRY.b * F0 * terms
}

/** The latitude (radians) whose meridian distance is the northing; settles to 0.01 mm in a few turns. */
function footLatitude(northing: number) {
  let lat = TRUE_ORIGIN.lat
  for (let turn = 0; turn < 20; turn++) {
    const short = northing - TRUE_ORIGIN.northing - meridian(lat)
    lat += short / (AIRY.a * F0)
    if (Math.abs(short) < 0.00001) break
  }
  return lat
}

/**
 * British National Grid to latitude and longitude on OSGB36 (the Airy 1830 ellipsoid), in degrees. OS guide, annex C2.
 * Test value from the guide: 651409.903, 313177.270 is 52° 39' 27.2531" N, 1° 43' 4.5177" E.
 */
export function gridToOsgb36(easting: number, northing: number): Point {
  const e2 = 1 - AIRY.b ** 2 / AIRY.a ** 2
  const lat = footLatitude(northing)
  const [sin, cos, tan] = [Math.sin(lat), Math.cos(lat), Math.tan(lat)]
  const nu = (AIRY.a * F0) / Math.sqrt(1 - e2 * sin ** 2)
  const rho = (AIRY.a * F0 * (1 - e2)) / (1 - e2 * sin ** 2) ** 1.5
  const eta2 = nu / rho - 1
  const e = easting - TRUE_ORIGIN.easting
  const VII = tan / (2 * rho * nu)
  const VIII = (tan / (24 * rho * nu ** 3)) * (5 + 3 * tan ** 2 + eta2 - 9 * tan ** 2 * eta2)
  const IX = (tan / (720 * rho * nu ** 5)) * (61 + 90 * tan ** 2 + 45 * tan ** 4)
  const X = 1 / (cos * nu)
  const XI = (1 / (6 * cos * nu ** 3)) * (nu / rho + 2 * tan ** 2)
  const XII = (1 / (120 * cos * nu ** 5)) * (5 + 28 * tan ** 2 + 24 * tan ** 4)
  const XIIA = (1 / (5040 * cos * nu ** 7)) * (61 + 662 * tan ** 2 + 1320 * tan ** 4 + 720 * tan ** 6)
  const north = lat - VII * e ** 2 + VIII * e ** 4 - IX * e ** 6
  const east = TRUE_ORIGIN.lon + X * e - XI * e ** 3 + XII * e ** 5 - XIIA * e ** 7
  return [degrees(east), degrees(north)]
}

/** Latitude and longitude on OSGB36 to WGS84 by OS's seven-parameter (Helmert) shift, sea level taken as the ellipsoid. */
function osgb36ToWgs84([lonDegrees, latDegrees]: Point): Point {
  const [lat, lon] = [radians(latDegrees), radians(lonDegrees)]
  const e2 = 1 - AIRY.b ** 2 / AIRY.a ** 2
  const nu = AIRY.a / Math.sqrt(1 - e2 * Math.sin(lat) ** 2)
  const x = nu * Math.cos(lat) * Math.cos(lon)
  const y = nu * Math.cos(lat) * Math.sin(lon)
  const z = nu * (1 - e2) * Math.sin(lat)
  const k = 1 + SHIFT.scale
  return earthToAngles(
    SHIFT.tx + k * x - SHIFT.rz * y + SHIFT.ry * z,
    SHIFT.ty + SHIFT.rz * x + k * y - SHIFT.rx * z,
    SHIFT.tz - SHIFT.ry * x + SHIFT.rx * y + k * z,
  )
}

/** Earth-centred metres to WGS84 degrees. */
function earthToAngles(x: number, y: number, z: number): Point {
  const e2 = 1 - WGS84.b ** 2 / WGS84.a ** 2
  const p = Math.hypot(x, y)
  let lat = Math.atan2(z, p * (1 - e2))
  for (let turn = 0; turn < 6; turn++) {
    const nu = WGS84.a / Math.sqrt(1 - e2 * Math.sin(lat) ** 2)
    lat = Math.atan2(z + e2 * nu * Math.sin(lat), p)
  }
  return [degrees(Math.atan2(y, x)), degrees(lat)]
}

/** British National Grid (EPSG:27700, metres) to WGS84 longitude and latitude in degrees, good to about 5 m. */
export const gridToWgs84 = (easting: number, northing: number): Point => osgb36ToWgs84(gridToOsgb36(easting, northing))
