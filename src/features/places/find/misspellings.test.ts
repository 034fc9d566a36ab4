// What people type, and what they mean: real names of London where the open data are beside the checkout, names of the invented city otherwise.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { boroughs, wards } from '../../../../test/city.ts'
import { haveShared, shared } from '../../../../test/support.ts'
import { plainName } from '../../../lib/typos.ts'
import { rankNames } from './names.ts'
import type { Named } from './queries.ts'

type Kind = Named['kind']
const numbered = (kind: Kind, names: Iterable<string>): Named[] =>
  [...new Set(names)].map((name, id) => ({ id, name, kind, old: false }))

const Row = z.object({ WD24NM: z.string(), LAD24NM: z.string() })
const Stations = z.object({ stations: z.record(z.string(), z.object({ name: z.string() })) })

function london(): Named[] {
  const read = (file: string) => readFileSync(join(shared, 'data', file), 'utf8')
  const rows = z.array(Row).parse(parse(read('lookups/london_lsoa21_wd24_lad24.csv'), { columns: true, bom: true }))
  const { stations } = Stations.parse(JSON.parse(read('places/tfl_stations.json')))
  return [
    ...numbered(
      'borough',
      rows.map(row => row.LAD24NM),
    ),
    ...numbered(
      'ward',
      rows.map(row => row.WD24NM),
    ),
    ...numbered(
      'station',
      Object.values(stations).map(one => one.name),
    ),
  ]
}

const riverton = (): Named[] => [...numbered('borough', boroughs), ...numbered('ward', wards.flat())]

const meant = (names: Named[], typed: string) => rankNames(plainName(typed), names)[0]?.name

describe.skipIf(!haveShared)('in London', () => {
  const names = haveShared ? london() : []
  test.each([
    // a letter missing or doubled
    ['hackny', 'Hackney'],
    ['Hacckney', 'Hackney'],
    ['Westminister', 'Westminster'],
    ['Wandswoth', 'Wandsworth'],
    ['Haringay', 'Haringey'],
    ['Harringey', 'Haringey'],
    ['Isligton', 'Islington'],
    ['Barnett', 'Barnet'],
    ['Greenwhich', 'Greenwich'],
    ['Lewishham', 'Lewisham'],
    ['Walthem Forest', 'Waltham Forest'],
    ['tower hamlet', 'Tower Hamlets'],
    // two letters swapped
    ['Iselworth', 'Isleworth'],
    ['Cryodon', 'Croydon'],
    ['Lambteh', 'Lambeth'],
    ['Ealign', 'Ealing'],
    ['Cmaden', 'Camden'],
    // a wrong letter
    ['Newhem', 'Newham'],
    ['Merten', 'Merton'],
    ['Suthwark', 'Southwark'],
    ['Enfeild', 'Enfield'],
    ['Hillingden', 'Hillingdon'],
    ['Islewerth', 'Isleworth'],
    ['Stoke Newinton', 'Stoke Newington'],
    ['Shepards Bush Green', 'Shepherd’s Bush Green'],
    // spaces, hyphens, apostrophes, and, word order
    ['kings cross', 'King’s Cross'],
    ['hammersmith & fulham', 'Hammersmith and Fulham'],
    ['fulham hamersmith', 'Hammersmith and Fulham'],
    ['richmond apon thames', 'Richmond upon Thames'],
    ['kensington chelsea', 'Kensington and Chelsea'],
    ['saint pancras', 'St Pancras & Somers Town'],
    // stations
    ['Stockwel', 'Stockwell'],
    ['Elefant & Castle', 'Elephant & Castle'],
    ['Tottenham Cort Road', 'Tottenham Court Road'],
    ['Angle', 'Angel'],
  ])('%s is %s', (typed, name) => {
    const found = rankNames(plainName(typed), names)
    expect(plainName(found[0]?.name ?? ''), JSON.stringify(found.slice(0, 4))).toContain(plainName(name))
  })
  test('a thousand names are ranked in a few milliseconds', () => {
    const typed = ['westminister', 'shepards bush', 'tottenham cort road', 'iselworth', 'zzyzx', 'kingsten upon tames']
    for (const one of typed) rankNames(one, names)
    const started = performance.now()
    for (let i = 0; i < 10; i++) for (const one of typed) rankNames(one, names)
    const each = (performance.now() - started) / 60
    process.stdout.write(`  ranking ${names.length} names takes ${each.toFixed(1)} ms\n`)
    expect(each).toBeLessThan(50)
  })
})

describe('in the invented city', () => {
  const names = riverton()
  test.each([
    ['brikfeilds', 'Brickfields'],
    ['Brickfeilds', 'Brickfields'],
    ['harbor steps', 'Harbour Steps'],
    ['Catherdal', 'Cathedral'],
    ['nothgate', 'Northgate'],
    ['Souhtwharf', 'Southwharf'],
    ['Ivvy lane', 'Ivy Lane'],
    ['Aldar Bnak', 'Alder Bank'],
  ])('%s is %s', (typed, name) => expect(meant(names, typed)).toBe(name))
  test('every name is found by itself, and with any one letter left out of a name of six or more it is among the first three', () => {
    for (const { name } of names) {
      const plain = plainName(name)
      expect(meant(names, name)).toBe(name)
      for (let i = 1; plain.length >= 6 && i < plain.length; i++) {
        const typed = plain.slice(0, i) + plain.slice(i + 1)
        const first = rankNames(plainName(typed), names).slice(0, 3)
        expect(
          first.map(one => one.name),
          typed,
        ).toContain(name)
      }
    }
  })
})
