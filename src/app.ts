import type { FastifyInstance } from 'fastify'
import { features, freshHeads, navigationFor, publicHeads } from './doors.ts'
import * as evidence from './features/evidence/index.ts'
import * as finder from './features/finder/index.ts'
import * as framework from './features/framework/index.ts'
import * as home from './features/home/index.ts'
import * as needs from './features/needs/index.ts'
import * as people from './features/people/index.ts'
import * as places from './features/places/index.ts'
import * as releases from './features/releases/index.ts'
import * as threads from './features/threads/index.ts'
import { retentionRules } from './keep.ts'
import { type Day, londonMinutes } from './lib/dates.ts'
import { chainHead, record } from './platform/audit.ts'
import type { Db } from './platform/db.ts'
import { type Actor, createWeb } from './platform/http.ts'
import type { Logger } from './platform/log.ts'
import type { Pack } from './platform/pack.ts'
import { openViews } from './platform/view.ts'
import type { Bench } from './platform/work.ts'
import { views } from './views.ts'

/** All that the app stands on, handed in: nothing is opened or read from the environment here. */
export interface Setup {
  db: Db
  /** What the public pages of the finder read by, with a limit of time to each question; `db` unless said. */
  reads?: Db
  pack: Pack
  log: Logger
  bench: Bench
  /** The Europe/London date. */
  today(): Day
  /** Minutes after midnight in London; the clock's own unless said. */
  minutes?: () => number
  /** Cookies only over HTTPS. */
  secure: boolean
  /** Folder for files on their way in; the system's own for temporary files unless said. */
  uploads?: string
  /** Where people find Upstream: what links that leave it begin with. */
  publicAddress?: string
  /** More that can be released than the rooms offer by themselves. */
  builders?: readonly releases.Builder[]
  /** Milliseconds for which a public page may be answered from memory without asking whether anything changed; not at all unless said. */
  rememberMs?: number
  /** How people sign in: provider, mail, keys. */
  signIn?: people.Given
}

/** The house, room by room. */
export function createApp(setup: Setup): FastifyInstance {
  const { db, pack, log } = setup
  const publicAddress = setup.publicAddress ?? 'http://localhost:3000'
  const render = openViews()
  const signIn = people.complete(
    { ...setup, pack: pack.id, demonstration: pack.demonstration, boroughs, endFeed: home.endFeed },
    setup.signIn,
  )
  const app = createWeb({
    log,
    identify: req => people.identify(db, req, { secure: setup.secure, pack: pack.id, today: setup.today() }),
    exported: (actor, address) => record(db, actor.email, 'export.taken', address),
    accessWords: people.accessWords,
    allows: people.allows,
    secure: setup.secure,
    remembering: setup.rememberMs === undefined ? undefined : remembering(setup, setup.rememberMs),
    render: (template, data, req) =>
      render(template, { actor: req.actor, site: site(pack, req.actor, req.url), ...data }),
  })
  app.register(async rooms => {
    people.closeGated(rooms, db, { today: setup.today, features })
    rooms.get('/health', { access: 'public' }, async () => ({ name: 'upstream', pack: pack.id }))
    const mayImport = (actor: Actor) => people.allows(actor, 'evidence.import')
    evidence.catalogueRoutes(rooms, db, { packId: pack.id, today: setup.today, mayImport })
    evidence.factRoutes(rooms, setup)
    evidence.uploadRoutes(rooms, db, { packId: pack.id, mayImport, folder: setup.uploads })
    people.routes(rooms, db, signIn)
    people.trustRoutes(rooms, db, { pack, today: setup.today, rules: retentionRules, features })
    home.frontRoutes(rooms, {
      ...setup,
      summary: actor => home.startSummary(db, pack, actor),
      rooms: actor => navigationFor(actor, '/').rooms,
    })
    places.routes(rooms, db, { city: pack.city.name, packId: pack.id, today: setup.today })
    home.placeRoutes(rooms, db, pack)
    const city = { city: pack.city.name, cityCode: pack.city.code, packId: pack.id }
    const strategy = { db, today: setup.today, ...city, around: home.around(db, pack) }
    framework.routes(rooms, strategy)
    framework.changeRoutes(rooms, strategy)
    home.measureRoutes(rooms, db, pack)
    needs.routes(rooms, { ...setup, views })
    finder.routes(rooms, {
      ...setup,
      reads: setup.reads ?? db,
      minutes: setup.minutes ?? (() => londonMinutes(new Date())),
      publicAddress,
    })
    home.weekRoutes(rooms, setup)
    home.searchRoutes(rooms, setup)
    home.calendarRoutes(rooms, {
      ...setup,
      city: pack.city.name,
      actorOf: id => people.actorOf(db, id),
      publicAddress,
    })
    releases.routes(rooms, db, {
      today: setup.today,
      unit: pack.unit,
      builders: [...(setup.builders ?? []), ...home.builders(pack, setup.today)],
    })
    threads.threadRoutes(rooms, setup)
    threads.linkRoutes(rooms, setup)
    threads.taskRoutes(rooms, setup)
    threads.registerRoutes(rooms, setup)
    threads.decisionRoutes(rooms, { ...setup, panelOf: code => home.panelOf(db, pack, code, setup.today()) })
  })
  return app
}

// Every change writes its audit row with it, and what is public may change with the day.
const remembering = ({ db, today }: Setup, believeMs: number) => ({
  heads: publicHeads,
  fresh: freshHeads,
  state: async () => `${today()} ${(await chainHead(db))?.position ?? 0}`,
  believeMs,
})

// What somebody may answer for.
async function boroughs(db: Db): Promise<{ code: string; name: string }[]> {
  const city = await places.findCity(db)
  return city ? places.childrenOf(db, city.id) : []
}

function site(pack: Pack, actor: Actor, url: string) {
  return {
    name: pack.name,
    demonstration: pack.demonstration,
    watermark: pack.watermark,
    glass: people.glassWords(actor),
    attribution: pack.attribution.map(text => text.replace(/\.?$/, '.')).join(' '),
    ...navigationFor(actor, url),
    footer: home.footer(actor),
  }
}
