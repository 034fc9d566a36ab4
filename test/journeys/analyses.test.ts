// Every way of looking, and the rooms about them, as an analyst meets them: on a phone without scripts, and at a desk.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe, haveChromium, openBrowser, overflow, type TestBrowser } from '../browser.ts'
import { press } from '../desk.ts'
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

const hrefOf = async (page: Page, link: string) => (await page.locator(link).first().getAttribute('href')) ?? ''

const looks = [
  '/analyses/totals',
  '/analyses/concentration',
  '/analyses/gradient',
  '/analyses/hot-spots',
  '/analyses/health',
  '/analyses/when',
  '/analyses/trends',
  '/analyses/early-notice',
  '/analyses/groups',
  '/analyses/harm',
  '/analyses/fear',
]
const rooms = [
  '/analyses',
  '/analyses/groups/note?grouping=violence-victims-by-ethnicity',
  '/analyses/harm/indexes',
  '/analyses/health/agendas',
  '/assessment',
  '/assessment/1',
  '/assessment/1/write',
  '/assessment/put?address=%2Fanalyses%2Ftotals',
  '/assessment/editions/1',
  '/findings',
  '/findings/1',
  '/findings/new?view=totals',
  '/reviews',
  '/research',
  '/horizon',
  '/horizon/note',
  '/registers',
  '/background',
  '/calendars',
]

describe.skipIf(!haveChromium)('every way of looking', () => {
  const sound = async (path: string, options: { width: number; javaScript: boolean }) => {
    const { page, complaints, close } = await browser.openPage(path, options)
    expect.soft(await overflow(page), `${path} scrolls sideways`).toBeLessThanOrEqual(0)
    expect.soft(await axe(page), path).toEqual([])
    expect.soft(complaints, path).toEqual([])
    await close()
  }

  test('on a phone without scripts, with the rooms about it: nothing scrolls sideways or is refused, axe finds nothing', async () => {
    for (const path of [...looks, ...rooms]) await sound(path, { width: 320, javaScript: false })
  }, 300_000)

  test('at a desk with scripts the same', async () => {
    for (const path of looks) await sound(path, { width: 1280, javaScript: true })
  }, 180_000)

  test('each has the same head and the same row of links, and begins no column with a small letter', async () => {
    for (const path of looks) {
      const { page, close } = await browser.openPage(path)
      expect.soft(await page.locator('main .up-kicker a[href="/analyses"]').count(), path).toBe(1)
      const links = page.locator('main .up-look__links')
      expect.soft(await links.count(), path).toBe(1)
      const words = await links.allInnerTexts()
      for (const word of ['Make a finding of this', 'Put it into an assessment', 'CSV', 'The method', 'Print'])
        expect.soft(words.join(), path).toContain(word)
      const heads = await page.locator('main thead th').allTextContents()
      expect
        .soft(
          heads.filter(head => /^\p{Ll}/u.test(head.trim())),
          path,
        )
        .toEqual([])
      expect.soft(await page.locator('main').textContent(), path).not.toMatch(/\b20\d\d-\d\d-\d\d\b/)
      await close()
    }
  }, 120_000)

  test('what is looked at goes into a chapter of the assessment, its address filled in', async () => {
    const { page, close } = await browser.openPage('/analyses/concentration', { width: 320, javaScript: false })
    await page.goto(browser.origin + (await hrefOf(page, 'main a:has-text("Put it into an assessment")')))
    await page.goto(browser.origin + (await hrefOf(page, 'main .up-put a')))
    expect(await page.inputValue('#address')).toMatch(/^\/analyses\/concentration\?measure=/)
    await press(page, 'Add the view')
    expect(await page.textContent('main')).toContain('Kept.')
    await close()
  }, 60_000)
})
