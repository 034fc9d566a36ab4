import type { City } from './city.ts'
import { contextFiles } from './files-context.ts'
import { offenceFiles } from './files-offences.ts'
import { placeFiles } from './files-places.ts'
import { reportFiles } from './files-reports.ts'

/** Every file of the city by path, in the formats of the open data of a real one, so that the same importers read them. */
export const cityFiles = (city: City): Map<string, string> =>
  new Map([
    ...placeFiles(city),
    ...contextFiles(city),
    ...offenceFiles(city),
    ...reportFiles(city),
    ['truth.json', `${JSON.stringify(city.truth, null, 2)}\n`] as const,
  ])
