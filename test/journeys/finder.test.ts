// A 15-year-old with a phone of 320 pixels, without JavaScript: three taps to something free at five today, one tap to help. And a phone with it:
// where it is never leaves it.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sql } from '../../src/platform/sql.ts'
import { axe, expectClean, haveChromium, openBrowser, type TestBrowser } from '../browser.ts'
import { press } from '../desk.ts'
import { openLiveApp } from '../live.ts'
import type { TestApp } from '../support.ts'

const phone = { width: 320, height: 568, javaScript: false }
/** DESIGN.md 8: a public page with all it asks for, its map among it. */
const budgetBytes = 100 * 1024

let it: TestApp
let browser: TestBrowser
beforeAll(async () => {
  if (!haveChromium) return
  it = await openLiveApp()
  browser = await openBrowser(it)
})
afterAll(async () => {
  await browser?.close()
  await it?.close()
})

const follow = async (page: Page, name: string) => {
  await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name, exact: true }).first().click()])
}
/** Within the page. */
const follow2 = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first().click()
const words = async (page: Page) => (await page.textContent('main')) ?? ''

describe.skipIf(!haveChromium)('a phone without JavaScript', () => {
  test('three taps from the front page to something free near me at 5pm today', async () => {
    const { page, close } = await browser.openPage('/', phone)
    await press(page, 'Find something to do') // one
    await page.fill('#near', 'Foundry Row') // two: the place
    expect(await page.inputValue('#day')).toBe('today')
    expect(await page.inputValue('#time')).toBe('17:00')
    expect(await page.isChecked('#free')).toBe(true)
    await press(page, 'Find') // three
    expect(await words(page)).toMatch(/\d+ things? found/)
    const cards = page.locator('.up-result')
    expect(await cards.count()).toBeGreaterThan(0)
    for (const card of await cards.allTextContents()) expect(card).toMatch(/Free/)
    await expectClean(page)
    await close()
  })

  test('or no typing at all: the front, the list of areas, an area', async () => {
    const { page, close } = await browser.openPage('/', phone)
    await press(page, 'Find something to do')
    await page.locator('.up-areaspick summary').click()
    await Promise.all([page.waitForEvent('load'), page.locator('.up-pick a').first().click()])
    expect(await words(page)).toMatch(/things? found|Nothing fits/)
    await close()
  })

  test('one tap to help from every page of the finder, and 999 and Childline are in sight without scrolling', async () => {
    for (const url of ['/', '/things-to-do', '/things-to-do/saved', '/things-to-do/plan']) {
      const { page, close } = await browser.openPage(url, phone)
      await follow(page, 'Help now')
      for (const tel of ['tel:999', 'tel:08001111']) {
        const box = await page.locator(`main a[href="${tel}"]`).first().boundingBox()
        expect((box?.y ?? 9_999) + (box?.height ?? 0), `${tel} from ${url}`).toBeLessThanOrEqual(phone.height)
      }
      await close()
    }
  }, 60_000)

  test('every page of the finder is clean to axe and never scrolls sideways, in both directions of reading', async () => {
    const { id } = await it.db.one(
      z.object({ id: z.string() }),
      sql`select id::text from finder_entries where dated order by name limit 1`,
    )
    const { code } = await it.db.one(
      z.object({ code: z.string() }),
      sql`select code from places where kind = 'ward' and valid_to is null order by name limit 1`,
    )
    const pages = [
      '',
      '?near=Foundry+Row&day=week',
      `/${id}`,
      `/plan?ids=${id}`,
      '/saved',
      `/ward/${code}`,
      '/ward',
      '/told',
    ]
    for (const url of pages)
      for (const lang of ['', 'lang=ar']) {
        const address = `/things-to-do${url}${lang && (url.includes('?') ? '&' : '?')}${lang}`
        const { page, complaints, close } = await browser.openPage(address, phone)
        await expectClean(page)
        expect(complaints, address).toEqual([])
        await close()
      }
  }, 180_000)

  test('results with all they ask for, map and all, are under their weight', async () => {
    const { page, requests, close } = await browser.openPage('/things-to-do?near=Foundry+Row&day=week', {
      width: 320,
      fresh: true,
    })
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await page.waitForLoadState('networkidle')
    await close()
    const asked = [...new Set(requests.map(url => url.replace(browser.origin, '')))]
    expect(asked.some(url => url.startsWith('/things-to-do/map.svg'))).toBe(true)
    expect(requests.every(url => url.startsWith(browser.origin))).toBe(true)
    // the worker, and what it brings that the page has not brought already
    const offline = [
      '/things-to-do/worker.js',
      ...['/help', '/things-to-do/offline', '/things-to-do/saved'].flatMap(url => [url, `${url}?lang=ar`]),
    ]
    const weights = await Promise.all([...new Set([...asked, ...offline])].map(weightOf))
    expect(weights.reduce((sum, each) => sum + each, 0)).toBeLessThan(budgetBytes)
  })
})

const weightOf = async (url: string): Promise<number> =>
  (await it.app.inject({ url, headers: { 'accept-encoding': 'br, gzip', accept: 'text/html' } })).rawPayload.length

describe.skipIf(!haveChromium)('paper', () => {
  test('the page of a ward is one sheet of A4, in large print too', async () => {
    const { code } = await it.db.one(
      z.object({ code: z.string() }),
      sql`select code from places where kind = 'ward' and valid_to is null and name = 'Foundry Row'`,
    )
    for (const print of ['', '?print=large']) {
      const { page, close } = await browser.openPage(`/things-to-do/ward/${code}${print}`)
      const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
      expect(pdf.match(/\/Type\s*\/Page[^s]/g), print).toHaveLength(1)
      expect(await words(page)).not.toMatch(/Today|Tomorrow/)
      await close()
    }
  })
})

describe.skipIf(!haveChromium)('a phone with JavaScript', () => {
  test('“Use where I am” fills in a coarse area: no request holds where the phone is', async () => {
    const { page, requests, complaints, close } = await browser.openPage('/things-to-do', { width: 320 })
    const { name, longitude, latitude } = await it.db.one(
      z.object({ name: z.string(), longitude: z.number(), latitude: z.number() }),
      sql`select name, longitude, latitude from places where kind = 'ward' and name = 'Foundry Row' and valid_to is null`,
    )
    await page.context().grantPermissions(['geolocation'], { origin: browser.origin })
    await page.context().setGeolocation({ longitude: longitude + 0.00123, latitude: latitude - 0.00123 })
    const before = requests.length
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Use where I am' }).click()])
    const sent = requests.slice(before).map(decodeURIComponent)
    expect(sent.some(url => url.endsWith('/things-to-do/cells.json'))).toBe(true)
    const near = new URL(page.url()).searchParams.get('near') ?? ''
    expect(near).toMatch(/^[A-Z]{1,2}\d+[A-Z]?$/)
    const digits = [longitude, latitude].map(degrees => Math.abs(degrees).toFixed(2))
    for (const url of sent) for (const part of digits) expect(url, name).not.toContain(part)
    expect(await words(page)).toContain(`around ${near}`)
    expect(complaints).toEqual([])
    await close()
  })

  test('the map that can be moved comes when it is asked for, asks nothing of anybody, and its pins lead to the list', async () => {
    const { page, requests, complaints, close } = await browser.openPage('/things-to-do?near=Foundry+Row&day=week', {
      width: 320,
    })
    await follow2(page, 'Map')
    await page.waitForLoadState('networkidle') // the picture, which comes when it is near
    expect(requests.some(url => url.includes('finder-map'))).toBe(false)
    const before = requests.length
    await page.getByRole('button', { name: 'Show on a map you can move' }).click()
    await page.locator('.up-pin').first().waitFor()
    const asked = requests.slice(before).map(url => url.replace(browser.origin, '').replace(/\?v=.*/, ''))
    expect(new Set(asked.filter(url => !url.startsWith('blob:') && url !== '/assets/mark.svg'))).toEqual(
      new Set([
        '/assets/finder-map.css',
        '/assets/finder-map.js',
        '/assets/map-worker.js',
        '/things-to-do/ground.json',
      ]),
    )
    await expectClean(page)
    const pin = page.locator('.up-pin').first()
    const name = (await pin.getAttribute('aria-label')) ?? ''
    await pin.press('Enter')
    const hash = new URL(page.url()).hash
    expect(name).toContain((await page.textContent(`${hash} h3`))?.trim() ?? 'no name')
    await page.getByRole('button', { name: 'Show the picture again' }).click()
    expect(await page.locator('.up-found__map img').isVisible()).toBe(true)
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('a phone that does not say where it is says so in words, and nothing is asked', async () => {
    const { page, close } = await browser.openPage('/things-to-do', { width: 320 })
    await page.getByRole('button', { name: 'Use where I am' }).click()
    await page.waitForFunction(() =>
      document.querySelector('[data-near-said]')?.textContent?.startsWith('Your device did not'),
    )
    expect(new URL(page.url()).search).toBe('')
    await close()
  })

  test('what is saved stays on the phone: on the page of what is saved, and gone when forgotten', async () => {
    const { page, close } = await browser.openPage('/things-to-do?near=Foundry+Row&day=week', { width: 320 })
    await Promise.all([page.waitForEvent('load'), page.locator('.up-result h3 a').first().click()])
    const name = await page.textContent('h1')
    await page.getByRole('button', { name: 'Save on this device' }).click()
    expect(await page.context().cookies()).toEqual([])
    const addresses: string[] = []
    page.on('request', request => void addresses.push(request.url()))
    await page.goto(`${browser.origin}/things-to-do/saved`)
    await page.locator('.up-sheet h2').waitFor()
    expect(addresses.filter(address => /ids=|[0-9a-f]{8}-[0-9a-f]{4}/.test(address))).toEqual([])
    expect(await words(page)).toContain(name ?? 'no name')
    expect(await axe(page)).toEqual([])
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Forget all of them' }).click()])
    expect(await words(page)).toContain('You have not saved anything')
    await close()
  })

  test('Shift three times leaves a page that could put somebody at risk', async () => {
    const { page, close } = await browser.openPage('/things-to-do?theme=domestic-abuse&day=any', { width: 1280 })
    await Promise.all([page.waitForEvent('load'), page.locator('.up-result h3 a').first().click()])
    expect(await page.title()).toMatch(/^Support – /)
    await page.context().route('https://www.bbc.co.uk/**', route => route.fulfill({ body: 'weather' }))
    const left = page.url()
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift')
    await expect.poll(() => page.url()).toBe('https://www.bbc.co.uk/weather')
    await page.goBack()
    expect([page.url(), left]).toEqual([expect.stringContaining('?theme='), expect.not.stringContaining('?theme=')])
    await close()
  })
})

describe.skipIf(!haveChromium)('a phone that loses its signal', () => {
  test('reads again what was looked at, with the hour it is from; nothing of danger; 999 and Childline always; and all of it can be removed', async () => {
    const { page, complaints, close } = await browser.openPage('/things-to-do', { width: 320, worker: true })
    const context = page.context()
    const go = async (url: string) => page.goto(browser.origin + url)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    const { id, name } = await it.db.one(
      z.object({ id: z.string(), name: z.string() }),
      sql`select id::text, name from finder_entries where kind = 'activity' and themes = '{}' and dated order by name limit 1`,
    )
    const asked = [
      '/things-to-do?near=Northgate&day=week&kind=activity',
      '/things-to-do?q=my+dad+hits+me',
      `/things-to-do/${id}`,
    ]
    for (const url of asked) await go(url)
    const kept = () =>
      page.evaluate(async () => {
        const names = (await caches.keys()).filter(each => each.startsWith('upstream-pages'))
        return (await Promise.all(names.map(async each => (await caches.open(each)).keys())))
          .flat()
          .map(({ url }) => url)
      })
    // what the first visit opened on, the list and the entry; never what was asked in danger
    const harmless = ['/things-to-do', ...asked.filter(url => !url.includes('dad'))]
    await expect.poll(async () => (await kept()).sort()).toEqual(harmless.map(url => browser.origin + url).sort())
    expect(complaints).toEqual([])

    await context.setOffline(true)
    await go(`/things-to-do/${id}`)
    expect(await words(page)).toMatch(/You are offline\. This is from \d\d:\d\d today\./)
    expect(await page.textContent('h1')).toBe(name)
    await expectClean(page)
    await go('/things-to-do?q=my+dad+hits+me')
    expect(await page.textContent('h1')).toBe('You are offline')
    for (const tel of ['tel:999', 'tel:08001111']) expect(await page.locator(`main a[href="${tel}"]`).count()).toBe(1)
    await expect.poll(() => page.locator('[data-kept] a').allTextContents()).toContain(name)
    await expectClean(page)
    await go('/help')
    expect(await page.locator('main a[href="tel:08001111"]').count()).toBeGreaterThan(0)

    await context.setOffline(false)
    await context.route('https://www.bbc.co.uk/**', route => route.fulfill({ body: 'weather' }))
    await go(`/things-to-do/${id}`)
    await page.click('.up-help__leave')
    await expect.poll(() => page.url()).toBe('https://www.bbc.co.uk/weather') // the component's own step is overtaken by one that leaves no trace
    await go('/things-to-do/saved')
    expect((await kept()).some(url => url.includes(id))).toBe(false)
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Remove what is kept' }).click()])
    await page.getByRole('button', { name: 'Keep pages for when' }).waitFor()
    expect(
      await page.evaluate(async () => [await caches.keys(), await navigator.serviceWorker.getRegistrations()]),
    ).toEqual([[], []])
    await close()
  }, 120_000)
})
