import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { risingWard, seedCity, wardCode } from '../../../../test/city.ts'
import { openTestApp, type TestApp } from '../../../../test/support.ts'

let city: TestApp
type Role = Parameters<TestApp['get']>[0]
const html = async (role: Role, url: string) => (await city.get(role, url)).body
const words = async (role: Role, url: string) => (await html(role, url)).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

beforeAll(async () => {
  city = await openTestApp('empty')
  await seedCity(city.db)
})
afterAll(() => city.close())

describe('own cut points', () => {
  test('own cut points: unit, period and population are stated, and the strategy’s line is one press away', async () => {
    const page = await words('analyst', '/map?over=250&most=city-10')
    expect(page).toContain(
      'Cut points chosen: more than 250 offences in a ward, 12 months to October 2026; among the most deprived 10% of Riverton’s wards (mean IMD score, weighted by residents, 2025: 33.0 or more).',
    )
    expect(page).toContain(
      'None of 11 wards had more than 250 offences in the 12 months to October 2026 and high deprivation (among the most deprived 10% of Riverton’s wards).',
    )
    expect(page).toContain('more than 350 offences of violence with injury in a ward in these 12 months')
    expect(page).toContain('The strategy says “high deprivation” and does not say how high')
    expect(await words('analyst', '/map?over=100&most=city-30')).toContain('3 of 11 wards had more than 100 offences')
  })

  test('the key, the strip and the files speak in the reader’s cut points', async () => {
    const url = `/map?over=250&most=city-20&place=${wardCode(risingWard)}`
    const page = await html('analyst', url)
    expect(page).toContain('Over 250 →')
    expect(page).toContain('Most deprived 20% →')
    expect(page).toContain('Over 250, less deprived')
    expect(page).not.toContain('More violence')
    expect((await city.get('analyst', url.replace('/map', '/map.csv'))).body).toContain(
      'over 250; among the most deprived 20% of Riverton’s wards',
    )
    expect((await city.get('analyst', url.replace('/map', '/map.svg'))).body).toContain('Most deprived 20% →')
  })

  test('one variable has own cut points too; those of a rate never cut a number', async () => {
    const page = await words('analyst', '/map?show=rate&rates=15,+40')
    expect(page).toMatch(/Under 15\.0 \d+ 15\.0 to under 40\.0 \d 40\.0 or more 1 /)
    expect(page).toContain('Cut points chosen: 15.0 and 40.0 offences a thousand residents, 12 months to October 2026.')
    expect(page).not.toContain('Each colour holds about as many')
    expect((await city.get('analyst', '/map.csv?show=rate&rates=15,40')).body).toContain('15.0 and 40.0')
    expect(await words('analyst', '/map?show=count&rates=15,40')).not.toContain('Cut points chosen')
    expect(await words('analyst', '/map?show=count&counts=150,200')).toContain(
      'Cut points chosen: 150 and 200 offences, 12 months to October 2026.',
    )
  })

  test('cut points that cannot be read are said in words, and the usual ones are used', async () => {
    const page = await words('analyst', '/map?show=rate&rates=high')
    expect(page).toContain('There is a problem Cut points must be numbers with no more than 1 decimal')
    expect(await html('analyst', '/map?show=rate&rates=high')).toContain('value="high"')
    expect(page).toContain('Each colour holds about as many wards')
    expect(await words('analyst', '/map?over=&most=city-10')).toContain(
      'There is a problem Enter how many, such as 350',
    )
    expect(await words('analyst', '/map?over=5&most=country-10')).toContain(
      'no deciles of the whole country are loaded',
    )
  })

  test('two maps of one thing each stand on the page for paper, drawn from the same paths', async () => {
    const page = await html('analyst', '/map')
    expect(page).toContain('Violence with injury alone, by ward')
    expect(page).toContain('Deprivation 2025 alone, by ward')
    expect(page.match(/<use href="#m-X05/g)).toHaveLength(24)
    expect(await html('analyst', '/map?show=rate')).not.toContain('up-mono')
  })
})
