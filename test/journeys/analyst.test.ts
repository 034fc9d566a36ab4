// The main job as its user does it: upload a file, find a rising place, read its page, download its figures. Keyboard only; then on a phone without JavaScript.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCity, Recipe } from '../../src/lib/city/index.ts'
import { workOnce } from '../../src/platform/jobs.ts'
import { readPackFile } from '../../src/platform/pack.ts'
import { jobHandlers } from '../../src/work.ts'
import { axe, haveChromium, openBrowser, overflow, type TestBrowser } from '../browser.ts'
import { openTestApp, type TestApp } from '../support.ts'

const recipe = readPackFile('demo', 'recipe.json', Recipe)
const { truth } = makeCity(recipe, recipe.seed)
const rising = truth.rising[0]
const folder = mkdtempSync(join(tmpdir(), 'upstream-journey-'))
const file = join(folder, 'knife-injuries.csv')
let it: TestApp
let browser: TestBrowser

beforeAll(async () => {
  if (!haveChromium) return
  writeFileSync(
    file,
    `place code,period,measure,numerator\n${truth.rising.map((ward, i) => `${ward.code},2026-10,knife-crime-with-injury,${i + 3}`).join('\n')}\nX05999999,2026-10,knife-crime-with-injury,9\n`,
  )
  it = await openTestApp('demo')
  browser = await openBrowser(it)
  await browser.signIn('analyst')
})
afterAll(async () => {
  await browser?.close()
  await it?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What the job process does, here and now. */
async function work(): Promise<void> {
  const handlers = jobHandlers(it.db)
  while (await workOnce(it.db, handlers)) {
    // one after another until none waits
  }
}

/** Presses Tab until the focus stands on what the selector names. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await page.evaluate(wanted => document.activeElement?.matches(wanted) ?? false, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard never reached ${selector}`)
}

const pressAndWait = async (page: Page, key = 'Enter') => {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)])
}

describe.skipIf(!haveChromium)('an analyst with a keyboard', () => {
  test('uploads a partner’s file, sees what it would change, confirms, and reads the result', async () => {
    const { page, complaints, close } = await browser.openPage('/data/upload?new=yes')
    expect(await axe(page)).toEqual([])
    for (const [field, text] of [
      ['title', 'Knife injuries, Riverton General'],
      ['custodian', 'Riverton General'],
      ['licence', 'Sharing agreement of 1 June 2026'],
    ] as const) {
      await tabTo(page, `#${field}`)
      await page.keyboard.type(text)
    }
    await page.selectOption('#cadence', 'monthly')
    await page.selectOption('#format', 'measure-csv')
    await page.setInputFiles('#file', file)
    await tabTo(page, 'form[action="/data/upload"] button')
    await pressAndWait(page)
    await work()
    await page.goto(page.url())
    expect(await axe(page)).toEqual([])
    const preview = await page.textContent('main')
    expect(preview).toContain('X05999999')
    await tabTo(page, 'form[action$="/confirm"] button')
    await pressAndWait(page)
    await work()
    await page.goto(page.url())
    expect(await page.textContent('main')).toMatch(/imported|in force/i)
    expect(await axe(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  test('finds the rising wards, opens one, and downloads its figures', async () => {
    const { page, requests, close } = await browser.openPage('/signals')
    await tabTo(page, 'input[name="change"][value="rising"]')
    await page.keyboard.press('Space')
    await tabTo(page, '.moj-filter button, form button[type="submit"]')
    await pressAndWait(page)
    expect(await page.textContent('main')).toContain(rising?.name)
    expect(await axe(page)).toEqual([])
    await tabTo(page, `a[href="/places/${rising?.code}"]`)
    await pressAndWait(page)
    expect(await page.textContent('h1')).toBe(rising?.name)
    expect(await page.textContent('main')).toContain('That is a rise beyond chance')
    expect(await axe(page)).toEqual([])
    await tabTo(page, `a[href="/places/${rising?.code}/figures.csv"]`)
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
    const csv = readFileSync(await download.path(), 'utf8')
    expect(csv).toContain('Violence with injury')
    expect(csv.split('\r\n').length).toBeGreaterThan(60)
    expect(requests.filter(url => !url.startsWith(browser.origin) && !url.startsWith('data:'))).toEqual([])
    await close()
  })
})

const pages = () => [
  '/',
  '/places',
  '/signals',
  '/map',
  '/data',
  '/data/measures',
  '/questions',
  `/places/${rising?.code}`,
  `/places/${rising?.code}/compare`,
  '/places/new-hub',
  '/places/new-neighbourhood',
  '/data/upload',
  '/data/formats',
  '/reviews',
  '/reviews/1',
  '/reviews/new',
  '/reviews/1/import',
  '/reviews/recommendations?theme=exclusion&since=2018&boroughs=2',
  '/reviews/recommendations/1',
]

describe.skipIf(!haveChromium)('every working page', () => {
  test.each([
    [320, false],
    [1280, true],
  ])(
    'at %i pixels, scripts %s: nothing scrolls sideways, nothing is refused, axe finds nothing',
    async (width, javaScript) => {
      for (const path of pages()) {
        const { page, complaints, close } = await browser.openPage(path, { width, javaScript })
        expect(await overflow(page), `${path} scrolls sideways`).toBeLessThanOrEqual(0)
        expect(await axe(page), path).toEqual([])
        expect(complaints, path).toEqual([])
        await close()
      }
    },
    180_000,
  )
})

describe.skipIf(!haveChromium)('on a phone without JavaScript', () => {
  test('the same rising place is found and read, and its figures are one link away', async () => {
    const { page, close } = await browser.openPage('/signals?change=rising', { width: 320, javaScript: false })
    expect(await page.textContent('main')).toContain(rising?.name)
    await page.click(`main a[href="/places/${rising?.code}"]`)
    expect(await page.textContent('h1')).toBe(rising?.name)
    expect(await page.locator(`a[href="/places/${rising?.code}/figures.csv"]`).count()).toBeGreaterThan(0)
    await close()
  })
})
