import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedCity, smallWard, wardCode } from '../../../../test/city.ts'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { assessAll, defaults } from '../index.ts'
import { cityRatioOf, isHidden } from './columns.ts'

describe('the change of the rest of the city', () => {
  const row = (ratio: boolean, later: number | null = 3) => ({
    ratio,
    mark: { later, earlier: 40, cityRatio: 0.98765 },
  })

  test('is not told where the place’s own counts are hidden, and elsewhere not to the last digit', () => {
    expect(cityRatioOf(row(false), true)).toBe(null)
    expect(cityRatioOf(row(true), true)).toBe(0.99)
    expect(cityRatioOf(row(true), false)).toBe(0.98765)
  })

  test('a count that is not known is not a hidden one', () => {
    expect([row(false), row(true), row(false, null)].map(isHidden)).toEqual([true, false, false])
  })
})

describe('what is hidden cannot be worked back', () => {
  let city: TestApp
  type Role = Parameters<TestApp['get']>[0]
  const words = async (role: Role, url: string) =>
    (await city.get(role, url)).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  const cells = async (role: Role, url: string, ward: string) => {
    const [head = '', ...rows] = (await city.get(role, url)).body.replace(/^\uFEFF/, '').split('\r\n')
    const values = (rows.find(line => line.startsWith(`${ward},`)) ?? '').split(',')
    return Object.fromEntries(head.split(',').map((key, i) => [key, values[i]]))
  }

  // The small ward had two offences a month, and three in the last year: tested, and hidden from all but analysts.
  beforeAll(async () => {
    city = await openTestApp('empty')
    await seedCity(city.db)
    await city.db.run(sql`
      update series set amounts = array_cat(array_fill(2::float8, array[36]), ${[1, 1, 1, ...Array(9).fill(0)]}::float8[])
      where place_id = (select id from places where code = ${wardCode(smallWard)})
        and measure_id = (select id from measures where code = 'violence-with-injury')`)
    await assessAll(city.db, { settings: defaults, by: 'tests', today: '2026-11-22' })
  })
  afterAll(() => city.close())

  test('the file tells officers no change of the rest of the city beside a hidden row, and analysts all of it', async () => {
    const theirs = await cells('officer', '/signals.csv', smallWard)
    expect(theirs).toMatchObject({ change: 'chance', ratio: '', city_ratio: '' })
    expect((await cells('officer', '/signals.csv', 'Abbot Field')).city_ratio).toMatch(/^\d\.\d{1,2}$/)
    const all = await cells('analyst', '/signals.csv', smallWard)
    expect(all.later_window).toBe('3')
    expect(all.city_ratio).toMatch(/^\d\.\d{3,}$/)
  })

  const choices = {
    window: '6',
    fewest: '28',
    fdr: '50',
    top: '50',
    years: '1',
    widen: 'no',
    against: 'itself',
    end: '2025-10',
    across: 'show',
  }
  const others = ['officer', 'director', 'borough-lead:X09000002'] as const

  test('an analyst may choose how the marks are made', async () => {
    for (const [fewest, word] of [
      [27, 'chance'],
      [28, 'too few'],
    ] as const)
      expect((await cells('analyst', `/signals.csv?fewest=${fewest}`, smallWard)).change).toBe(word)
    const { body } = await city.get('analyst', '/signals?fewest=28')
    for (const key of Object.keys(choices).filter(key => key !== 'across')) expect(body).toContain(`name="${key}"`)
    expect(body).not.toContain('Only analysts choose')
  })

  test.each(others)('for others the marks stay whatever the address says, and the page says so: %s', async role => {
    const usual = (await city.get(role, '/signals.csv')).body
    for (const [key, value] of Object.entries(choices)) {
      expect((await city.get(role, `/signals.csv?${key}=${value}`)).body, key).toBe(usual)
      expect(await words(role, `/signals?${key}=${value}`), key).toContain('Only analysts choose how marks are made')
    }
    const together = new URLSearchParams(choices)
    expect((await city.get(role, `/signals.csv?${together}`)).body).toBe(usual)
    const { body } = await city.get(role, `/signals?${together}&sort=count`)
    for (const key of Object.keys(choices)) expect(body, key).not.toMatch(new RegExp(`name="${key}"|[?;]${key}=`))
    expect(body).toContain('They are made with windows of 12 months; at least 20 events')
    expect(await words(role, '/signals?fdr=5&end=&level=borough')).not.toContain('Only analysts choose')
  })

  test('what other choices would say of a hidden place is for those who see its counts', async () => {
    const url = (ward: string) => `/signals/firmness?place=${wardCode(ward)}&measure=violence-with-injury`
    for (const role of ['officer', 'director'] as const) {
      const page = await words(role, url(smallWard))
      expect(page).toContain('what other choices would say is not shown')
      expect(page).not.toContain('Windows of 6 months')
      expect(page).not.toContain('with other choices')
      expect(await words(role, url('Abbot Field'))).toContain('Windows of 6 months')
    }
    for (const role of ['analyst', 'borough-lead:X09000002'] as const)
      expect(await words(role, url(smallWard))).toContain('Windows of 6 months')
  })

  test('how firm a small area’s mark is, is for analysts', async () => {
    const small = wardCode('Abbot Field').replace('X05', 'X01')
    const url = `/signals/firmness?place=${small}0&measure=violence-with-injury`
    for (const role of ['officer', 'director', 'borough-lead:X09000001'] as const)
      expect((await city.get(role, url)).statusCode).toBe(403)
    expect((await city.get('analyst', url)).statusCode).toBe(404)
  })
})
