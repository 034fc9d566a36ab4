/**
 * Looks strictly at a calendar before others subscribe to it: `npm run -s check:ics -- FILE|URL…`.
 * Each finding names its line and what to do. Exit 0 when nothing is wrong; 1 when something is; 2 when a calendar cannot be read.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { checkCalendar, eventsIn } from '../src/lib/ical/check.ts'

const usage = `Usage: npm run -s check:ics -- FILE|URL…

Looks at calendars by RFC 5545 and by what real readers trip over: folding, zones, exceptions, what makes a reader forget changes.
https, http and webcal addresses are fetched.

Exit codes: 0 nothing wrong, 1 something is, 2 a calendar cannot be read.
`

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

/** How much is wrong in one calendar. */
async function check(source: string): Promise<number> {
  const bytes = await bytesOf(source)
  if (bytes.length > most) throw new Error(`it has more than ${most / 1_000_000} MB: publish less, or several`)
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const found = checkCalendar(text)
  for (const { line, text: words } of found) console.log(`${source}:${line}: ${words}`)
  const events = eventsIn(text)
  const many = `${events} ${events === 1 ? 'event' : 'events'}`
  console.log(`${source}: ${many} looked at, ${found.length === 0 ? 'nothing wrong' : `${found.length} wrong`}`)
  return found.length
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean' } } })
  if (values.help) {
    process.stdout.write(usage)
    return 0
  }
  if (positionals.length === 0)
    throw new Error('Name at least one file or address: npm run -s check:ics -- calendar.ics')
  let [wrong, unread] = [0, 0]
  for (const source of positionals) {
    try {
      wrong += await check(source)
    } catch (error) {
      console.error(`${source}: cannot be read (${reason(error)}). Check the spelling, or that it is there.`)
      unread++
    }
  }
  return unread > 0 ? 2 : wrong > 0 ? 1 : 0
}

process.exitCode = await main().catch(error => {
  console.error(`${reason(error)}\n\n${usage}`)
  return 2
})
