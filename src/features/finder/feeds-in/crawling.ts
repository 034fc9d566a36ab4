// What everybody who reads or takes in a feed is told of it.
import type { Day } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Asker } from './get.ts'
import type { Counts, Sample, Source } from './schemas.ts'
import type { Bounds } from './values.ts'

export interface Taking {
  source: Source
  crawlId: number
  today: Day
  by: string
  /** Who runs what, by their name in the feed: asked of the database once a crawl. */
  providers: Map<string, string>
}

export interface Crawling extends Taking {
  db: Db
  asker: Asker
  bounds: Bounds
  /** A look beforehand: nothing is entered. */
  looking: boolean
  /** Of a feed that is read from its beginning: the crawl that began it. */
  since?: number | undefined
  /** Most items that are kept of a feed; items.mostKept unless said. */
  mostItems?: number | undefined
  progress(words: string): Promise<void>
  /** Told what was taken in: the database is to know how much it holds, or its plans stay those for little. */
  grown(counts: Counts): Promise<void>
}

/** What came of it. */
export interface Ended {
  complete: boolean
  pages: number
  counts: Counts
  problems: readonly string[]
  sample: readonly Sample[]
  filters?: Readonly<Record<string, boolean>>
}

export interface Means {
  asker: Asker
  today: Day
  bounds: Bounds
  mostItems?: number
}
