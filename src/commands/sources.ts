import { z } from 'zod'
import * as evidence from '../features/evidence/index.ts'
import type { Db } from '../platform/db.ts'
import { sql } from '../platform/sql.ts'
import { choosePack, withCity } from './city.ts'
import { command } from './command.ts'

const Received = z.object({ sourceId: z.string(), files: z.number(), snapshotOn: z.string(), receivedOn: z.string() })
type Received = z.output<typeof Received>

const received = (db: Db): Promise<Received[]> =>
  db.many(
    Received,
    sql`
    select source_id as "sourceId", count(*) as files, max(snapshot_on) as "snapshotOn", to_char(max(finished_at), 'YYYY-MM-DD') as "receivedOn"
    from imports where status = 'current' group by source_id`,
  )

function stateOf(source: evidence.Source, got: Received | undefined): string {
  if (got) return `${got.files} in force, snapshot ${got.snapshotOn}, received ${got.receivedOn}`
  if (source.status === 'catalogued') return 'not loaded yet: in the catalogue only'
  return source.onRequest ? 'not loaded: on request' : 'not loaded'
}

export const sources = command({
  name: 'sources',
  usage: 'sources',
  summary: 'Lists the sources, of the pack and added in the browser, and what is loaded of each',
  details: ['The page Data shows the same with licences, cadence, coverage and quality notes.'],
  positionals: [],
  options: [],
  input: z.object({}),
  run: (_input, context) =>
    withCity(context, choosePack(context), async ({ store, pack }) => {
      const got = new Map((await received(store.db)).map(row => [row.sourceId, row]))
      const described = evidence.readPackEvidence(pack.id).sources
      const all = [...described, ...(await addedTo(store.db, pack.id, described))].toSorted(
        (a, b) => a.loadOrder - b.loadOrder || a.id.localeCompare(b.id),
      )
      const ofPack = new Set(described.map(source => source.id))
      const width = Math.max(0, ...all.map(source => source.id.length))
      const lines = all.map(
        source =>
          `${source.id.padEnd(width)}  ${stateOf(source, got.get(source.id))}${ofPack.has(source.id) ? '' : `; added in the browser: ${source.title}`}`,
      )
      const data = all.map(({ id, title, publisher, format, level, vintage, licence, address, status, onRequest }) => {
        const row = got.get(id)
        const loaded = row ? { files: row.files, snapshotOn: row.snapshotOn, receivedOn: row.receivedOn } : null
        const described = { id, title, publisher, format, level, vintage, licence, address, status, onRequest }
        return { ...described, addedInBrowser: !ofPack.has(id), loaded }
      })
      return { ok: true, lines, data: { ok: true, pack: pack.id, sources: data } }
    }),
})

/** Sources of partners that somebody added with their first file: the pack knows nothing of them. */
async function addedTo(db: Db, packId: string, described: readonly evidence.Source[]): Promise<evidence.Source[]> {
  const known = new Set(described.map(source => source.id))
  return (await evidence.readSources(db, packId)).filter(source => !known.has(source.id))
}
