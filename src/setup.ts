import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import * as evidence from './features/evidence/index.ts'
import * as finder from './features/finder/index.ts'
import * as framework from './features/framework/index.ts'
import * as needs from './features/needs/index.ts'
import * as people from './features/people/index.ts'
import * as places from './features/places/index.ts'
import { cityFiles, makeCity, Recipe } from './lib/city/index.ts'
import { addDays, londonDay } from './lib/dates.ts'
import { PlainError } from './lib/errors.ts'
import { plural } from './lib/words.ts'
import type { Config } from './platform/config.ts'
import type { Db } from './platform/db.ts'
import { migrate } from './platform/migrate.ts'
import { type Pack, readPack, readPackFile } from './platform/pack.ts'
import { readSetting, writeSetting } from './platform/settings.ts'
import { sql } from './platform/sql.ts'
import { type OpenOptions, openStore, type Store } from './platform/store.ts'
import { publishStory } from './publish.ts'
import { tellStory } from './story.ts'

export interface City {
  store: Store
  pack: Pack
}

type Say = (text: string) => void
type Progress = (done: number, total: number, words: string) => void

const defaultPack = 'demo'

/** Opens a pack's store and brings it up to date. On a server with no pack asked for, the one it holds. */
export async function openCity(config: Config, asked: string | undefined, options: OpenOptions = {}): Promise<City> {
  if (asked !== undefined) readPack(asked)
  const store = await openStore(config, asked ?? defaultPack, options)
  try {
    await migrate(store.db)
    const pack = readPack(asked ?? (await heldPack(store.db)) ?? defaultPack)
    await claim(store.db, pack)
    return { store, pack }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** The pack this database holds; undefined when it is new. */
export const heldPack = (db: Db) => readSetting(db, 'pack', z.string())

/** One database holds one pack: the first to come writes its name; another is refused. */
export async function claim(db: Db, pack: Pack): Promise<void> {
  await db.transaction(async tx => {
    const held = await heldPack(tx)
    if (held === undefined) return writeSetting(tx, 'pack', pack.id)
    if (held !== pack.id)
      throw new PlainError(
        `This database holds the pack "${held}"; one database holds one pack.`,
        `Open it with: npm start -- ${held}. For "${pack.id}", set DATABASE_URL to another database.`,
      )
  })
}

/** Makes the invented city and loads it through the importers of real data. A fill that was stopped half-way is finished by the next. */
export async function fillDemonstration(db: Db, pack: Pack, say: Say): Promise<void> {
  if (await readSetting(db, 'filled', z.boolean())) return
  say(`Making the invented city of ${pack.name}…`)
  const folder = mkdtempSync(join(tmpdir(), 'upstream-city-'))
  try {
    writeCity(pack, folder)
    say(`Loading its ${plural(filesThere(chosenOf(pack), folder), 'file')} as if they were open data…`)
    await loadCity(db, pack, folder, { by: 'setup', progress: nowAndThen(say) })
    say('Looking for places that rise, fall or stay high beyond chance…')
    await mark(db, 'setup', addDays(londonDay(new Date()), -marksDaysAgo))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  await people.seed(db, readPackFile(pack.id, 'people.json', z.array(people.Seeded)))
  await framework.fillDemonstration(db, pack.id, londonDay(new Date()))
  await tellStory(db, pack, londonDay(new Date()))
  await publishStory(db, pack, londonDay(new Date()))
  await fillEntries(db, pack)
  await needs.requestLists(db, 'setup')
  await writeSetting(db, 'filled', true)
}

async function fillEntries(db: Db, pack: Pack): Promise<void> {
  const accounts = await people.listAccounts(db)
  const [officer = 'setup', second = 'setup'] = accounts
    .filter(one => one.role === 'officer')
    .map(one => one.email)
    .sort()
  const of = (organisation: string) =>
    accounts.find(account => account.role === 'provider' && account.organisation === organisation)?.email
  await finder.fillFinder(db, pack, { today: londonDay(new Date()), officer, of })
  const lead = (borough: string) => {
    const found = accounts.find(one => one.role === 'borough-lead' && one.places.includes(borough))
    return found && { email: found.email, accountId: found.id }
  }
  await finder.fillUnderWay(db, pack, { today: londonDay(new Date()), officers: [officer, second], lead })
  await finder.tellUnmet(db, londonDay(new Date()))
}

// The demonstration's questions were opened before its story of what people did with them began.
const marksDaysAgo = 14

const lineMs = 2_000

/** Progress as a line every two seconds: a start is watched by people. */
function nowAndThen(say: Say): Progress {
  let last = performance.now()
  return (done, total, words) => {
    if (performance.now() - last < lineMs) return
    last = performance.now()
    say(total > 1 ? `  ${done} of ${total}: ${words}` : `  ${words}`)
  }
}

function writeCity(pack: Pack, folder: string): void {
  const recipe = readPackFile(pack.id, 'recipe.json', Recipe)
  const files = cityFiles(makeCity(recipe, recipe.seed))
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** Every reader of files there is. */
export const formats: readonly evidence.Format[] = [...evidence.placesFormats, ...evidence.dataFormats]

const placesKind = (source: evidence.Source) => formats.find(format => format.name === source.format)?.kind === 'places'

/** Loads what a pack describes from a folder: places, what follows from them, then figures. Only the sources named, where any are. */
export async function loadCity(
  db: Db,
  pack: Pack,
  folder: string,
  ask: { only?: readonly string[]; by: string; progress: Progress },
): Promise<evidence.SourceLoad[]> {
  await evidence.sweep(db)
  await framework.loadPack(db, pack.id, ask.by)
  if (pack.demonstration) await people.seedGates(db, readPackFile(pack.id, 'gates.json', z.array(people.SeededGate)))
  await evidence.loadStatedFacts(db, { by: ask.by, today: londonDay(new Date()) })
  const chosen = chosenOf(pack, ask.only)
  const [first, then] = [chosen.filter(placesKind), chosen.filter(source => !placesKind(source))]
  const all = filesThere(chosen, folder)
  const load = async (sources: typeof chosen, before: number) => {
    if (sources.length === 0) return []
    const progress: Progress = (done, _total, words) => ask.progress(before + done, all, words)
    const only = sources.map(source => source.id)
    return (await evidence.loadPack(db, pack.id, folder, { formats, by: ask.by, progress, only })).sources
  }
  const ofPlaces = await load(first, 0)
  if (ofPlaces.some(source => source.files > 0)) {
    ask.progress(0, 1, 'Joining places together, drawing maps')
    await places.finishPlaces(db, { by: ask.by, city: pack.city })
    await finder.bringVenues(db, pack.id, chosen, { by: ask.by, today: londonDay(new Date()) })
  }
  if (ask.only === undefined) await places.loadCalendars(db, pack.id, folder, ask.by)
  return [...ofPlaces, ...(await load(then, filesThere(first, folder)))]
}

/** The sources a load takes: those named, or all that are described and not on request. */
export const chosenOf = (pack: Pick<Pack, 'id'>, only?: readonly string[]): evidence.Source[] =>
  evidence
    .readPackEvidence(pack.id)
    .sources.filter(source => source.status === 'described' && (only ? only.includes(source.id) : !source.onRequest))

/** How many of their files are in the folder: what the counter of a load goes up to. */
export const filesThere = (sources: readonly evidence.Source[], folder: string): number =>
  sources.flatMap(source => source.files).filter(file => existsSync(join(folder, file.path))).length

/** Who is named in the audit trail where a whole pack is loaded; the signals are made at its end. */
export const loaders = ['setup', 'load']

/** Makes every mark anew, and keeps what early notice flags in the newest month. */
export async function assessAll(
  db: Db,
  by: string,
  progress?: (done: number, total: number) => void,
  today = londonDay(new Date()),
) {
  const assessed = await mark(db, by, today, progress)
  await needs.keepLists(db, by)
  return assessed
}

const mark = (db: Db, by: string, today: string, progress?: (done: number, total: number) => void) =>
  needs.assessAll(db, { settings: needs.defaults, by, today, progress })

/** Area levels signals are assessed for, each with the vintage the pack declares. */
export const assessedLevels = ['ward', 'borough'] as const
export type AssessedLevel = (typeof assessedLevels)[number]

const Levels = z.object({ levels: z.array(z.object({ id: z.string(), vintage: z.string().nullable() })) })

/** Makes the marks of one level anew. */
export const assessLevel = (
  db: Db,
  pack: Pack,
  level: AssessedLevel,
  by: string,
  progress?: (done: number, total: number) => void,
) => {
  const vintage = Levels.parse(pack).levels.find(each => each.id === level)?.vintage
  if (!vintage) throw new PlainError(`The pack "${pack.id}" has no ${level}s.`, 'Give another --level.')
  return needs.assess(db, {
    vintage: `${level}:${vintage}`,
    settings: needs.defaults,
    by,
    today: londonDay(new Date()),
    progress,
  })
}

/** Lines for the person at the terminal: who to sign in as, or how to load an empty city. */
export async function advise(db: Db, pack: Pack): Promise<string[]> {
  if (pack.demonstration) return [pack.watermark, 'Choose who to sign in as on the page; start with the VRU analyst.']
  const invite = `Sign in: npm run -s upstream -- --pack ${pack.id} invite you@example.org --role analyst`
  if (await hasPlaces(db)) return [invite]
  return [
    `${pack.name} is empty. Load it, here or in another terminal: npm run -s upstream -- load ${pack.id} --data DIR`,
    invite,
  ]
}

const hasPlaces = async (db: Db) =>
  (await db.one(z.object({ any: z.boolean() }), sql`select exists (select 1 from places) as any`)).any
