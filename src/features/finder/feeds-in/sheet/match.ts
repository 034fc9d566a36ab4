// Which entry a line means. Pure.
import type { Entry } from '../../entries/queries.ts'
import type { Body } from '../../schemas.ts'
import { cellOf, type Group } from './entry.ts'
import type { Wrong } from './read.ts'
import { ourReference, theirReference } from './reference.ts'

/** An entry with its newest words. */
export type Candidate = Entry & { body: Body }

const namesOf = ({ id, body }: Candidate): string[] => [theirReference(body).toLowerCase(), ourReference(id)]

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

/** By its reference; else by its name and where it is. */
export function matchOf(group: Group, known: readonly Candidate[]): Candidate | undefined | 'several' {
  const reference = group.reference.toLowerCase()
  const own = reference === '' ? [] : known.filter(each => namesOf(each).includes(reference))
  const free = known.filter(({ body }) => reference === '' || theirReference(body) === '')
  const [found, ...more] = own.length > 0 ? own : free.filter(({ body }) => isThere(group, body))
  return more.length > 0 ? 'several' : found
}

function isThere(group: Group, { name, venue }: Body): boolean {
  if (plain(cellOf(group, 'name')) !== plain(name)) return false
  const [called, postcode] = [plain(cellOf(group, 'venueName')), plain(cellOf(group, 'postcode'))]
  if (called === '' && postcode === '') return venue === null
  return postcode !== '' && plain(venue?.postcode ?? '') !== ''
    ? plain(venue?.postcode ?? '') === postcode
    : called !== '' && plain(venue?.name ?? '') === called
}

/** Two lines that are one thing without saying so. */
export const doubles = (groups: readonly Group[]): Wrong[] => {
  const key = (group: Group) => ['name', 'venueName', 'postcode'].map(each => plain(cellOf(group, each))).join('|')
  return groups.flatMap((group, i) => {
    const first =
      cellOf(group, 'name') === ''
        ? undefined
        : groups
            .slice(0, i)
            .find(other => key(other) === key(group) && (other.reference === '' || group.reference === ''))
    return first
      ? [
          {
            line: group.line,
            column: 'reference',
            text: `Line ${first.line} has the same name and place. If they are one entry, give both the same reference`,
          },
        ]
      : []
  })
}
