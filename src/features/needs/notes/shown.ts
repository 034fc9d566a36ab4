import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { allows } from '../../people/index.ts'
import * as queries from './queries.ts'
import { type Note, topicNames } from './schemas.ts'

/** A note as it stands on the page of a place, or among the ways of looking. */
export interface Background {
  title: string
  /** "History. Northgate." */
  about: string
  text: string[]
  source: string
  /** The source's own page. */
  address: string
  href: string
}

/** What is said wherever background stands. */
export const neverCause =
  'Background helps to read the figures fairly. It is about populations and places, never about a person, and it does not say why a figure is high or low.'

/** Source, publisher, year and rights in a line. */
export const sourceLine = ({ sourceTitle, publisher, sourceYear, rights }: Note): string =>
  `Source: ${sourceTitle}, ${publisher}, ${sourceYear}. Rights: ${rights}.`

export const paragraphs = (text: string): string[] => text.split(/\n+/).filter(line => line.trim() !== '')

const shownOf = (note: Note): Background => ({
  title: note.title,
  about: [topicNames[note.topic], note.placeName].filter(Boolean).join(': '),
  text: paragraphs(note.body),
  source: sourceLine(note),
  address: note.address,
  href: `/background/${note.id}`,
})

/** The agreed notes of a place and of those it lies in; without a place, those about none. */
export const backgroundAt = async (db: Db, actor: Actor, placeId: number | null): Promise<Background[]> =>
  allows(actor, 'background.read') ? (await queries.agreedAt(db, placeId)).map(shownOf) : []
