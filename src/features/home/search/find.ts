import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { factsInForce, factWords, openEvidence } from '../../evidence/index.ts'
import { allows } from '../../people/index.ts'
import { placeHref, search as searchPlaces } from '../../places/index.ts'
import { kindWords, type Record, searchRecords, visible } from '../../threads/index.ts'
import * as methods from '../front/methods.ts'
import * as queries from './queries.ts'
import { countWords, holds, placeNote, rankPlaces, wordsOf } from './rules.ts'

export interface Hit {
  title: string
  href: string
  note: string
}

/** All answers of one kind. `key` names it in the address. */
export interface Group {
  key: string
  name: string
  hits: readonly Hit[]
  /** What is among them. */
  words: string
  /** Another page that finds more of them. */
  elsewhere?: { text: string; href: string } | undefined
}

export interface Rooms {
  db: Db
  today(): string
}

/** Everything with these words that the person who asks may see, by kind. */
export async function find({ db, today }: Rooms, actor: Actor, asked: string): Promise<Group[]> {
  const words = wordsOf(asked)
  const records = visible(actor, await searchRecords(db, asked, actor))
  const may = (word: string) => allows(actor, word)
  const group = (key: string, name: string, hits: readonly Hit[]): Group => ({ key, name, hits, words: '' })
  const groups = [
    may('places.read') ? await placesGroup(db, asked, words) : group('places', 'Places', []),
    group('measures', 'Measures', may('evidence.read') ? await measureHits(db, words) : []),
    group('facts', 'Facts', await factHits(db, today(), records)),
    group('records', 'Records', records.filter(record => record.kind !== 'fact').map(recordHit)),
    group('framework', 'Framework', may('framework.read') ? await queries.framework(db, words) : []),
    group('data', 'Data', may('evidence.read') ? await queries.sources(db, words) : []),
    group('methods', 'How figures are made', await methodHits(words)),
  ]
  return groups.filter(({ hits }) => hits.length > 0)
}

const recordHit = ({ title, href, kind, state }: Record): Hit => ({ title, href, note: `${kindWords(kind)}, ${state}` })

/** Facts with figure, period and place beside their name: two of one name are told apart. One no longer in force shows no figure. */
async function factHits(db: Db, today: string, records: readonly Record[]): Promise<Hit[]> {
  const facts = records.filter(record => record.kind === 'fact')
  const ids = facts.map(({ key }) => Number(key.split('/')[1]))
  const inForce = new Map((await factsInForce(db, today, ids)).map(fact => [`fact/${fact.id}`, factWords(fact)]))
  return facts.map(({ key, title, href, state }) => {
    const said = inForce.get(key)
    if (!said) return { title, href, note: `Not to be used: ${state}` }
    return { title, href, note: [said.value, said.period, said.where, said.interval].filter(Boolean).join('; ') }
  })
}

async function placesGroup(db: Db, asked: string, words: readonly string[]): Promise<Group> {
  const surest = (await searchPlaces(db, asked)).places
  const named = await queries.places(db, words)
  const known = new Set(named.map(place => place.code))
  const found = [...named, ...surest.filter(place => !known.has(place.code))]
  const ranked = rankPlaces(
    found,
    surest.map(place => place.code),
    words,
  )
  return {
    key: 'places',
    name: 'Places',
    hits: ranked.map(place => ({ title: place.name, href: placeHref(place.code), note: placeNote(place) })),
    words: countWords(ranked),
    elsewhere: { text: 'Search places, stations and postcodes', href: `/places?q=${encodeURIComponent(asked)}` },
  }
}

async function measureHits(db: Db, words: readonly string[]): Promise<Hit[]> {
  const { measures } = await openEvidence(db)
  return measures
    .filter(({ name, short, topic, definition }) => holds([name, short, topic, definition].join(' '), words))
    .sort((a, b) => Number(!holds(a.name, words)) - Number(!holds(b.name, words)))
    .map(({ name, code, definition }) => ({ title: name, href: `/measures/${code}`, note: definition }))
}

async function methodHits(words: readonly string[]): Promise<Hit[]> {
  return (await methods.list())
    .filter(method => holds(`${method.title} ${method.summary}`, words))
    .map(method => ({ title: method.title, href: `/methods/${method.name}`, note: method.summary }))
}
