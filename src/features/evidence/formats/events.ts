// Counts by place, day and hour on their way out of DuckDB.
import type { Duck, Plain } from '../../../platform/files/duck.ts'
import type { EventsBatch } from '../import/format.ts'

/** The table `events (measure_id, place_id, site_code, day, hour, setting, method, known_to_police, n)` in batches of about 2,000. */
export async function* eventsOf(duck: Duck): AsyncIterable<EventsBatch> {
  const query =
    'select measure_id, place_id, site_code, day::varchar, hour, setting, method, known_to_police, n from events'
  for await (const columns of duck.chunks(query)) {
    const [measures = [], places = [], sites = [], days = [], ...rest] = columns
    const [hours = [], settings = [], methods = [], known = [], counts = []] = rest
    yield {
      measureIds: measures.map(Number),
      placeIds: places.map(numberOrNull),
      siteCodes: sites.map(textOrNull),
      days: days.map(String),
      hours: hours.map(numberOrNull),
      settings: settings.map(String),
      methods: methods.map(String),
      knownToPolice: known.map(yes => (yes === null ? null : Boolean(yes))),
      counts: counts.map(Number),
    }
  }
}

const numberOrNull = (value: Plain) => (value === null ? null : Number(value))
const textOrNull = (value: Plain) => (value === null ? null : String(value))

/** Last day of the last month in which anything happened. */
export async function lastDayOfEvents(duck: Duck): Promise<string | null> {
  const [row = []] = await duck.rows('select last_day(max(day))::varchar from events')
  return row[0] === null || row[0] === undefined ? null : String(row[0])
}
