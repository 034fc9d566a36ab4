// Community centres, libraries and the like that the city's own data have become entries that anybody finds, each list in one go.
import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import { record } from '../../../../platform/audit.ts'
import type { Db } from '../../../../platform/db.ts'
import { readSetting } from '../../../../platform/settings.ts'
import * as organisations from '../../../organisations/index.ts'
import { assetsOfSource } from '../../../places/index.ts'
import { moment } from '../../entries/queries.ts'
import { refresh } from '../../search/refresh.ts'
import type { Crawling, Ended } from '../crawling.ts'
import { endCrawl, source as findSource, insertCrawl } from '../queries.ts'
import { type Counts, none, type Sample, type Source } from '../schemas.ts'
import { bodyOf, refOf } from './body.ts'
import { type Plan, planOf, type Wanted } from './plan.ts'
import * as queries from './queries.ts'
import { type Listed, licenceOf, type Setting, settingsOf } from './setting.ts'

interface Bringing {
  by: string
  today: Day
}

/** After a load: every list the pack says the public finds, among the sources that were loaded. */
export async function bringVenues(db: Db, pack: string, sources: readonly Listed[], ask: Bringing): Promise<void> {
  for (const setting of settingsOf(pack)) {
    const listed = sources.find(({ id }) => id === setting.source)
    if (listed) await db.transaction(tx => bringList(tx, setting, listed, ask))
  }
}

async function bringList(tx: Db, setting: Setting, listed: Listed, { by, today }: Bringing): Promise<void> {
  const { id, title: name, attribution } = listed
  if ((await assetsOfSource(tx, id, setting.kind)).length === 0) return
  const licence = licenceOf(listed.licence)
  await queries.putSource(tx, { id, name, licence, attribution, trust: 'feed', everyHours: 720 }, by)
  const source = await findSource(tx, id)
  if (!source) return
  const looking = source.state !== 'approved'
  const crawl = await insertCrawl(tx, id, looking, by)
  const { counts, pages, problems, sample } = await takeList(tx, { source, setting, looking, by, today })
  const ended = { ...counts, pages, problems: [...problems], sample: [...sample] }
  await endCrawl(tx, crawl.id, { ...ended, outcome: 'complete' })
  await record(tx, by, 'feed.crawled', `feed/${id}`, { crawl: crawl.id, ...counts })
}

interface Taking extends Bringing {
  source: Source
  setting: Setting
  /** A look beforehand: nothing is entered. */
  looking: boolean
}

/** One time of taking the list: all of it, or only a look where it is not approved. */
async function takeList(tx: Db, { source, setting, looking, by, today }: Taking): Promise<Ended> {
  const custodian = (await queries.custodianOf(tx, source.id)) ?? source.name
  const wanted = await wantedOf(tx, setting, custodian)
  const counts = looking ? none : await publish(tx, source, custodian, wanted, { by, today })
  return {
    complete: wanted.length > 0,
    pages: 1,
    counts: { ...counts, seen: wanted.length },
    problems: source.licence === '' ? ['No licence is recorded: nothing of it is published'] : [],
    sample: looking ? wanted.slice(0, 20).map(sampleOf) : [],
  }
}

/** The same, asked for on the page of the list: after its licence was recorded and somebody approved it. */
export async function crawlVenues({ db, source, looking, by, today }: Crawling): Promise<Ended> {
  const pack = await readSetting(db, 'pack', z.string())
  const setting = settingsOf(pack ?? '').find(each => each.source === source.id)
  if (setting) return db.transaction(tx => takeList(tx, { source, setting, looking, by, today }))
  return { complete: false, pages: 0, counts: none, problems: ['The pack names this list no more'], sample: [] }
}

async function wantedOf(tx: Db, setting: Setting, custodian: string): Promise<Wanted[]> {
  const all = (await assetsOfSource(tx, setting.source, setting.kind)).map(at => ({
    ref: refOf(at),
    body: bodyOf(at, setting, custodian),
    boroughId: at.boroughId,
  }))
  return [...new Map(all.map(each => [each.ref, each])).values()]
}

async function publish(
  tx: Db,
  source: Source,
  custodian: string,
  wanted: readonly Wanted[],
  { by, today }: Bringing,
): Promise<Counts> {
  // changes are told one after the other, and the turn is asked for before any entry is held
  const now = await moment(tx)
  const plan = planOf(wanted, await queries.there(tx, source.id))
  const given = {
    sourceId: source.id,
    name: source.name,
    licence: source.licence,
    organisationId: await publisherOf(tx, custodian, by),
    approvedBy: source.approvedBy ?? by,
    now,
  }
  const added = await queries.add(tx, given, plan.add)
  await queries.change(tx, given, plan.change)
  await queries.reopen(tx, plan.back, given.now)
  await queries.withdraw(tx, plan.gone, given.now)
  await refresh(tx, [...added, ...touched(plan)], today)
  const changed = new Set([...plan.change.map(({ id }) => id), ...plan.back]).size
  return { ...none, entered: added.length, changed, withdrawn: plan.gone.length }
}

const touched = ({ change, back, gone }: Plan): string[] => [
  ...new Set([...change.map(({ id }) => id), ...back, ...gone]),
]

/** Who published the list: one organisation, whatever the number of their lists. Who runs each place is not known. */
async function publisherOf(tx: Db, custodian: string, by: string): Promise<string> {
  const from = { id: queries.hand, ref: custodian }
  const known = await organisations.findBySource(tx, from.id, from.ref)
  if (known) return known.id
  const description = 'Published the list that these places are on. Who runs each place is not in the list.'
  const kept = await organisations.enter(tx, { name: custodian, description, by, source: from })
  if (!kept.ok) throw new RangeError(kept.errors.map(({ text }) => text).join('. '))
  return kept.organisation.id
}

const sampleOf = ({ body }: Wanted): Sample => ({
  name: body.name,
  where: [body.venue?.address, body.venue?.locality].filter(Boolean).join(', '),
  when: 'No times',
  who: 'Not said',
  flags: [],
  refused: '',
})
