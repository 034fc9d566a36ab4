// What releases hold, as the public pages point to it: titles and addresses, newest first.
import { dayWords } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { currentReleases, published, releasedTitles } from '../../releases/index.ts'
import * as queries from './queries.ts'
import type { Shows } from './words.ts'

export interface ReleasedPlace extends queries.PlaceLine {
  publishedOn: string
}

/** Every place whose page is public now, by borough and name. */
export async function releasedPlaces(db: Db): Promise<ReleasedPlace[]> {
  const released = new Map(
    (await releasedTitles(db, 'place')).map(({ key, publishedOn }) => [key.replace('place/', ''), publishedOn]),
  )
  const lines = await queries.placeLines(db, [...released.keys()])
  return lines.map(line => ({ ...line, publishedOn: released.get(line.code) ?? '' }))
}

/** One line of a page that leads to what was released. */
export interface Shown {
  text: string
  href: string
  /** What it is, or when it was published. */
  words: string
}

/** Lines a page shows of one kind before it says "all of them are there". */
const most = 4

const readers: Record<Shows, (db: Db) => Promise<Shown[]>> = {
  publications: async db =>
    (await currentReleases(db)).map(({ title, slug, publishedOn }) => ({
      text: title,
      href: `/publications/${slug}`,
      words: dayWords(publishedOn ?? ''),
    })),
  places: async db =>
    (await releasedPlaces(db))
      .filter(place => place.kind === 'borough')
      .map(({ code, name }) => ({
        text: name,
        href: `/places/${code}`,
        words: 'What is strong, and what is being done',
      })),
  facts: async db =>
    (await factLines(db, most)).map(({ value, statement, about, source, href }) => ({
      text: `${value}: ${statement}`,
      href,
      words: `${about}. Source: ${source}`,
    })),
  decisions: db => titled(db, 'decision'),
  'you-said': db => titled(db, 'you-said'),
  challenge: db => titled(db, 'challenge'),
  commitment: db => titled(db, 'commitment'),
}

const titled = async (db: Db, kind: string): Promise<Shown[]> =>
  (await releasedTitles(db, kind)).map(({ title, slug, publishedOn }) => ({
    text: title,
    href: `/publications/${slug}`,
    words: `Published ${dayWords(publishedOn)}`,
  }))

/** The newest of a kind. */
export const shownOf = async (db: Db, what: Shows): Promise<Shown[]> => (await readers[what](db)).slice(0, most)

/** A figure with all that must stand beside it. */
export interface FactLine {
  value: string
  statement: string
  /** Where, when and how sure, always. */
  about: string
  source: string
  href: string
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The newest facts that may stand today. */
export const factLines = async (db: Db, count: number): Promise<FactLine[]> =>
  (await published(db, { kind: 'fact' })).slice(0, count).map(({ key, title, period, extra, sources }) => ({
    value: text(extra.value),
    statement: title,
    about: [text(extra.where), period, text(extra.interval)].filter(Boolean).join(', '),
    source: sources.map(each => each.title).join('; '),
    href: `/${key.replace('fact/', 'facts/')}`,
  }))
