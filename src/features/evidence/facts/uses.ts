import { dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import type { InRelease } from './queries.ts'
import { hasGone, type State } from './rules.ts'
import { type Use, useNames } from './schemas.ts'

/** A place where a fact stands or stood. */
export interface UseLine {
  /** Of a use somebody noted; 0 for a release. */
  id: number
  title: string
  href: string
  /** What it is, since when, and what became of it. */
  words: string
  /** It has been taken out of it. */
  past: boolean
}

export const useLine = ({ id, kind, title, address, addedOn, removedOn }: Use): UseLine => ({
  id,
  title,
  href: address,
  words: `${useNames[kind]}, since ${dayWords(addedOn)}${removedOn ? `; taken out on ${dayWords(removedOn)}` : ''}`,
  past: removedOn !== null,
})

/** A release that showed the fact to the public, with what has become of it. */
export function releaseLine(release: InRelease, state: State): UseLine {
  const { slug, editionId, title, shownOn, holds } = release
  return {
    id: 0,
    title,
    href: holds ? `/publications/${slug}` : `/releases/${editionId}`,
    words: `A release, since ${dayWords(shownOn)}${became(release, state)}`,
    past: !holds,
  }
}

function became({ holds, withdrawnOn, currentEdition, currentOn }: InRelease, state: State): string {
  if (holds && hasGone(state))
    return '. Its place there says “No longer published”. The release is to be corrected: a task is in the week of whoever prepares it'
  if (holds) return ''
  if (withdrawnOn) return `. The release was withdrawn on ${dayWords(withdrawnOn)}`
  return `. Corrected on ${dayWords(currentOn ?? '')}: edition ${currentEdition} does not hold it`
}

export const stillWords = (state: State, places: number): string =>
  hasGone(state) && places > 0 ? `It still stands in ${plural(places, 'place')}: take it out of each.` : ''
