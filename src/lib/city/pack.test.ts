import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import recipeFile from '../../../packs/demo/recipe.json' with { type: 'json' }
import { cityFiles, makeCity, Recipe } from './index.ts'

const city = makeCity(Recipe.parse(recipeFile))
const files = cityFiles(city)

describe('the pack describes the files', () => {
  const pack = join(import.meta.dirname, '../../../packs/demo')
  const read = <T>(file: string, schema: z.ZodType<T>) =>
    schema.parse(JSON.parse(readFileSync(join(pack, file), 'utf8')))
  const Described = z.object({
    id: z.string(),
    title: z.string(),
    categories: z.string().optional(),
    measures: z.array(z.string()).default([]),
    files: z.array(z.object({ path: z.string() })),
  })
  const sources = readdirSync(join(pack, 'sources')).map(name => ({ name, ...read(`sources/${name}`, Described) }))
  const measures = read('measures.json', z.array(z.object({ id: z.string() }))).map(measure => measure.id)

  test('every file belongs to one source, and every source has its files', () => {
    const described = sources.flatMap(source => source.files.map(file => file.path))
    expect(described.toSorted()).toEqual([...files.keys()].filter(path => path !== 'truth.json').sort())
    for (const source of sources) {
      expect(source.name).toBe(`${source.id}.json`)
      expect(source.title).toMatch(/^Demonstration: /)
    }
  })

  test('every measure and category file a source names is there', () => {
    for (const source of sources) {
      for (const measure of source.measures) expect(measures).toContain(measure)
      if (source.categories) expect(existsSync(join(pack, source.categories))).toBe(true)
    }
    expect(new Set(measures).size).toBe(measures.length)
  })

  test('there is somebody of every role, and each borough lead has a borough that exists', () => {
    const people = read(
      'people.json',
      z.array(z.object({ email: z.string(), role: z.string(), places: z.array(z.string()) })),
    )
    const roles = ['administrator', 'analyst', 'borough-lead', 'director', 'officer', 'provider', 'young-assessor']
    expect([...new Set(people.map(person => person.role))].sort()).toEqual(roles)
    expect(people.every(person => person.email.endsWith('@riverton.example'))).toBe(true)
    const codes = city.boroughs.map(borough => borough.code)
    for (const lead of people.filter(person => person.role === 'borough-lead')) expect(codes).toContain(lead.places[0])
  })
})
