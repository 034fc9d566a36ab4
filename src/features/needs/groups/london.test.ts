// London's real files through their own readers: homicide victims by ethnicity, and residents from the workbook saved as CSV in the way the
// source asks for. Skipped where the files are not beside the checkout.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { cellsOf, dataPath, described, good, londonBook, total } from '../../../../test/readings.ts'
import { sheetOf } from '../../../../test/xls.ts'
import { root } from '../../../platform/root.ts'
import { homicideVictims } from '../../evidence/formats/homicide.ts'
import { measureCsv } from '../../evidence/formats/measure-csv.ts'
import { type Grouping, groupingsOf } from './groupings.ts'
import { compare, type Known, nearestYear } from './rules.ts'
import { rateText, statedWords } from './words.ts'

const workbook = dataPath('population/ethnic-groups-by-borough.xls')
const victims = dataPath('homicide/mps_homicide_victims_2003-2023.csv')
const have = existsSync(workbook) && existsSync(victims)
if (!have)
  process.stdout.write('SKIPPED: the real files of London are not here, so rates by ethnicity are not checked.\n')

/** What the notes of the source tell its user to do in a spreadsheet. */
function saveAsCsv(folder: string, year: number): string {
  const [, headings = [], ...rows] = sheetOf(readFileSync(workbook), String(year))
  const row = (cells: (string | number)[] = []) => Array.from({ length: 7 }, (_, i) => cells[i] ?? '').join(',')
  const path = join(folder, `ethnic-groups-${year}.csv`)
  writeFileSync(path, [row(['Code', 'Area', ...headings.slice(2)]), ...Array.from(rows, row)].join('\n'))
  return path
}

describe.skipIf(!have)('London, homicide victims by ethnicity', () => {
  const folder = mkdtempSync(join(tmpdir(), 'upstream-xls-'))
  const grouping = groupingsOf({ id: 'london' }).find(one => one.id === 'homicide-victims-by-ethnicity') as Grouping
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const read = async (): Promise<(year: number) => Known[]> => {
    const places = londonBook()
    const context = { ...described('london', 'homicide-victims'), places }
    const counts = await cellsOf(
      await good({ format: homicideVictims, path: victims, context, options: { heldBack: ['2023'] } }),
      context,
    )
    const of = { ...described('london', 'ethnic-groups-borough'), places }
    const residents = new Map<number, Awaited<ReturnType<typeof cellsOf>>>()
    for (const year of [2017, 2018]) {
      const options = of.source.files.find(file => file.path.endsWith(`${year}.csv`))?.options
      const reading = await good({ format: measureCsv, path: saveAsCsv(folder, year), context: of, options })
      expect(reading.rejects).toEqual([])
      residents.set(year, await cellsOf(reading, of))
    }
    const city = 'E12000007'
    const inYear = (cells: Awaited<ReturnType<typeof cellsOf>>, code: string, year: number) =>
      total(cells, code, city, String(year), `${year}-12`)
    return year => {
      const peopleYear = nearestYear(year, [...residents.keys()]) ?? 0
      return grouping.groups.map(group => {
        const [cells, code] = [residents.get(peopleYear), group.people[0]]
        const people = cells && code ? inYear(cells, code, peopleYear) : null
        return {
          group,
          count: inYear(counts, group.measure, year),
          people,
          peopleYear: people === null ? null : peopleYear,
        }
      })
    }
  }
  let made: ReturnType<typeof read> | undefined
  // Read within the first test that asks: what it opens is closed at the end of that test.
  const known = async (year: number) => {
    made ??= read()
    return (await made)(year)
  }

  test('2018: White 0.97 per 100,000 and Black 5.42, each with its own count and residents', async () => {
    const { lines, reference } = compare(grouping, await known(2018))
    expect(reference).toBe('white')
    const row = (id: string) => {
      const line = lines.find(one => one.group.id === id)
      return [line?.count, line?.people, line?.rate && rateText(line.rate.rate)]
    }
    // By hand: 51 / 5,255,000 and 57 / 1,052,000, of 128 victims in all.
    expect(row('white')).toEqual([51, 5_255_000, '0.97'])
    expect(row('black')).toEqual([57, 1_052_000, '5.42'])
    expect(row('asian')).toEqual([17, 1_630_000, '1.04'])
    expect((await known(2018)).reduce((sum, one) => sum + (one.count ?? 0), 0)).toBe(128)
  })

  test('the two of another and the one not known are hidden, and nobody is divided by a group that is not theirs', async () => {
    const { lines } = compare(grouping, await known(2018))
    expect(
      lines.filter(line => line.shown.count === null).map(line => [line.group.id, line.shown.words, line.rate]),
    ).toEqual([
      ['other', 'under 10', undefined],
      ['unknown', 'under 10', undefined],
    ])
  })

  test('4.8 as stated in 2019 stands beside 5.42: what count or population would give it is said', async () => {
    const { lines } = compare(grouping, await known(2018))
    const line = lines.find(one => one.group.id === 'black')
    if (!line) throw new Error('no such group')
    const framework = readFileSync(join(root, 'packs/london/framework/london-2025.json'), 'utf8')
    for (const { fact } of grouping.stated) expect(framework).toContain(`"id": "${fact.replace('statistic-', '')}"`)
    const fact = {
      code: 'homicide-rate-black',
      statement: '',
      value: 4.8,
      unit: 'per 100,000',
      period: '2018',
      source: 'the work programme 2019',
      openedOn: '',
    }
    const words = statedWords(grouping, line, fact)
    expect(words).toContain('4.8 per 100,000 is stated for 2018')
    expect(words).toContain('here it is 5.42')
    expect(words).toContain('50 to 51 of our 1,052,000 residents, or our 57 of 1,175,258 to 1,200,000 residents')
    const white = lines.find(one => one.group.id === 'white')
    expect(white && statedWords(grouping, white, { ...fact, value: 0.97 })).toContain('the same as here')
  })
})
