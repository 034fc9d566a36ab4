import { z } from 'zod'
import { type LinkSet, loadLinks, preview } from '../../places/index.ts'
import { placesFormat } from '../import/format.ts'
import { loadOf, readText, type TextRow, withRejects } from './places-csv.ts'

const Column = z.looseObject({ column: z.string(), level: z.string(), vintage: z.string() })
const Link = z.looseObject({
  from: z.string(),
  to: z.string(),
  kind: z.enum(['nested', 'best fit', 'many to many', 'largest overlap']),
  weight: z.union([z.number(), z.string()]).optional(),
  change: z.string().optional(),
})
const Options = z.looseObject({ columns: z.array(Column).min(2), links: z.array(Link).min(1) })
type Options = z.output<typeof Options>

export const lookup = placesFormat<Options>({
  name: 'lookup',
  title: 'Look-up between areas',
  kind: 'places',
  options: Options,
  help: {
    about:
      'Which area belongs to which: one row a pair, best fit or many to many. Column names, levels, vintages and the kind of each link are options of the source.',
    columns: [
      { name: 'from', required: true, meaning: 'Code of the smaller or older area' },
      { name: 'to', required: true, meaning: 'Code of the area it belongs to or became' },
      { name: 'weight', required: false, meaning: 'Share of `from` that belongs to `to`, 0 to 1' },
      { name: 'change', required: false, meaning: 'ONS change indicator: U unchanged, S split, M merged, X irregular' },
    ],
    example: 'LSOA21CD,WD24CD,LAD24CD\nX01000001,X05000001,X09000001\n',
  },
  apply: async (db, file, options, context) => {
    // A weight that names a column is a share; one that is a sentence says how shares are worked out.
    const share = (link: z.output<typeof Link>) =>
      typeof link.weight === 'string' && file.headings.includes(link.weight) ? link.weight : undefined
    const wanted = [
      ...new Set([
        ...options.columns.map(c => c.column),
        ...options.links.flatMap(l => [l.change, share(l)].filter(c => c !== undefined)),
      ]),
    ]
    const read = await readText(file, wanted, 'lookup')
    if (!read.ok) return read
    const sets = options.links.map(link => setOf(read.value.rows, options, link, share(link)))
    const work = (tx: typeof db) => loadLinks(tx, loadOf(context), read.value.rows.length, sets)
    return { ok: true, value: withRejects(await (context.dryRun ? preview(db, work) : work(db)), read.value.rejects) }
  },
})

function setOf(
  rows: readonly TextRow[],
  options: Options,
  link: z.output<typeof Link>,
  share: string | undefined,
): LinkSet {
  const vintage = (name: string) => {
    const column = options.columns.find(c => c.column === name)
    return column ? `${column.level}:${column.vintage}` : name
  }
  return {
    from: vintage(link.from),
    to: vintage(link.to),
    how: link.kind === 'largest overlap' ? 'best fit' : link.kind,
    rows: rows
      .filter(row => row.cell(link.from) !== '' && row.cell(link.to) !== '')
      .map(row => ({
        line: row.line,
        from: row.cell(link.from),
        to: row.cell(link.to),
        ...(link.change ? { change: row.cell(link.change) } : {}),
        ...(share && Number.isFinite(Number(row.cell(share))) ? { share: Number(row.cell(share)) } : {}),
      })),
  }
}
