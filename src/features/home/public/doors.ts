// The pages a visitor meets first: the front, one for each audience, help, and what the unit believes.
import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import { type Page, page } from '../../../platform/view.ts'
import { type HelpView, type HelpWords, helpView, lineOf } from '../../finder/index.ts'
import { type FactLine, factLines, type Shown, shownOf } from './released.ts'
import { type Strategy, strategyOf } from './strategy.ts'
import * as said from './words.ts'

interface Door {
  text: string
  href: string
  words: string
}
interface PartView extends Omit<said.Part, 'shows'> {
  shown: { items: Shown[]; empty: string } | null
}
interface Frame {
  title: string
  lead: string
}
interface AudiencePage extends Frame {
  help: HelpView[]
  parts: PartView[]
  doors: Door[]
}
interface FrontPage extends Frame {
  words: said.FrontWords
  first: Door[]
  rest: Door[]
  help: HelpView[]
  news: Shown[]
  facts: FactLine[]
  belief: string
}
const frontPage = page<FrontPage>('home/public/pages/front.njk')
const audiencePage = page<AudiencePage>('home/public/pages/audience.njk')
const aboutPage = page<Frame & Strategy & { parts: PartView[]; doors: Door[] }>('home/public/pages/about.njk')

export interface Asked {
  /** Who helps right now, as it was last put right. */
  help(): Promise<HelpWords>
  db: Db
  pack: Pack
  words: said.PublicWords
  /** The Europe/London date. */
  today: string
}

/** Young people and parents come first, and larger. */
const firstDoors = 2
const newest = 3
const factsInFront = 2

const linesOf = (help: HelpWords, ids: readonly string[]) => ids.map(id => helpView(lineOf(help, id)))

const doorsOf = (words: said.PublicWords): Door[] =>
  said.audiences.map(id => ({ ...words.audiences[id].door, href: `/${id}` }))

const partsOf = (db: Db, parts: readonly said.Part[]): Promise<PartView[]> =>
  Promise.all(
    parts.map(async ({ shows, ...part }) => ({
      ...part,
      shown: shows ? { items: await shownOf(db, shows.what), empty: shows.empty } : null,
    })),
  )

export async function front({ db, pack, words, today, help }: Asked): Promise<Page> {
  const doors = doorsOf(words)
  const { belief } = await strategyOf(db, [], today)
  return frontPage({
    title: pack.unit,
    lead: words.front.lead,
    words: words.front,
    first: doors.slice(0, firstDoors),
    rest: doors.slice(firstDoors),
    help: linesOf(await help(), words.help.first),
    news: (await shownOf(db, 'publications')).slice(0, newest),
    facts: await factLines(db, factsInFront),
    belief: belief?.text ?? '',
  })
}

export async function audience({ db, words, help }: Asked, id: said.Audience): Promise<Page> {
  const mine = words.audiences[id]
  return audiencePage({
    title: mine.title,
    lead: mine.lead,
    help: linesOf(await help(), mine.help),
    parts: await partsOf(db, mine.parts),
    doors: doorsOf(words).filter(({ href }) => href !== `/${id}`),
  })
}

export async function about({ db, words, today }: Asked): Promise<Page> {
  const { title, lead, parts, strategy } = words.about
  const found = await strategyOf(db, strategy, today)
  return aboutPage({ title, lead, ...found, parts: await partsOf(db, parts), doors: doorsOf(words) })
}
