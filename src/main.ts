import { once } from 'node:events'
import { join } from 'node:path'
import { createApp } from './app.ts'
import * as evidence from './features/evidence/index.ts'
import * as framework from './features/framework/index.ts'
import { londonDay } from './lib/dates.ts'
import { PlainError } from './lib/errors.ts'
import { type Config, readConfig } from './platform/config.ts'
import { connect } from './platform/db.ts'
import { announce } from './platform/embedded/lock.ts'
import { openLog, openTerminalLog } from './platform/log.ts'
import { readPack } from './platform/pack.ts'
import { checkPort, claimFolder } from './platform/port.ts'
import { root } from './platform/root.ts'
import { folderOf } from './platform/store.ts'
import { plainly } from './platform/store-errors.ts'
import { openBench } from './platform/work.ts'
import { advise, type City, fillDemonstration, openCity } from './setup.ts'
import { startJobs } from './supervise.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)
const complain = (error: unknown) => process.stderr.write(`${plainWords(plainly(error))}\n`)

async function main(): Promise<number> {
  const config = readConfig(process.env, root)
  await checkPort(config.host, config.port)
  const signal = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => undefined)
  const stop = await Promise.race([start(config, process.argv[2]), signal])
  if (!stop) return stoppedEarly()
  await signal
  say('\nStopping…')
  process.on('SIGINT', () => process.exit(130)) // a second Ctrl-C does not wait
  await stop()
  return 0
}

// What was not finished is undone by the database when we leave, and done again by the next start.
function stoppedEarly(): number {
  say('\nStopped before it was ready. The next start goes on from here.')
  return 130
}

const start = async (config: Config, asked: string | undefined) => serve(config, await open(config, asked))

/** Opens the city, for this process alone where the database is embedded. */
async function open(config: Config, asked: string | undefined): Promise<City> {
  if (asked !== undefined) readPack(asked) // a name that is none must not leave a folder behind
  if (!config.databaseUrl) claimFolder(folderOf(config, asked ?? 'demo'))
  say(config.databaseUrl ? 'Opening the database server…' : 'Opening the embedded database…')
  const city = await openCity(config, asked, { wait: true, trouble: complain })
  await framework.loadPack(city.store.db, city.pack.id, 'setup')
  await evidence.loadStatedFacts(city.store.db, { by: 'setup', today: londonDay(new Date()) })
  if (city.pack.demonstration) await fillDemonstration(city.store.db, city.pack, say)
  return city
}

/** No question of a public page takes longer: one that does would hold up everybody else's. */
const mostReadMs = 5_000

/** Answers pages and does jobs until the function it gives is called. */
async function serve(config: Config, { store, pack }: City): Promise<() => Promise<void>> {
  const bench = openBench()
  const log = process.stdout.isTTY ? openTerminalLog(say) : openLog(config.logLevel)
  const reads = connect(store.url, { max: 4, mostMs: mostReadMs })
  const app = createApp({
    db: store.db,
    reads,
    pack,
    log,
    bench,
    today: () => londonDay(new Date()),
    secure: config.secureCookies,
    publicAddress: config.publicAddress,
    uploads: join(config.home, 'uploads'),
    rememberMs: 1_000,
    signIn: {
      address: config.publicAddress,
      mail: config.mail !== undefined,
      provider: config.provider,
      key: config.secretsKey,
    },
  })
  const address = (await app.listen({ port: config.port, host: config.host })).replace('127.0.0.1', 'localhost')
  const folder = store.embedded ? folderOf(config, pack.id) : undefined
  if (folder) announce(folder, address, 'web')
  const jobs = startJobs(pack.id)
  for (const line of ['', `Upstream is ready: ${address}`, ...(await advise(store.db, pack)), 'Press Ctrl-C to stop.'])
    say(line)
  return async () => {
    await jobs.stop()
    await app.close()
    await bench.close()
    await reads.end()
    const alone = await store.close()
    say(
      alone
        ? 'Stopped. Everything is saved.'
        : 'Stopped. The database stays open for another command that is using it.',
    )
  }
}

const plainWords = (error: unknown): string =>
  error instanceof PlainError
    ? `\n${error.message}${error.remedy ? `\n${error.remedy}` : ''}`
    : `\nUpstream could not go on: ${error instanceof Error ? error.stack : error}`

main().then(
  code => process.exit(code),
  error => {
    complain(error)
    process.exit(1)
  },
)
