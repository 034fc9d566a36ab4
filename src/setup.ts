import { z } from 'zod'
import * as people from './features/people/index.ts'
import { PlainError } from './lib/errors.ts'
import type { Config } from './platform/config.ts'
import type { Db } from './platform/db.ts'
import type { Handler } from './platform/jobs.ts'
import { migrate } from './platform/migrate.ts'
import { type Pack, readPack, readPackFile } from './platform/pack.ts'
import { readSetting, writeSetting } from './platform/settings.ts'
import { openStore, type Store } from './platform/store.ts'

export interface City {
  store: Store
  pack: Pack
  /** Lines for the person at the terminal: who to sign in as, or how to load an empty city. */
  advice: string[]
}

const defaultPack = 'demo'

/** Opens a pack's store, brings it up to date and, for the demonstration, fills it when it is empty. */
export async function openCity(config: Config, asked: string | undefined, say: (text: string) => void): Promise<City> {
  const pack = readPack(asked ?? defaultPack)
  if (!config.databaseUrl) say(`Opening the embedded database of ${pack.name}…`)
  const store = await openStore(config, pack.id, { wait: true })
  await migrate(store.db)
  await claim(store.db, pack)
  if (pack.demonstration) await fillDemonstration(store.db, pack, say)
  return { store, pack, advice: await advise(store.db, pack) }
}

/** One database holds one pack: the first to come writes its name; another is refused. */
export async function claim(db: Db, pack: Pack): Promise<void> {
  await db.transaction(async tx => {
    const held = await readSetting(tx, 'pack', z.string())
    if (held === undefined) return writeSetting(tx, 'pack', pack.id)
    if (held !== pack.id)
      throw new PlainError(`This database holds the pack "${held}"; one database holds one pack.`, `Open it with: npm start -- ${held}. For "${pack.id}", set DATABASE_URL to another database.`)
  })
}

export async function fillDemonstration(db: Db, pack: Pack, say: (text: string) => void): Promise<void> {
  if ((await people.listAccounts(db)).length > 0) return
  say(`Making the invented city of ${pack.name}…`)
  await people.seed(db, readPackFile(pack.id, 'people.json', z.array(people.Invitation)))
}

async function advise(_db: Db, pack: Pack): Promise<string[]> {
  if (pack.demonstration) return [pack.watermark, 'Choose who to sign in as on the page; start with the VRU analyst.']
  return ['Sign in: npm run -s upstream -- invite you@example.org --role analyst']
}

/** The work each room does away from the web process. */
export function jobHandlers(_db: Db, _pack: string): Record<string, Handler> {
  return {}
}
