// A small city and small files in the shapes of the police, for tests of importing.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { dataFormats } from '../src/features/evidence/formats/index.ts'
import type { ImportRequest } from '../src/features/evidence/import/request.ts'
import { Measure, Source } from '../src/features/evidence/import/schemas.ts'
import { seed } from '../src/features/evidence/import/seed.ts'
import { addMonths } from '../src/lib/dates.ts'
import type { Db } from '../src/platform/db.ts'
import { packFolder } from '../src/platform/pack.ts'
import { sql } from '../src/platform/sql.ts'

export const wards = ['E05000001', 'E05000002', 'E05000003', 'E05000004']

/** A city, two boroughs, four wards and two LSOAs; the measures of London's pack; one source a format. */
export async function makeTown(db: Db): Promise<void> {
  const places = [
    ['E12000007', 'Town', 'city', null],
    ['E09000002', 'Barking and Dagenham', 'borough', 'E12000007'],
    ['E09000003', 'Barnet', 'borough', 'E12000007'],
    ['E05000001', 'Abbey', 'ward', 'E09000002'],
    ['E05000002', 'Alibon', 'ward', 'E09000002'],
    ['E05000003', 'Burnt Oak', 'ward', 'E09000003'],
    ['E05000004', 'Childs Hill', 'ward', 'E09000003'],
    ['E01000006', 'Barking 016A', 'lsoa', 'E05000001'],
    ['E01000007', 'Barking 015A', 'lsoa', 'E05000002'],
  ] as const
  for (const [code, name, kind, parent] of places)
    await db.run(sql`
      insert into places (code, name, kind, parent_id, borough_id)
      select ${code}, ${name}, ${kind}, p.id, case p.kind when 'borough' then p.id else p.borough_id end from (select 1) one left join places p on p.code = ${parent}`)
  await db.run(
    sql`insert into place_vintages select case kind when 'lsoa' then 'lsoa:2021' when 'ward' then 'ward:2024' else kind || ':2022' end, id from places where kind <> 'city'`,
  )
  const measures = z.array(Measure).parse(JSON.parse(readFileSync(join(packFolder('london'), 'measures.json'), 'utf8')))
  await seed(
    db,
    {
      sources: [
        source('mps-wide', 'ward', '2024'),
        source('measure-csv', null, null),
        source('imd-csv', 'lsoa', '2021'),
        source('lsoa-annual', 'lsoa', '2021'),
      ],
      measures,
      breaks: [],
    },
    'tests',
  )
}

const source = (format: string, level: string | null, vintage: string | null): Source =>
  Source.parse({
    id: format,
    title: format,
    publisher: 'tests',
    custodian: 'tests',
    licence: 'OGL-UK-3.0',
    attribution: 'tests',
    format,
    level,
    vintage,
    cadence: 'monthly',
    status: 'described',
    coverage: { parents: 'all' },
    categories: 'categories/mps-recorded-crime.json',
  })

const categories: unknown = JSON.parse(
  readFileSync(join(packFolder('london'), 'categories', 'mps-recorded-crime.json'), 'utf8'),
)

export function request(
  format: string,
  more: Partial<ImportRequest> & { level?: string; vintage?: string | null } = {},
): ImportRequest {
  const found = dataFormats.find(one => one.name === format)
  if (!found) throw new Error(`no format ${format}`)
  const { level, vintage, ...rest } = more
  const levels: Record<string, [string, string]> = {
    'mps-wide': ['ward', '2024'],
    'imd-csv': ['lsoa', '2021'],
    'lsoa-annual': ['lsoa', '2021'],
  }
  return {
    packId: 'london',
    source: source(format, level ?? levels[format]?.[0] ?? null, vintage ?? levels[format]?.[1] ?? null),
    format: found,
    categories,
    by: 'tests',
    ...rest,
  }
}

export interface WideRow {
  ward?: string
  major?: string
  minor: string
  amounts: readonly (number | string)[]
}

const violence = 'VIOLENCE AGAINST THE PERSON'
export const withInjury = 'VIOLENCE WITH INJURY'
export const stalking = 'STALKING AND HARASSMENT'
export const withoutInjury = 'VIOLENCE WITHOUT INJURY'

/** A ward file as the police publish it, from the first month on. */
export function wide(first: string, rows: readonly WideRow[]): string {
  const length = Math.max(...rows.map(row => row.amounts.length))
  const months = Array.from({ length }, (_, i) => addMonths(first, i).replace('-', ''))
  const lines = rows.map(row =>
    [row.major ?? violence, row.minor, 'Ward', row.ward ?? wards[0], 'Borough', ...row.amounts].join(','),
  )
  return `MajorText,MinorText,WardName,WardCode,LookUp_BoroughName,${months.join(',')}\n${lines.join('\n')}\n`
}

/** Rows of every ward for one category, all months alike unless said otherwise. */
export const everyWard = (minor: string, amounts: readonly number[]): WideRow[] =>
  wards.map(ward => ({ ward, minor, amounts }))

export interface Desk {
  /** Writes a file and gives its path. */
  put(content: string | Buffer, name?: string): string
  clear(): void
}

export function openDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'upstream-imports-'))
  let made = 0
  return {
    put: (content, name) => {
      const path = join(folder, name ?? `file-${++made}.csv`)
      writeFileSync(path, content)
      return path
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A form with a file, as a browser sends it to /data/upload. */
export function multipart(fields: Record<string, string>, file?: { name: string; content: string | Buffer }) {
  const boundary = '----tests'
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = file
    ? `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: text/csv\r\n\r\n`
    : ''
  const payload = Buffer.concat([
    Buffer.from(parts.join('') + head),
    Buffer.from(file?.content ?? ''),
    Buffer.from(`${file ? '\r\n' : ''}--${boundary}--\r\n`),
  ])
  return {
    method: 'POST' as const,
    url: '/data/upload',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  }
}
