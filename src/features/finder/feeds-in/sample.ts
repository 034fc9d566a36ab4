// What the first items of a feed would say, for a look beforehand. Pure.
import { scheduleWords } from '../../../lib/schedule/words.ts'
import type { Mapped } from './mapped.ts'
import type { Sample } from './schemas.ts'

const most = 20
const flagsShown = 6

export const sampleOf = (items: readonly Mapped[]): Sample[] => items.slice(0, most).map(one)

function one(item: Mapped): Sample {
  const flags = item.flags.slice(0, flagsShown).map(({ field, what }) => `${field}: ${what}`)
  if (!item.ok) return { name: item.ref || 'Without an id', where: '', when: '', who: '', flags, refused: item.why }
  const { body, provider } = item
  const venue = body.venue
  return {
    name: body.name,
    where: venue?.safe
      ? 'Address kept private'
      : [venue?.name, venue?.postcode].filter(Boolean).join(', ') || 'No place',
    when: body.schedules[0] ? scheduleWords(body.schedules[0]) : body.timesWords || 'No times',
    who: provider.name || 'Not said',
    flags,
    refused: '',
  }
}
