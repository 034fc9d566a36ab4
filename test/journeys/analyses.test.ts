// Every way of looking, and the rooms about them, as an analyst meets them: on a phone without scripts, and at a desk.
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
  '/analyses/groups/note',
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
  test.each([
    [320, false],
    [1280, true],
  ])(
    'at %i pixels, scripts %s: nothing scrolls sideways, nothing is refused, axe finds nothing',
    async (width, javaScript) => {
      for (const path of [...looks, ...rooms]) {
        const { page, complaints, close } = await browser.openPage(path, { width, javaScript })
        expect.soft(await overflow(page), `${path} scrolls sideways`).toBeLessThanOrEqual(0)
        expect.soft(await axe(page), path).toEqual([])
        expect.soft(complaints, path).toEqual([])
        await close()
      }
    },
    300_000,
  )

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
    await page.click('main a:has-text("Put it into an assessment")')
    const chapter = page.locator('main .up-put a').first()
    await chapter.click()
    expect(await page.inputValue('#address')).toMatch(/^\/analyses\/concentration\?measure=/)
    await page.click('button:has-text("Add the view")')
    expect(await page.textContent('main')).toContain('Kept.')
    await close()
  }, 60_000)
})
