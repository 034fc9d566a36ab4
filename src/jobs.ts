// The job process: takes waiting work from the table, one piece at a time, so that the web process only answers pages.
import * as evidence from './features/evidence/index.ts'
import * as finder from './features/finder/index.ts'
import * as people from './features/people/index.ts'
import { readConfig } from './platform/config.ts'
import { workOnce } from './platform/jobs.ts'
import { meansOf } from './platform/mail/index.ts'
import { readPack } from './platform/pack.ts'
import { root } from './platform/root.ts'
import { openStore } from './platform/store.ts'
import { jobHandlers } from './work.ts'

const pollMs = 500

async function main(pack: string): Promise<void> {
  process.on('SIGINT', () => {}) // Ctrl-C reaches us too; the web process tells us when to stop
  const config = readConfig(process.env, root)
  const store = await openStore(config, pack, { max: 2 })
  await people.scheduleNightly(store.db, new Date())
  await evidence.scheduleFacts(store.db, new Date())
  await finder.scheduleFeeds(store.db)
  await finder.scheduleSearch(store.db, new Date())
  await finder.scheduleCare(store.db, new Date())
  await finder.scheduleHelp(store.db, pack)
  const handlers = jobHandlers(store.db, meansOf(config.mail, readPack(pack).demonstration), config.publicAddress)
  // the channel closes when the web process tells us to stop, and when it dies
  while (process.connected !== false) {
    const worked = await workOnce(store.db, handlers).catch(() => false)
    if (!worked) await new Promise(resolve => setTimeout(resolve, pollMs))
  }
  await store.close()
}

main(process.argv[2] ?? 'demo').then(
  () => process.exit(0),
  error => {
    process.stderr.write(`The job process stopped: ${error instanceof Error ? error.message : error}\n`)
    process.exit(1)
  },
)
