// The map as an analyst uses it: choose, find a place by keyboard, set a threshold, take the figures away, share the address. Then on a phone, and without JavaScript.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe, haveChromium, openBrowser, overflow, type TestBrowser } from '../browser.ts'
import { openTestApp, type TestApp } from '../support.ts'

let it: TestApp
let browser: TestBrowser

beforeAll(async () => {
  if (!haveChromium) return
  it = await openTestApp('demo')
  browser = await openBrowser(it)
  await browser.signIn('analyst')
})
afterAll(async () => {
  await browser?.close()
  await it?.close()
})

const strip = (page: Page) => page.locator('[data-map-tip]')
const submit = async (page: Page, press: () => Promise<void>) => {
  await Promise.all([page.waitForEvent('load'), press()])
}

async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

/** Width and height of a PNG, from its header. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]

describe.skipIf(!haveChromium)('an analyst at the map', () => {
  test('chooses a measure, and finds a place with the arrow keys and in the table', async () => {
    const { page, complaints, close } = await browser.openPage('/map')
    const other = page.locator('select[name="measure"] option:not([selected])').first()
    const measure = (await other.getAttribute('value')) ?? ''
    await page.locator('select[name="measure"]').selectOption(measure)
    await page.locator('select[name="show"]').selectOption('rate')
    await submit(page, () => page.getByRole('button', { name: 'Show' }).press('Enter'))
    expect(page.url()).toContain(`measure=${measure}`)
    expect(await page.textContent('h1')).toMatch(/, by ward$/)
    expect(await page.textContent('h1')).not.toBe('Violence with injury, by ward')
    const map = page.getByRole('application')
    await map.focus()
    await page.waitForFunction(() => document.querySelector('[data-map-tip] b') !== null)
    const first = await strip(page).locator('b').textContent()
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction(name => document.querySelector('[data-map-tip] b')?.textContent !== name, first)
    const chosen = await strip(page).locator('b').textContent()
    await submit(page, () => page.keyboard.press('Enter'))
    expect(await strip(page).textContent()).toContain(chosen)
    expect(await page.locator('tr.on th').textContent()).toContain(chosen)
    // The page is another one now: the focus is on its map again, which says what was chosen, and the next arrow goes on from there.
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'application')
    expect(await page.getByRole('application').getAttribute('aria-label')).toContain(`${chosen} is chosen. Map.`)
    await page.locator('[data-place]').first().focus()
    const named = await page.locator('[data-place]').first().textContent()
    await page.waitForFunction(name => document.querySelector('[data-map-tip] b')?.textContent === name, named)
    expect(complaints).toEqual([])
    await close()
  })

  test('sets a threshold by keyboard, corrects it, and shares the address that gives the same map', async () => {
    const { page, close } = await browser.openPage('/map')
    await page.locator('.up-own summary').press('Enter')
    await page.getByLabel('More than this many offences').fill('some')
    await submit(page, () => page.keyboard.press('Enter'))
    expect(await page.title()).toMatch(/^Error: /)
    expect(await page.getByRole('alert').textContent()).toContain('How many must be a whole number, such as 350')
    expect(await axe(page)).toEqual([])
    await page.getByLabel('More than this many offences').fill('100')
    await page.getByLabel('And how deprived').selectOption('country-20')
    await submit(page, () => page.getByRole('button', { name: 'Use these' }).press('Enter'))
    const lead = await page.textContent('.up-lead')
    expect(lead).toMatch(/^(None|\d+) of \d+ wards had more than 100 offences in the 12 months to \w+ \d{4}/)
    expect(lead).toContain('at least half of residents live in a small area among the most deprived 20% in')
    expect(await page.textContent('.up-legend')).toContain('Over 100 →')
    await submit(page, () => page.locator('#key a').first().press('Enter'))
    expect(page.url()).toContain('group=pair-2-0')
    const shared = page.url().slice(browser.origin.length)
    const again = await browser.openPage(shared)
    expect(await again.page.textContent('main')).toBe(await page.textContent('main'))
    await again.close()
    await close()
  })

  test('takes the figures away: CSV, GeoJSON, SVG and PNG say the same, and nobody else is asked', async () => {
    const { page, requests, complaints, close } = await browser.openPage('/map?over=100&most=city-20')
    const csv = await saved(page, () => page.getByRole('link', { name: 'CSV' }).press('Enter'))
    expect(csv.bytes.toString()).toContain('over 100; among the most deprived 20% of Riverton’s wards')
    const geojson = await saved(page, () => page.getByRole('link', { name: 'GeoJSON' }).press('Enter'))
    expect(JSON.parse(geojson.bytes.toString()).features).toHaveLength(120)
    const svg = await saved(page, () => page.getByRole('link', { name: 'Map as SVG' }).press('Enter'))
    expect(svg.bytes.toString()).toContain('Most deprived 20% →')
    expect(svg.bytes.toString()).toContain('Demonstration')
    const png = await saved(page, () => page.getByRole('button', { name: 'Map as PNG' }).press('Enter'))
    expect(png.name).toBe(svg.name.replace('.svg', '.png'))
    await page.locator('[data-map-png-words]').filter({ hasText: 'PNG saved' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Map as PNG')
    const [, width = '', height = ''] = /width="(\d+)" height="(\d+)" font-family/.exec(svg.bytes.toString()) ?? []
    expect(sizeOf(png.bytes)).toEqual([2 * Number(width), 2 * Number(height)])
    expect(requests.filter(url => !url.startsWith(browser.origin) && !/^(data|blob):/.test(url))).toEqual([])
    // A browser gives up the page it would have opened when an answer is a file to save, and says so.
    expect(complaints.filter(words => !/^\S+ failed$/.test(words))).toEqual([])
    await close()
  })

  test('hears when a PNG cannot be made, keeps the keyboard, and zooms without taking a file', async () => {
    const { page, requests, close } = await browser.openPage('/map')
    await page.route('**/map.png*', route => route.abort())
    await page.getByRole('button', { name: 'Map as PNG' }).press('Enter')
    await page.getByRole('status').filter({ hasText: 'The PNG could not be made here' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Map as PNG')
    expect(await page.getByRole('button', { name: 'Map as PNG' }).getAttribute('aria-disabled')).toBeNull()
    await page.getByRole('button', { name: 'Zoom and pan' }).press('Enter')
    await page.locator('.up-map__zoom canvas').waitFor()
    expect(requests.filter(url => url.includes('/map/places'))).toHaveLength(1)
    expect(requests.filter(url => url.includes('/map.geojson'))).toEqual([])
    await close()
  })

  test('on paper the two things stand alone as well, and nothing is to press', async () => {
    const { page, close } = await browser.openPage('/map')
    const alone = page.getByRole('heading', { name: 'Violence with injury alone, by ward' })
    expect(await alone.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await alone.isVisible()).toBe(true)
    expect(await page.getByRole('heading', { name: /^Deprivation 2025 alone/ }).isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: 'Map as PNG' }).isVisible()).toBe(false)
    await close()
  })
})

describe.skipIf(!haveChromium)('the map for everyone', () => {
  const views = ['/map', '/map?over=100&most=country-30', '/map?show=rate&rates=5,10', '/map?show=change&level=lsoa']
  test.each([
    [320, false],
    [1280, true],
  ])(
    'at %i pixels, JavaScript %s: nothing scrolls sideways and axe finds nothing',
    async (width, javaScript) => {
      for (const view of views) {
        const { page, complaints, close } = await browser.openPage(view, { width, javaScript })
        expect(await overflow(page), view).toBeLessThanOrEqual(0)
        expect(await axe(page), view).toEqual([])
        expect(complaints, view).toEqual([])
        await close()
      }
    },
    120_000,
  )

  test('without JavaScript a place is chosen in the table, the threshold is a form, and the SVG is offered', async () => {
    const { page, close } = await browser.openPage('/map', { width: 320, javaScript: false })
    const place = page.locator('a.up-shade').first()
    await place.click()
    expect(page.url()).toContain('place=')
    expect(await strip(page).locator('b').count()).toBe(1)
    await page.locator('.up-own summary').click()
    await page.getByLabel('More than this many offences').fill('100')
    await page.getByRole('button', { name: 'Use these' }).click()
    expect(await page.textContent('.up-lead')).toContain('more than 100 offences')
    expect(await page.getByRole('link', { name: 'Map as SVG' }).isVisible()).toBe(true)
    expect(await page.getByText('Map as PNG').isVisible()).toBe(false)
    await close()
  })
})
