// OpenActive's own two validators, without a network: the activity list they want is given to them from a file.
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { reasonOf } from './source.ts'

export const usualList = resolve(import.meta.dirname, '../../../shared/standards/openactive/activity-list.jsonld')

export const howToGet = `The OpenActive activity list is not here. Get activity-list.jsonld from github.com/openactive/activity-list (CC BY 4.0),
and give it with --activities FILE.`

const Found = z.object({
  severity: z.string(),
  message: z.string().nullish(),
  path: z.string().nullish(),
  type: z.string(),
})
export type Found = z.output<typeof Found>

interface Model {
  validate(document: unknown, options: Record<string, unknown>): Promise<unknown[]>
}
interface Rpde {
  RpdeValidator(url: string, options: Record<string, unknown>): Promise<unknown>
}
const need = createRequire(import.meta.url)
const model: Model = need('@openactive/data-model-validator')
const rpde: Rpde = need('@openactive/rpde-validator')

const listAddress = 'https://openactive.io/activity-list'

/** The list where the validator looks for what it has fetched before. */
function cacheWith(list: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'openactive-'))
  const name = createHash('sha256').update(listAddress).digest('hex')
  const kept = {
    errorCode: 'error_none',
    data: JSON.parse(readFileSync(list, 'utf8')),
    ...{
      statusCode: 200,
      url: listAddress,
      exception: null,
      contentType: 'application/ld+json',
      fetchTime: Date.now(),
    },
  }
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(kept))
  return folder
}

/** What the model validator says of documents, each by itself; `mode`: 'RPDEFeed' for what stands in a feed. */
export async function checkModel(documents: readonly unknown[], list: string, mode = 'RPDEFeed'): Promise<Found[]> {
  const folder = cacheWith(list)
  const options = {
    ...{ loadRemoteJson: true, remoteJsonCachePath: folder, remoteJsonCacheTimeToLive: 1e9, validationMode: mode },
  }
  const found: Found[] = []
  for (const each of documents) found.push(...z.array(Found).parse(await model.validate(each, options)))
  rmSync(folder, { recursive: true, force: true })
  return found
}

const Log = z.object({ pages: z.array(z.object({ url: z.string(), errors: z.array(Found) })) })

/** What the feed validator says of a served feed, page by page. */
export async function checkFeed(url: string): Promise<Found[]> {
  const log = Log.parse(await rpde.RpdeValidator(url, { pageLimit: 50, requestDelayMs: 0, timeoutMs: 20_000 }))
  return log.pages.flatMap(({ url: page, errors }) =>
    errors.map(each => ({ ...each, path: `${page} ${each.path ?? ''}` })),
  )
}

const Page = z.object({
  items: z.array(z.looseObject({ state: z.string(), id: z.union([z.string(), z.number()]), modified: z.number() })),
  next: z.string(),
})

/** What an address answers with; what is no JSON, or not there, is said in words. */
async function jsonAt(url: string): Promise<unknown> {
  const answer = await fetch(url).catch(error => {
    throw new Error(`Nobody answers at ${url} (${reasonOf(error)}). Check the address`)
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}. Check the address`)
  return answer.json().catch(() => {
    throw new Error(`What ${url} sends is not JSON. Check the address`)
  })
}

/** The data of every item of a feed, walked to its end or to `most` pages. */
export async function dataOf(url: string, most = 50): Promise<unknown[]> {
  const data: unknown[] = []
  let at = url
  for (let i = 0; i < most; i++) {
    const page = Page.parse(await jsonAt(at))
    if (page.items.length === 0) return data
    data.push(...page.items.flatMap(({ data: each }) => (each === undefined ? [] : [each])))
    at = page.next
  }
  return data
}

const Site = z.object({ distribution: z.array(z.object({ contentUrl: z.url() })) })
/** The feeds of a dataset site; an address that is none is a feed itself. */
export async function feedsOf(url: string): Promise<string[]> {
  const site = Site.safeParse(await jsonAt(url))
  return site.success ? site.data.distribution.map(({ contentUrl }) => contentUrl) : [url]
}
