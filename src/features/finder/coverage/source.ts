// What every page of coverage says of how it was counted, and of what it cannot see.
import { dayWords } from '../../../lib/dates.ts'
import { plural, sentence } from '../../../lib/words.ts'
import { type CoverAsk, whatWords } from './ask.ts'
import type { Covered } from './read.ts'
import { weekWords } from './weeks.ts'

export interface Source {
  lead: string
  count: string
  denominator: string
  period: string
  interval: string
  source: string
  href: string
}
export const sourceOf = ({ ask, rows, reach }: Pick<Covered, 'ask' | 'rows' | 'reach'>): Source => {
  const people = rows.find(row => row.people)?.people
  return {
    lead: 'Supply.',
    count: `${whatWords(ask)}: sessions and places offered, as entries of the finder say. Places are not people: who came is not known here. “Not said” means that no entry says how many places its sessions have.`,
    denominator: people
      ? `Young people: residents aged ${people.from} to ${people.to}, ${people.basis}; the census has no narrower ages by ward.`
      : 'Residents by age are not loaded.',
    period: `${sentence(ask.times.name)}. ${periodWords(ask)}${reach.until ? ` Times are known until ${dayWords(reach.until)}.` : ''}`,
    interval: 'A count of all there is, so no interval.',
    source: 'Source: public entries of this finder; what nobody entered is not seen.',
    href: '/methods/coverage-by-hour',
  }
}

export const periodWords = ({ week }: CoverAsk): string => {
  if (week.kind === 'chosen') return `${weekWords(week.monday)}.`
  return `The next whole week of ${week.kind} without a bank holiday, by each borough’s calendar.`
}

/** What an hour counts as, the same on the list and on the map. */
export const definitionOf = ({ ages }: Pick<CoverAsk, 'ages'>): string =>
  ages.from === ages.to
    ? 'An hour counts when something is on for that age in it.'
    : `An hour counts for a ward when something is on in it for every age from ${ages.from} to ${ages.to}. A ward can have sessions and still no such hour: they are for some of the ages only, or at other hours.`

export function noticesOf({ reach, rows }: Pick<Covered, 'reach' | 'rows'>): string[] {
  const notes: string[] = []
  if (reach.entries === 0)
    notes.push('No entry with times is public yet, so every hour is empty. That says nothing of what is on.')
  if (reach.without > 0)
    notes.push(
      `${plural(reach.without, 'entry with times is', 'entries with times are')} online or without an address to show, and in no ward’s count.`,
    )
  const without = rows.filter(row => row.monday === undefined).length
  if (without > 0)
    notes.push(
      `${plural(without, 'ward has', 'wards have')} no such week ahead in their borough’s calendar, so nothing is said of them.`,
    )
  return notes
}
