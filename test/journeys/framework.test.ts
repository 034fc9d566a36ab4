import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe, haveChromium, openBrowser, overflow, type TestBrowser } from '../browser.ts'
import { openTestApp, type TestApp } from '../support.ts'

const pages = [
  '/framework',
  '/framework/drawing',
  '/framework/gaps',
  '/framework/balance',
  '/framework/questions',
  '/framework/questions/stewards-hours',
  '/framework/about',
  '/framework/versions',
  '/framework/proposals',
  '/framework/feel-safer',
  '/framework/objective-1',
  '/framework/mission-m1/words',
  '/framework/feel-safer/measure',
  '/measures/young-people-feel-safe',
]

describe.skipIf(!haveChromium)('the framework, in a browser', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeAll(async () => {
    app = await openTestApp('demo')
    browser = await openBrowser(app)
  })
  afterAll(async () => {
    await browser?.close()
    await app?.close()
  })

  test('from the goal “feel safer” an officer reaches a survey’s figure with its interval, date and source in three clicks, without JavaScript', async () => {
    await browser.signIn('officer')
    const { page, close } = await browser.openPage('/', { javaScript: false })
    await page.getByRole('navigation').getByRole('link', { name: 'Framework', exact: true }).first().click()
    await page.getByRole('link', { name: 'Young people in Riverton feel safer' }).click()
    await page.getByRole('link', { name: 'Young people who feel safe where they live' }).click()
    const words = ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ')
    expect(words).toMatch(/\d\d\.\d% 95% interval \d\d\.\d% to \d\d\.\d%/)
    expect(words).toMatch(/[\d,]+ of 3,200 young people asked/)
    expect(words).toMatch(/Period\s*2026/)
    expect(words).toContain('Riverton Safety Survey (invented)')
    await page.getByRole('link', { name: 'Young people in Riverton feel safer' }).click()
    expect(await page.locator('h1').textContent()).toBe('Young people in Riverton feel safer')
    await close()
  })

  test('an analyst proposes new words by keyboard, a director approves, and the front of the framework says them', async () => {
    await browser.signIn('analyst')
    const asked = await browser.openPage('/framework/vision-v1/words')
    await asked.page.getByLabel('New words').fill('A river city, safe in every street')
    await asked.page.getByLabel('Reason').fill('Shorter')
    await asked.page.getByRole('button', { name: 'Propose this' }).press('Enter')
    await asked.page.getByText('Waiting for a director').waitFor()
    const address = asked.page.url().slice(browser.origin.length)
    await asked.close()
    await browser.signIn('director')
    const decided = await browser.openPage(address)
    await decided.page.getByLabel('Approve it').press('Space')
    await decided.page.getByRole('button', { name: 'Keep this decision' }).press('Enter')
    await decided.page.getByText('Approved', { exact: true }).waitFor()
    await decided.page.goto(`${browser.origin}/framework`)
    expect(await decided.page.locator('main').textContent()).toContain('A river city, safe in every street')
    await decided.close()
  })

  test('the drawing is a picture at a desk and a table on a phone; on paper it is whole', async () => {
    const desk = await browser.openPage('/framework/drawing')
    expect(await desk.page.locator('svg.up-theory').isVisible()).toBe(true)
    await desk.page.emulateMedia({ media: 'print' })
    expect(await desk.page.locator('svg.up-theory').isVisible()).toBe(true)
    await desk.close()
    const phone = await browser.openPage('/framework/drawing', { width: 320 })
    expect(await phone.page.locator('svg.up-theory').isVisible()).toBe(false)
    expect(await phone.page.getByRole('table').getByText('Clubs open until seven on weekdays').isVisible()).toBe(true)
    await phone.close()
  })

  describe.each([1280, 320])('at %i px', width => {
    test.each(pages)('%s has no fault axe finds and does not scroll sideways', async url => {
      await browser.signIn('analyst')
      const { page, complaints, close } = await browser.openPage(url, { width })
      expect(await axe(page)).toEqual([])
      expect(await overflow(page)).toBe(0)
      expect(complaints).toEqual([])
      await close()
    })
  })
})
