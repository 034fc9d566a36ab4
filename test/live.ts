// The demonstration as it is on a day that its invented times reach: they are told from the day it is filled, which is the machine's own.
import { createApp } from '../src/app.ts'
import { addDays, type Day, londonDay } from '../src/lib/dates.ts'
import { openLog } from '../src/platform/log.ts'
import { openBench } from '../src/platform/work.ts'
import { openTestApp, type TestApp } from './support.ts'

/** The next Tuesday after today. */
export function nextTuesday(): Day {
  const today = londonDay(new Date())
  const ahead = (9 - new Date(`${today}T12:00:00Z`).getUTCDay()) % 7
  return addDays(today, ahead === 0 ? 7 : ahead)
}

/** The whole app over the demonstration, next Tuesday at three in the afternoon. Visitors only: others ask the app of `openTestApp`. */
export async function openLiveApp(): Promise<TestApp & { day: Day }> {
  const it = await openTestApp('demo')
  const [day, bench] = [nextTuesday(), openBench()]
  const log = openLog('fatal')
  const given = { db: it.db, pack: it.pack, log, bench, today: () => day, minutes: () => 15 * 60, secure: false }
  const app = createApp({ ...given, rememberMs: 60_000 })
  await app.ready()
  const ask: TestApp['ask'] = (role, options) =>
    role === 'public'
      ? app.inject({ ...options, headers: { accept: 'text/html', ...options.headers } })
      : it.ask(role, options)
  const close = async () => {
    await app.close()
    await bench.close()
    await it.close()
  }
  return { ...it, app, day, ask, get: (role, url) => ask(role, { method: 'GET', url }), close }
}
