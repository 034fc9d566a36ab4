import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe, haveChromium, type OpenOptions, openBrowser, overflow, type TestBrowser } from '../browser.ts'
import { openTestApp, type TestApp } from '../support.ts'

// The pages anybody can open. A new public page belongs in this list; first pages of each audience are looked at in public.test.ts.
const pages = [
  '/',
  '/sign-in',
  '/sign-in/sent',
  '/outbox',
  '/methods',
  '/methods/maps',
  '/methods/change',
  '/accessibility',
  '/data-use',
  '/style',
  '/no-such-page',
]
const ways: [string, OpenOptions][] = [
  ['a desk', { width: 1280 }],
  ['a phone', { width: 320 }],
  ['a desk without JavaScript', { width: 1280, javaScript: false }],
  ['a phone without JavaScript', { width: 320, javaScript: false }],
]
// A script or its absence, and a width, go wrong by themselves: every page is tried with each of them, the two that hold every part with both.
const apart = ways.filter((_, i) => i === 1 || i === 2)
const start = ['/', '/style']

describe.skipIf(!haveChromium)('the look, in a browser', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeAll(async () => {
    app = await openTestApp('empty')
    browser = await openBrowser(app)
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  async function look(url: string, options: OpenOptions): Promise<void> {
    const { page, requests, complaints, close } = await browser.openPage(url, options)
    expect(await axe(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(requests.filter(address => !address.startsWith(browser.origin) && !address.startsWith('data:'))).toEqual([])
    expect(complaints.filter(words => !words.includes('404'))).toEqual([])
    await close()
  }

  describe.each(apart)('on %s', (_name, options) => {
    test.each(pages)('%s can be read by everyone, does not scroll sideways and asks nobody else', url =>
      look(url, options),
    )
  })

  test.each(start)('%s is the same for somebody signed in', async url => {
    await browser.signIn('analyst')
    for (const [, options] of ways) await look(url, options)
    browser.signOut()
  })

  test('on a phone the rooms are behind a Menu button, and are all there without JavaScript', async () => {
    await browser.signIn('analyst')
    const { page, close } = await browser.openPage('/', { width: 320 })
    const menu = page.getByRole('button', { name: 'Menu' })
    const needs = page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Needs' })
    expect(await needs.isVisible()).toBe(false)
    await menu.press('Enter')
    expect(await needs.isVisible()).toBe(true)
    await close()
    const plain = await browser.openPage('/', { width: 320, javaScript: false })
    expect(
      await plain.page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: 'Needs' }).isVisible(),
    ).toBe(true)
    await plain.close()
    browser.signOut()
  })

  test('help and the way out are reached first by keyboard, and the way out needs no JavaScript', async () => {
    const { page, close } = await browser.openPage('/data-use')
    const names: string[] = []
    for (const _ of [1, 2, 3]) {
      await page.keyboard.press('Tab')
      names.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''))
    }
    expect(names).toEqual(['Skip to main content', 'Help now', 'Leave this site'])
    expect(await page.getByRole('link', { name: 'Leave this site' }).getAttribute('href')).toMatch(/^https:/)
    await close()
  })

  test.each([true, false])('a list is filtered, sorted and cleared (JavaScript: %s)', async javaScript => {
    const { page, close } = await browser.openPage('/style', { javaScript })
    const names = () => page.locator('#list tbody th a').allTextContents()
    await page.getByLabel('Rising').first().check()
    await page.getByRole('button', { name: 'Apply filters' }).click()
    await page.waitForURL(/change=rising/)
    expect(await names()).toEqual(['Brickfields', 'Gasworks'])
    await page.locator('#list').getByRole('link', { name: 'Offences', exact: true }).click()
    await page.waitForURL(/sort=offences&dir=desc/)
    expect(await names()).toEqual(['Brickfields', 'Gasworks'])
    expect(await page.locator('#list th[aria-sort="descending"]').textContent()).toContain('Offences')
    await page.getByRole('link', { name: 'Remove this filter: Rising' }).click()
    await page.waitForURL(address => !address.search.includes('change'))
    expect((await names())[0]).toBe('Cathedral')
    await close()
  })

  test('on a phone the filters fold away and a list is sorted by a choice', async () => {
    const { page, close } = await browser.openPage('/style', { width: 320, javaScript: false })
    expect(await page.getByRole('button', { name: 'Apply filters' }).isVisible()).toBe(false)
    await page.locator('.up-fold > summary').click()
    expect(await page.getByRole('button', { name: 'Apply filters' }).isVisible()).toBe(true)
    await page.getByLabel('Sort by').selectOption('offences.asc')
    await page.getByRole('button', { name: 'Sort', exact: true }).click()
    await page.waitForURL(/sort=offences.asc/)
    expect(await page.locator('#list tbody th a').first().textContent()).toBe('Dovecote')
    await close()
  })

  test('on paper there are no controls and details are open', async () => {
    const { page, close } = await browser.openPage('/style')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('link', { name: 'Leave this site' }).isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Apply filters' }).isVisible()).toBe(false)
    expect(await page.getByRole('table', { name: 'Invented offences a month' }).isVisible()).toBe(true)
    await close()
  })
})
