import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp } from '../../test/support.ts'
import { environmentOf, type } from '../../test/terminal.ts'
import { cityFiles, makeCity, Recipe } from '../lib/city/index.ts'
import { readPackFile } from '../platform/pack.ts'
import { sql } from '../platform/sql.ts'

// Files of places imported by hand into a running city: what the pages show follows.
const folder = mkdtempSync(join(tmpdir(), 'upstream-places-'))
let house: TestApp
let environment: NodeJS.ProcessEnv
let files: Map<string, string>

beforeAll(async () => {
  house = await openTestApp('demo')
  environment = environmentOf(house, 'demo')
  const recipe = readPackFile('demo', 'recipe.json', Recipe)
  files = new Map(cityFiles(makeCity(recipe, recipe.seed)))
})
afterAll(async () => {
  await house.close()
  if (environment.UPSTREAM_HOME) rmSync(environment.UPSTREAM_HOME, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

const put = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const Collection = z.looseObject({
  features: z.array(
    z.looseObject({
      properties: z.looseObject({ code: z.string(), name: z.string() }),
      geometry: z.looseObject({ coordinates: z.unknown() }),
    }),
  ),
})

test('boundaries: a ward of another name and another outline is on its page', async () => {
  const before = (await house.get('analyst', '/places/X05000001')).body
  expect(before).toContain('Bell Yard')
  const area = sql`select area_m2 as n from places where code = 'X05000001'`
  const Area = z.object({ n: z.number() })
  const { n: was } = await house.db.one(Area, area)
  const wards = Collection.parse(JSON.parse(files.get('boundaries/wards.geojson') ?? ''))
  const [first] = wards.features
  if (!first) throw new Error('the invented city has no wards')
  first.properties.name = 'Bell Yard and Quayside'
  first.geometry.coordinates = [
    [
      [-13.53, 56.52],
      [-13.52, 56.52],
      [-13.52, 56.53],
      [-13.53, 56.53],
      [-13.53, 56.52],
    ],
  ]
  const path = put('wards.geojson', JSON.stringify(wards))
  const line = `import ${path} --as geojson-boundaries --source boundaries-wards-2024 --snapshot 2026-11-01`
  const looked = await type(`${line} --dry-run`, environment)
  expect(looked.code, looked.err + looked.out).toBe(0)
  expect((await house.get('analyst', '/places/X05000001')).body).not.toContain('Quayside')
  const done = await type(line, environment)
  expect(done.code, done.err + done.out).toBe(0)
  expect((await house.get('analyst', '/places/X05000001')).body).toContain('Bell Yard and Quayside')
  expect((await house.db.one(Area, area)).n).not.toBe(was)
}, 240_000)

test('a look-up: the shares of an old ward are those of the file', async () => {
  const text = (files.get('lookups/ward18-ward24.csv') ?? '')
    .replace('Coal Staithe,0.699793', 'Coal Staithe,0.750000')
    .replace('Elm Park Road,0.300207', 'Elm Park Road,0.250000')
  const path = put('ward18-ward24.csv', text)
  const done = await type(`import ${path} --as lookup --source lookup-wd18-wd24 --snapshot 2026-11-01`, environment)
  expect(done.code, done.err + done.out).toBe(0)
  const shares = await house.db.many(
    z.object({ name: z.string(), weight: z.number() }),
    sql`select t.name, l.weight from place_links l join places f on f.id = l.from_id join places t on t.id = l.to_id
      where f.code = 'X05900001' and l.basis = 'population' order by t.name`,
  )
  expect(shares.map(one => one.weight)).toEqual([0.75, 0.25])
}, 240_000)

test('a file of places that is something else is refused, and nothing changes', async () => {
  const path = put('letter.geojson', '{"hello": "there"}')
  const { code, out } = await type(
    `import ${path} --as geojson-boundaries --source boundaries-wards-2024 --snapshot 2026-11-01`,
    environment,
  )
  expect(code).toBe(1)
  expect(out).toContain('letter.geojson')
})
