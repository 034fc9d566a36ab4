// Where a feed is read from: a served one, or a folder of answers kept as files.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** Undefined when it is no JSON. */
  body: unknown
  /** Milliseconds until it was whole. */
  took: number
}

export interface Source {
  /** `path` begins with a slash, or is empty: the bare address. */
  get(path: string): Promise<Answer>
  served: boolean
}

const timeoutMs = 30_000

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Why an address could not be reached: what Node calls the cause says more than its own words. */
export const reasonOf = (error: unknown): string => {
  const { cause, message } = error instanceof Error ? error : { cause: undefined, message: String(error) }
  return cause instanceof Error && cause.message !== '' ? cause.message : message
}

/** A feed behind an address; what cannot be reached answers with status 0. */
export const fromUrl = (address: string): Source => ({
  served: true,
  async get(path) {
    const started = performance.now()
    const url = `${address.replace(/\/+$/, '')}${path}`
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
      const text = await answer.text()
      const took = performance.now() - started
      return { status: answer.status, headers: answer.headers, text, body: parsed(text), took }
    } catch (error) {
      return {
        status: 0,
        headers: new Headers(),
        text: reasonOf(error),
        body: undefined,
        took: performance.now() - started,
      }
    }
  },
})

// Names that the official validator's own samples have.
const files: Readonly<Record<string, readonly string[]>> = {
  '/': ['api_details'],
  '/services': ['service_list'],
  '/services/:id': ['service_full', 'service'],
  '/taxonomies': ['taxonomy_list'],
  '/taxonomies/:id': ['taxonomy'],
  '/taxonomy_terms': ['taxonomy_term_list'],
  '/taxonomy_terms/:id': ['taxonomy_term'],
  '/service_at_locations': ['service_at_location_list'],
  '/service_at_locations/:id': ['service_at_location_full', 'service_at_location'],
  '/organizations': ['organization_list'],
  '/organizations/:id': ['organization_full', 'organization'],
}

/** A folder with one file for each kind of answer: every id gives the same one. */
export const fromFolder = (folder: string): Source => ({
  served: false,
  async get(path) {
    const [, name = '', id] = /^\/?([a-z_]*)(?:\/([^?]+))?/.exec(path) ?? []
    const key = name === '' ? '/' : `/${name}${id === undefined ? '' : '/:id'}`
    const file = (files[key] ?? []).map(each => join(folder, `${each}.json`)).find(each => existsSync(each))
    const text = file === undefined ? '' : readFileSync(file, 'utf8')
    return { status: file === undefined ? 404 : 200, headers: new Headers(), text, body: parsed(text), took: 0 }
  },
})
