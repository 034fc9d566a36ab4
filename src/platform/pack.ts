import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { PlainError } from '../lib/errors.ts'
import { root } from './root.ts'

/** A city's own description: its name, its words, whether it is invented. */
export const Pack = z.looseObject({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  demonstration: z.boolean(),
  watermark: z.string().default('Demonstration: invented data. No place or person here is real.'),
  city: z.object({ code: z.string(), name: z.string() }),
  attribution: z.array(z.string()).default([]),
  /** Measures that have their own part on a place page, in order. */
  headlines: z.array(z.string()).default(['violence-with-injury']),
  /** Always in the picture: shown at borough level or above, the borough's figure on the page of a smaller place. */
  always: z.array(z.string()).default(['domestic-abuse', 'vawg']),
  /** The measure of deprivation (a score by LSOA) and its decile (1 most deprived). */
  deprivation: z
    .object({ score: z.string(), decile: z.string() })
    .default({ score: 'imd-2025-score', decile: 'imd-2025-decile' }),
})
export type Pack = z.output<typeof Pack>

export const packFolder = (id: string) => join(root, 'packs', id)

export const packNames = () =>
  readdirSync(join(root, 'packs'), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(root, 'packs', entry.name, 'pack.json')))
    .map(entry => entry.name)

/** Reads one JSON file of a pack with its schema; the error names the file and the field. */
export function readPackFile<T>(id: string, file: string, schema: z.ZodType<T>): T {
  const path = join(packFolder(id), file)
  if (!existsSync(path))
    throw new PlainError(`The pack "${id}" has no file ${file}.`, `Packs here: ${packNames().join(', ')}.`)
  const found = schema.safeParse(parseJson(path))
  if (!found.success)
    throw new PlainError(
      `packs/${id}/${file} cannot be used: ${z.prettifyError(found.error)}`,
      'Put the file right and start again.',
    )
  return found.data
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new PlainError(`${path} is not JSON: ${error instanceof Error ? error.message : error}`)
  }
}

export function readPack(id: string): Pack {
  if (!packNames().includes(id))
    throw new PlainError(`There is no pack called "${id}".`, `Packs here: ${packNames().join(', ')}.`)
  return readPackFile(id, 'pack.json', Pack)
}
