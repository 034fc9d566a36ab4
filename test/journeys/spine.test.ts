// One thread as its people go through it: an officer drafts a decision and puts it to the director, who decides; a task follows; the week and
// the thread tell of it. Without JavaScript, on a phone, and by keyboard.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectClean, haveChromium, openBrowser, type TestBrowser } from '../browser.ts'
import { openTestApp, type TestApp } from '../support.ts'

let it: TestApp
let browser: TestBrowser
let decision = ''

beforeAll(async () => {
  if (!haveChromium) return
  it = await openTestApp('demo')
  browser = await openBrowser(it)
})
afterAll(async () => {
  await browser?.close()
  await it?.close()
})

const press = async (page: Page, name: string) => {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()])
}

describe.skipIf(!haveChromium)('a decision and what follows', () => {
  test('an officer on a phone without JavaScript drafts it and puts it to the director', async () => {
    await browser.signIn('officer')
    const { page, close } = await browser.openPage('/decisions/new', { width: 320, javaScript: false })
    await expectClean(page)
    await press(page, 'Save the draft')
    expect(await page.title()).toMatch(/^Error: /)
    await expectClean(page)
    await page.fill('#question', 'Do we open the hall on Fridays?')
    await page.fill('#context', 'Young people ask for somewhere to be after school.')
    await page.fill('#option1', 'Open on Fridays, 4pm to 7pm')
    await page.fill('#option2', 'Do nothing')
    await page.fill('#equality', 'Girls come less; a session of their own is planned.')
    for (const box of await page.locator('textarea[name^="principle-"]').all()) await box.fill('We asked them.')
    await page.fill('#publicPart', 'The hall opens on Fridays.')
    await press(page, 'Save the draft')
    expect(await page.textContent('h1')).toContain('Do we open the hall on Fridays?')
    await expectClean(page)
    decision = new URL(page.url()).pathname
    await press(page, 'Put it to the director')
    expect(await page.textContent('main')).toContain('Waiting to be decided')
    expect(await page.getByRole('button', { name: 'Decide' }).count()).toBe(0)
    await close()
  }, 120_000)

  test('the director finds it in their week and decides by keyboard', async () => {
    await browser.signIn('director')
    const { page, complaints, close } = await browser.openPage('/week')
    await expectClean(page)
    expect(await page.textContent('main')).toContain('Do we open the hall on Fridays?')
    await page.goto(`${browser.origin}${decision}/decide`)
    await expectClean(page)
    await page.focus('input[name="chosen"]')
    await page.keyboard.press('Space')
    await page.focus('#reason')
    await page.keyboard.type('They asked, and the hall is free.')
    await page.focus('#reviewOn')
    await page.fill('#reviewOn', '2027-11-22')
    await page.getByRole('button', { name: 'Decide' }).focus()
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
    expect(await page.textContent('main')).toContain('Chosen')
    expect(await page.textContent('main')).toContain('due 22 November 2027')
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test('a task follows, and the thread, the calendar and the search tell of it', async () => {
    await browser.signIn('officer')
    const { page, close } = await browser.openPage(`/tasks/new?because=${decision}`)
    await expectClean(page)
    await page.fill('#title', 'Ask who has the key of the hall')
    await page.check('input[value="officer"]')
    await page.fill('#dueOn', '2026-11-27')
    await press(page, 'Open the task')
    await expectClean(page)
    await page.getByRole('link', { name: 'The whole thread' }).click()
    await page.waitForLoadState()
    expect(await page.locator('.up-story > li').count()).toBe(2)
    await expectClean(page)
    for (const address of ['/calendar?month=2026-11', '/search?q=key+hall', '/threads', '/tasks']) {
      await page.goto(browser.origin + address)
      expect(await page.textContent('main'), address).toContain('Ask who has the key of the hall')
    }
    await close()
  }, 120_000)

  test.each([
    [320, false],
    [1280, true],
  ])(
    'every page at %i pixels, scripts %s: nothing scrolls sideways, nothing is refused, axe finds nothing',
    async (width, javaScript) => {
      await browser.signIn('officer')
      const id = decision.split('/').at(-1)
      for (const path of [
        '/',
        '/week',
        '/calendar?month=2026-11',
        '/calendar/new',
        '/calendar/feed',
        '/search?q=hall',
        '/decisions',
        decision,
        '/decisions/new?kind=place',
        '/tasks',
        '/threads',
        `/threads/decision/${id}`,
      ]) {
        const { page, complaints, close } = await browser.openPage(path, { width, javaScript })
        await expectClean(page)
        expect(complaints, path).toEqual([])
        await close()
      }
    },
    180_000,
  )
})
