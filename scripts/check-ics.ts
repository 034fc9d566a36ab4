/**
 * Looks strictly at a calendar before others subscribe to it: `npm run -s check:ics -- FILE|URL…`.
 * Each finding names its line and what to do. Exit 0 when nothing is found, 1 when something is or a calendar cannot be read.
 */
import { readFile } from 'node:fs/promises'
import { checkCalendar } from '../src/lib/ical/check.ts'

const most = 10_000_000
const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))

async function bytesOf(source: string): Promise<Uint8Array> {
  if (!/^(https?|webcals?):\/\//.test(source)) return readFile(source)
  const answer = await fetch(source.replace(/^webcals?:/, 'https:'), { signal: AbortSignal.timeout(30_000) })
  if (!answer.ok) throw new Error(`the address answered ${answer.status}`)
  const type = answer.headers.get('content-type') ?? 'nothing'
  if (!type.startsWith('text/calendar')) console.log(`${source}: sent as ${type}: send text/calendar; charset=utf-8`)
  return new Uint8Array(await answer.arrayBuffer())
}

/** How much was found in one calendar. */
async function check(source: string): Promise<number> {
  const bytes = await bytesOf(source)
  if (bytes.length > most) throw new Error(`it has more than ${most / 1_000_000} MB: publish less, or several`)
  const found = checkCalendar(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
  for (const { line, text } of found) console.log(`${source}:${line}: ${text}`)
  if (found.length === 0) console.log(`ok ${source}`)
  return found.length
}

async function main(sources: readonly string[]): Promise<number> {
  if (sources.length === 0) {
    console.error('Name at least one file or address: npm run -s check:ics -- calendar.ics')
    return 1
  }
  let found = 0
  for (const source of sources) {
    try {
      found += await check(source)
    } catch (error) {
      console.error(`${source}: cannot be read (${reason(error)}). Check the spelling, or that it is there.`)
      found += 1
    }
  }
  console.log(found === 0 ? 'nothing wrong' : `${found} wrong`)
  return found === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
