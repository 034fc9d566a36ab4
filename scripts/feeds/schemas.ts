// The published schemas of HSDS-UK 3.0, read from a folder: they are not ours to keep here.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const address = 'https://openreferraluk.org/specifications/3.0/schema/'
const notSchemas = new Set(['open_api.json', 'empy_list_response.json'])

export const usualFolder = resolve(import.meta.dirname, '../../../shared/standards/openreferraluk/hsds-uk-3.0')

export const howToGet = `The schemas of HSDS-UK 3.0 are not here. Get the folder specifications/3.0 of
github.com/OpenReferralUK/oruk-standard-and-website (schema/*.json), and give it with --schemas DIR.`

/** The names of schemas with what they find wrong; undefined where the folder has none. */
export function readSchemas(folder = usualFolder): Validate | undefined {
  const inside = [join(folder, 'schema'), folder].find(each => existsSync(join(each, 'service.json')))
  if (inside === undefined) return undefined
  // The published files carry words of their own beside JSON Schema's.
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  for (const name of readdirSync(inside).filter(each => each.endsWith('.json') && !notSchemas.has(each)))
    ajv.addSchema(JSON.parse(readFileSync(join(inside, name), 'utf8')), `${address}${name}`)
  return (name, value) => {
    const check = ajv.getSchema(`${address}${name}.json`)
    if (!check) throw new Error(`${inside} has no schema ${name}.json`)
    return check(value) === true ? [] : (check.errors ?? []).map(words)
  }
}

export type Validate = (schema: string, value: unknown) => string[]

const words = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath || '/'} ${message ?? 'is wrong'}${'allowedValues' in params ? ` (${String(params.allowedValues)})` : ''}`
