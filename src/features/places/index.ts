// The door of the places room.

export { assetsIn, assetsOfSource, countAssets, stations, stationsIn } from './assets.ts'
export {
  type Band,
  calendarSpans,
  type DayKind,
  dayKind,
  isInBand,
  loadCalendars,
  type Span,
  sharedKind,
  timeBand,
  usualBand,
} from './calendars/index.ts'
export { postcodeOf, postcodeWords } from './find/rules.ts'
export { type Found, search } from './find/search.ts'
export { kindName, placeHref } from './find/views.ts'
export { type AssetRow, loadAssets } from './load/assets.ts'
export { type Boundaries, type Boundary, loadBoundaries } from './load/boundaries.ts'
export type { City } from './load/city.ts'
export { finishPlaces } from './load/finish.ts'
export { type LinkRow, type LinkSet, loadLinks } from './load/links.ts'
export { type Load, preview } from './load/loaded.ts'
export { lsoasAt } from './load/points.ts'
export { loadPopulations, type PopulationRow, type Populations } from './load/populations.ts'
export { loadPostcodes, type PostcodeRow } from './load/postcodes.ts'
export { type BoundarySet, boundariesOf, boundaryAddress, mapFeature, topologyOf } from './maps.ts'
export {
  childrenOf,
  findByCode,
  findByCodes,
  findById,
  findByIds,
  findCity,
  links,
  memberIds,
  neighboursOf,
  ofVintage,
  outlineOf,
  ownIn,
  parentsOf,
  placesAt,
  vintageOf,
  vintages,
  vintagesOf,
  weights,
} from './queries.ts'
export { type AboutAge, addBands, aged, residents, residentsAbout, type YoungPeople, youngPeople } from './residents.ts'
export { routes } from './routes.ts'
export {
  type Asset,
  type Bands,
  type Kind,
  kinds,
  type Link,
  type Place,
  type PlaceLine,
  type Residents,
  type Tile,
  tiles,
} from './schemas.ts'
export { nearest, type Profile, profilesOf, type Similar, similarColumns, similarPlaces } from './similar.ts'
