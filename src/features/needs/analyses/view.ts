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
  /** What it says, asked the words of its page's address; undefined where there is nothing to say (no data, or not open at this level). */
  read(rooms: Rooms, asked: Record<string, string>): Promise<Reading | undefined>
}

/** Where a finding is made of a reading: the words of its page's address go along. */
export function findingHref(view: string, href: string): string {
  const asked = new URLSearchParams(href.split('?')[1] ?? '')
  return `/findings/new?${new URLSearchParams([['view', view], ...asked])}`
}
