// Reads every CSV that `load london` reads, and does nothing with it: the time below which no importer on DuckDB can go.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

const [root = '', data = ''] = process.argv.slice(2)
const folder = join(root, 'packs/london/sources')
const files = readdirSync(folder)
  .map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  .filter(source => source.status === 'described' && source.onRequest !== true)
  .flatMap(source => source.files.map((file: { path: string }) => join(data, file.path)))
  .filter(path => /\.csv(\.gz)?$/.test(path) && existsSync(path))

const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
const began = performance.now()
let rows = 0
for (const path of files) {
  const quoted = path.replaceAll("'", "''")
  try {
    const reader = await connection.runAndReadAll(
      `select count(*) as n, count(columns(*)) from read_csv('${quoted}', all_varchar = true, quote = '"', ignore_errors = true)`,
    )
    rows += Number(reader.getRows()[0]?.[0] ?? 0)
  } catch {
    process.stderr.write(`not read by DuckDB alone: ${path}\n`)
  }
}
process.stdout.write(JSON.stringify({ seconds: (performance.now() - began) / 1000, files: files.length, rows }))
