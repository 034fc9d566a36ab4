// Every reader that writes the tables of the places room, in the order a city is loaded.
import type { PlacesFormat } from '../import/format.ts'
import { geojsonBoundaries } from './places-boundaries.ts'
import { lookup } from './places-lookup.ts'
import { assets, postcodes, stations } from './places-points.ts'
import { censusAge, midYearPopulation } from './places-populations.ts'

export const placesFormats: readonly PlacesFormat[] = [
  geojsonBoundaries,
  lookup,
  censusAge,
  midYearPopulation,
  assets,
  stations,
  postcodes,
]
