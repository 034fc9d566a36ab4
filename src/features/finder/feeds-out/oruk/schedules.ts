import { type OrukSchedule, toOruk } from '../../../../lib/schedule/oruk.ts'
import { type Part, part } from '../compact.ts'
import type { Entry, Told } from '../entry.ts'
import { uuid5 } from '../ids.ts'

/** When it takes place, each part with an id made of what it says first: the same part keeps its id when others come and go. */
export function scheduleParts(entry: Entry, told: Told): Part[] {
  const key = `${entry.id} ${entry.version} ${entry.boroughCode}`
  const parts = told.worked?.get(key) ?? workOut(entry, told)
  told.worked?.set(key, parts)
  return parts
}

function workOut({ id, body, boroughCode }: Entry, { today, factsOf }: Told): Part[] {
  const facts = factsOf(boroughCode)
  const seen = new Map<string, number>()
  return body.schedules
    .flatMap(schedule => toOruk(schedule, today, facts))
    .map(said => part({ id: uuid5(`schedule:${id}:${nameOf(said, seen)}`), service_id: id, ...said }))
}

// Two schedules may begin alike; the second of them is told apart by its place.
function nameOf({ valid_from, opens_at, freq, byday }: OrukSchedule, seen: Map<string, number>): string {
  const name = [valid_from, opens_at, freq, byday].join(' ')
  const before = seen.get(name) ?? 0
  seen.set(name, before + 1)
  return before === 0 ? name : `${name} ${before}`
}
