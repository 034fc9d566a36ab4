import { once } from 'node:events'
import { createApp } from './app.ts'
import { londonDay } from './lib/dates.ts'
import { PlainError } from './lib/errors.ts'
import { readConfig } from './platform/config.ts'
import { openLog } from './platform/log.ts'
import { checkPort } from './platform/port.ts'
import { root } from './platform/root.ts'
import { openBench } from './platform/work.ts'
import { openCity } from './setup.ts'
import { startJobs } from './supervise.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

async function main(): Promise<void> {
  const config = readConfig(process.env, root)
  const asked = process.argv[2]
  await checkPort(config.host, config.port)
  const city = await openCity(config, asked, say)
  const bench = openBench()
  const log = openLog(process.stdout.isTTY ? 'warn' : config.logLevel)
  const app = createApp({ db: city.store.db, pack: city.pack, log, bench, today: () => londonDay(new Date()), secure: config.secureCookies })
  const address = await app.listen({ port: config.port, host: config.host })
  const jobs = startJobs(city.pack.id)

  say(`\nUpstream is ready: ${address.replace('127.0.0.1', 'localhost')}`)
  for (const line of city.advice) say(line)
  say('Press Ctrl-C to stop.')

  const signal = await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  say(`\nStopping${signal[0] === 'SIGINT' ? '' : ' as asked'}…`)
  process.on('SIGINT', () => process.exit(130)) // a second Ctrl-C does not wait
  await jobs.stop()
  await app.close()
  await bench.close()
  await city.store.close()
  say('Stopped. Everything is saved.')
}

main().then(
  () => process.exit(0),
  error => {
    const plain = error instanceof PlainError
    process.stderr.write(plain ? `\n${error.message}\n${error.remedy ?? ''}\n` : `\nUpstream could not start: ${error instanceof Error ? error.stack : error}\n`)
    process.exit(1)
  },
)
