/**
 * Checks OpenActive feeds and documents: `npm run -s check:openactive -- URL|FILE… [--activities FILE]`.
 * A URL is a feed or a dataset site that lists feeds; a FILE is a document or a page of a feed. OpenActive's own validators are asked, without a network
 * but for the feed itself. Exit 0 when nothing failed; 1 when something did; 2 when it cannot be checked.
 */
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { checkFeed, checkModel, dataOf, type Found, feedsOf, howToGet, usualList } from './feeds/active.ts'

const shown = 100
const read = () =>
  parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' }, activities: { type: 'string' } } })
const usage = `Usage: npm run -s check:openactive -- URL|FILE… [--activities FILE]

  --activities FILE  activity-list.jsonld of github.com/openactive/activity-list

Exit codes: 0 nothing failed, 1 something did, 2 it cannot be checked.
`

const Page = z.object({ items: z.array(z.object({ data: z.unknown() })) })
const documentsIn = (value: unknown): unknown[] => {
  const page = Page.safeParse(value)
  return page.success ? page.data.items.flatMap(({ data }) => (data === undefined ? [] : [data])) : [value]
}

function say(name: string, documents: number, found: readonly Found[]): number {
  const failed = found.filter(({ severity }) => severity === 'failure')
  for (const { path, type, message } of failed.slice(0, shown))
    process.stdout.write(`Failed ${path ?? ''} ${type}: ${message ?? ''}\n`)
  process.stdout.write(
    `${name}: ${documents} checked, ${failed.length} failures, ${found.length - failed.length} hints.\n`,
  )
  return failed.length
}

async function check(target: string, list: string): Promise<number> {
  if (!/^https?:\/\//.test(target)) {
    const documents = documentsIn(JSON.parse(readFileSync(target, 'utf8')))
    return say(target, documents.length, await checkModel(documents, list))
  }
  let failures = 0
  for (const feed of await feedsOf(target)) {
    const documents = await dataOf(feed)
    failures += say(feed, documents.length, [...(await checkFeed(feed)), ...(await checkModel(documents, list))])
  }
  return failures
}

async function main(): Promise<number> {
  const { values, positionals: targets } = read()
  if (values.help) {
    process.stdout.write(usage)
    return 0
  }
  if (targets.length === 0) throw new Error('Say what to check: npm run -s check:openactive -- URL|FILE…')
  const list = values.activities ?? usualList
  if (!existsSync(list)) throw new Error(howToGet)
  let failures = 0
  for (const target of targets) failures += await check(target, list)
  return failures > 0 ? 1 : 0
}

process.exitCode = await main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n--help says how.\n`)
  return 2
})
