// What a pack says of its sources, measures and series breaks, written to the store. Run again it brings them up to date.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { firstDay } from '../../../lib/dates.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { packFolder, readPackFile } from '../../../platform/pack.ts'
import { sql } from '../../../platform/sql.ts'
import { Break, Measure, Source } from './schemas.ts'

export interface PackEvidence {
  sources: Source[]
  measures: Measure[]
  breaks: Break[]
}

/** Reads sources/*.json, measures.json and breaks.json of a pack. */
export function readPackEvidence(packId: string): PackEvidence {
  const folder = join(packFolder(packId), 'sources')
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('.json'))
        .sort()
    : []
  const has = (file: string) => existsSync(join(packFolder(packId), file))
  return {
    sources: names.map(name => readPackFile(packId, `sources/${name}`, Source)),
    measures: has('measures.json') ? readPackFile(packId, 'measures.json', z.array(Measure)) : [],
    breaks: has('breaks.json') ? readPackFile(packId, 'breaks.json', z.array(Break)) : [],
  }
}

/** Writes them in one transaction. */
export const seed = (db: Db, evidence: PackEvidence, by: string): Promise<void> =>
  db.transaction(async tx => {
    for (const source of evidence.sources) await saveSource(tx, source)
    await saveMeasures(tx, evidence.measures)
    if (evidence.breaks.length > 0) await saveBreaks(tx, evidence.breaks)
    await record(tx, by, 'evidence.described', 'sources', {
      sources: evidence.sources.length,
      measures: evidence.measures.length,
      breaks: evidence.breaks.length,
    })
  })

const saveSource = (tx: Db, one: Source) =>
  tx.run(sql`
    insert into sources (id, title, publisher, custodian, licence, attribution, address, format, level, vintage, cadence, lag_days, status,
      openly_published, known_faults, notes, definition)
    values (${one.id}, ${one.title}, ${one.publisher}, ${one.custodian}, ${one.licence}, ${one.attribution}, ${one.address}, ${one.format}, ${one.level},
      ${one.vintage}, ${one.cadence}, ${one.lagDays}, ${one.status}, ${one.openlyPublished}, ${one.knownFaults}::text[], ${one.notes}, ${JSON.stringify(one)})
    on conflict (id) do update set title = excluded.title, publisher = excluded.publisher, custodian = excluded.custodian, licence = excluded.licence,
      attribution = excluded.attribution, address = excluded.address, format = excluded.format, level = excluded.level, vintage = excluded.vintage,
      cadence = excluded.cadence, lag_days = excluded.lag_days, status = excluded.status, openly_published = excluded.openly_published,
      known_faults = excluded.known_faults, notes = excluded.notes, definition = excluded.definition`)

const saveMeasures = (tx: Db, measures: readonly Measure[]) =>
  tx.run(sql`
    insert into measures (code, name, short, topic, unit, kind, per, denominator, direction, definition, lowest_level, sensitive, note, includes, characteristic, position)
    select m->>'id', m->>'name', m->>'short', m->>'topic', m->>'unit', m->>'kind', (m->>'per')::integer, m->>'denominator', m->>'direction', m->>'definition',
      m->>'lowestLevel', (m->>'sensitive')::boolean, m->>'note', array(select jsonb_array_elements_text(m->'includes')),
      m->>'characteristic', at
    from jsonb_array_elements(${JSON.stringify(measures)}::jsonb) with ordinality as t(m, at)
    on conflict (code) do update set name = excluded.name, short = excluded.short, topic = excluded.topic, unit = excluded.unit, kind = excluded.kind,
      per = excluded.per, denominator = excluded.denominator, direction = excluded.direction, definition = excluded.definition,
      lowest_level = excluded.lowest_level, sensitive = excluded.sensitive, note = excluded.note, includes = excluded.includes,
      characteristic = excluded.characteristic, position = excluded.position`)

/** A break has no number of its own in the store: the pack's list replaces what was there. */
async function saveBreaks(tx: Db, breaks: readonly Break[]): Promise<void> {
  await tx.run(sql`delete from series_breaks`)
  for (const one of breaks)
    await tx.run(sql`
      insert into series_breaks (measure_codes, source_ids, starts_on, title, note, source)
      values (${one.measures}::text[], ${one.sources}::text[], ${firstDay(one.month)}, ${one.title}, ${one.note}, ${one.source})`)
}
