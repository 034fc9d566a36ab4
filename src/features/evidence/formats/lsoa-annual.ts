// One measure a file: one row a small area, one column a calendar year.
import { z } from 'zod'
import { openDuck, readTable } from '../../../platform/files/duck.ts'
import { type DataFormat, dataFormat, type Reject, refused } from '../import/format.ts'
import { areaReject, matchAreas } from '../import/match.ts'
import { lineFinder, readingOf } from '../import/reading.ts'
import { type Block, stageTable } from '../import/stage.ts'
import { columnOf, placesCovered } from './columns.ts'
import { heldBack } from './long.ts'
import { badNumbers, dropRows } from './numbers.ts'

const Options = z.looseObject({
  code: z.string().default('LSOA11CD'),
  measure: z.string(),
  heldBack: z.array(z.string()).default([]),
  allZeroColumn: z.enum(['kept', 'withheld']).default('withheld'),
})
type Options = z.output<typeof Options>

export const lsoaAnnual: DataFormat = dataFormat<Options>({
  name: 'lsoa-annual',
  title: 'Counts by small area and calendar year',
  kind: 'series',
  options: Options,
  help: {
    about:
      'One file a measure (option measure), one row an LSOA, one column a calendar year. Years are kept as years and never spread over months.',
    columns: [
      { name: 'LSOA11CD', required: true, meaning: 'LSOA code (option code)' },
      { name: '2011 …', required: true, meaning: 'Count of the year, one column each' },
    ],
    example: 'LSOA11CD,LSOA11NM,2011,2012\nE01000006,Barking and Dagenham 016A,3.0,5.0',
  },
  read: async (file, options, context) => {
    const code = columnOf(file, [options.code])
    const years = file.headings
      .flatMap((heading, at) => (/^(19|20)\d{2}$/.test(heading) ? [{ at, name: heading }] : []))
      .toSorted((a, b) => Number(a.name) - Number(b.name))
    const measure = context.measures.get(options.measure)
    if (code < 0 || years.length === 0)
      return refused({
        file: file.name,
        line: 1,
        reason: `The file has no column headed “${options.code}”, or none headed with a year`,
        remedy: 'See the columns with: import --help lsoa-annual',
      })
    if (!measure)
      return refused({
        file: file.name,
        reason: `This pack has no measure “${options.measure}”`,
        remedy: 'Check the option measure.',
      })
    const duck = await openDuck()
    try {
      const unfit = await readTable(
        duck,
        file,
        new Map([[code, 'text'], ...years.map((year): [number, 'number'] => [year.at, 'number'])]),
      )
      const lineOf = lineFinder(file, unfit)
      const bad = await badNumbers(duck, years, lineOf)
      await dropRows(
        duck,
        bad.map(one => one.row),
      )
      const found = await duck.rows(`select coalesce(c${code}, ''), count(*), min(rowid) from file group by all`)
      const areas = matchAreas(
        context.places,
        found.map(([value, n]) => ({ value: String(value), rows: Number(n) })),
        'code',
        { kinds: ['lsoa'] },
      )
      const strays = found.flatMap(([value, , row]): Reject[] => {
        const why = areas.bad.get(String(value))
        return why ? [areaReject(lineOf(Number(row)), options.code, String(value), why)] : []
      })
      await stageTable(
        duck,
        'place',
        { key: 'varchar', place_id: 'integer' },
        [...areas.places].map(([key, place]) => [key, place.id]),
      )
      const calendar = Array.from({ length: Number(years.at(-1)?.name) - Number(years[0]?.name) + 1 }, (_, i) =>
        String(Number(years[0]?.name) + i),
      )
      const amounts = calendar
        .map(year => years.find(one => one.name === year))
        .map(one => (one ? `sum(coalesce(c${one.at}, 0))` : 'null::double'))
      await duck.run(
        `create table areas as select ${measure.id} as measure_id, place_id, [${amounts.join(', ')}] as amounts from file join place on c${code} = key group by all`,
      )
      const block: Block = {
        label: 'lsoa',
        grain: 'year',
        table: 'areas',
        startsOn: `${calendar[0]}-01-01`,
        calendar: calendar.map(year => `${year}-01-01`),
        periods: years.map(year => `${year.name}-01-01`),
        measureIds: [measure.id],
        placeIds: placesCovered(context.places, context.source, 'lsoa', [...areas.places.values()]),
        explicit: false,
        whole: true,
        states: heldBack(options.heldBack),
        keepZero: options.allZeroColumn === 'kept',
      }
      const rejects = [...unfit, ...bad, ...strays].toSorted((a, b) => a.line - b.line)
      const [counts = []] = await duck.rows(
        `select count(*), count(*) filter (c${code} in (select key from place)) from file`,
      )
      return {
        ok: true,
        value: await readingOf(duck, [block], {
          rowsRead: Number(counts[0]) + unfit.length + bad.length,
          rowsUsed: Number(counts[1]),
          rejects,
          rejected: rejects.length,
          odd: [],
          lookups: areas.lookups,
        }),
      }
    } catch (error) {
      duck.close()
      throw error
    }
  },
})
