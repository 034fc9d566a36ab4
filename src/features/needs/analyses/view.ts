import type { Actor } from '../../../platform/http.ts'
import type { Rooms } from '../signals/ask.ts'
import type { Reading } from './reading.ts'

/** A way of looking at the data that findings can be made of, and chapters can show. */
export interface View {
  /** In addresses and records; never changed once used. */
  name: string
  title: string
  /** The question it answers, in plain words. */
  question: string
  /** Its page, "/analyses/NAME"; what is asked of it follows in the query. */
  path: string
  /**
   * What it says, asked the words of its page's address; undefined where there is nothing to say (no data, or not open at this level).
   * It asks nothing of the reader: the months are free, so that what is kept is held against the same months for years. What a person asks
   * for goes through `addressFor` first (asking.ts).
   */
  read(rooms: Rooms, asked: Record<string, string>): Promise<Reading | undefined>
  /** The address of what its page shows this person who asks so, found as the page finds it: months and places it keeps to are kept to here. Undefined where it refuses. */
  addressFor(rooms: Rooms, actor: Actor, asked: Record<string, string>): Promise<string | undefined>
  /** Where in time and age what was asked stands, for the form of a finding to begin with. */
  suggests?(asked: Record<string, string>): { timeBand?: string; ageBand?: string }
  /** Asked so, does it mark places one by one, as signals do? Then it is for those who see the signals of every place. */
  marks?(asked: Record<string, string>): boolean
}

/** Rooms that know every way of looking there is: this room's own, and those of rooms further down. The program puts the list together. */
export interface Looking extends Rooms {
  /** In the order people meet them. */
  views: readonly View[]
}

export const viewOf = (views: readonly View[], name: string): View | undefined => views.find(view => view.name === name)

/** The words of an address. */
export const askedOf = (href: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(href.split('?')[1] ?? ''))

/** Of a page that shows everybody who opens it the same. */
export const sameForAll =
  (path: string): View['addressFor'] =>
  async (_rooms, _actor, asked) =>
    `${path}?${new URLSearchParams(asked)}`

/** Where a finding is made of a reading: the words of its page's address go along. */
export function findingHref(view: string, href: string): string {
  const asked = new URLSearchParams(href.split('?')[1] ?? '')
  return `/findings/new?${new URLSearchParams([['view', view], ...asked])}`
}
