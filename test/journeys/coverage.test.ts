// Who looks for gaps finds them; who wants to take part has one thing to do next, without script, on a small phone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sql } from '../../src/platform/sql.ts'
import { expectClean, haveChromium, openBrowser, type TestBrowser } from '../browser.ts'
import { press } from '../desk.ts'
import { form, openTestApp, type TestApp } from '../support.ts'

let it: TestApp
let browser: TestBrowser
const lead = 'borough-lead:X09000001'

beforeAll(async () => {
  if (!haveChromium) return
  it = await openTestApp('demo')
  browser = await openBrowser(it)
})
afterAll(async () => {
  await browser?.close()
  await it?.close()
})

describe.skipIf(!haveChromium)('coverage', () => {
  test('an analyst goes from the list to the ward with nothing on, and sees why', async () => {
    await browser.signIn('analyst')
    const { page, close } = await browser.openPage('/coverage')
    await expectClean(page)
    await page.getByRole('link', { name: 'Canal Foot' }).first().click()
    await page.waitForLoadState()
    expect(await page.locator('main').textContent()).toContain('Tuesday to Thursday 4pm to 7pm, nothing for 14 to 17')
    await expectClean(page)
    await page.getByText('The same figures as a table', { exact: true }).click()
    expect(await page.locator('main table').first().textContent()).toContain('4pm to 5pm')
    await close()
  }, 120_000)

  test.each([
    '/coverage/map',
    '/coverage/X09000001',
    '/coverage/holidays',
    '/coverage/holidays/X09000001',
    '/coverage/unmet',
    '/offers',
    '/offers/requests',
    '/offers/new',
    '/opportunities/words',
    '/help-lines',
  ])(
    '%s has nothing axe finds wrong, at a desk and on a phone',
    async url => {
      await browser.signIn('officer')
      for (const width of [1280, 320]) {
        const { page, close } = await browser.openPage(url, { width })
        await expectClean(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `${width}`).toBeLessThanOrEqual(width)
        await close()
      }
    },
    120_000,
  )

  test('a lead asks for an offer without script, and an officer allocates it', async () => {
    const offer = {
      title: 'Training places',
      detail: '',
      unit: 'places',
      capacity: 12,
      startsOn: '2026-11-01',
      endsOn: '2027-03-31',
    }
    const made = await it.ask('officer', { url: '/offers', ...form(offer) })
    await browser.signIn(lead)
    const asking = await browser.openPage(String(made.headers.location), { javaScript: false, width: 320 })
    await asking.page.getByText('Ask for some of it').click()
    await asking.page.fill('#ask-asked', '4')
    await asking.page.fill('#ask-purpose', 'For our youth workers.')
    await press(asking.page, 'Ask for it')
    expect(await asking.page.locator('main').textContent()).toContain('Waits for an answer')
    await asking.close()
    await browser.signIn('officer')
    const answering = await browser.openPage(String(made.headers.location))
    await answering.page.getByText('Allocate or decline').click()
    await answering.page.getByLabel('Allocate', { exact: true }).check()
    await answering.page.getByLabel('How much is allocated').fill('4')
    await expectClean(answering.page)
    await press(answering.page, 'Give this answer')
    expect(await answering.page.locator('main').textContent()).toContain('8 places')
    await answering.close()
  }, 120_000)

  test('a parent finds their network from half a postcode on a small phone without script', async () => {
    browser.signOut()
    const { district } = await it.db.one(
      z.object({ district: z.string() }),
      sql`select left(c.postcode, -3) as district from postcodes c join places b on b.id = c.borough_id where b.name = 'Southwharf'
      group by 1 order by count(*) desc, 1 limit 1`,
    )
    const { page, close, complaints } = await browser.openPage('/', { width: 320, javaScript: false })
    await page.getByRole('link', { name: 'Get involved' }).first().click()
    await page.getByLabel('A parent or carer').check()
    await page.getByLabel('Where do you live?').fill(district)
    await press(page, 'Show me')
    expect(await page.locator('main').textContent()).toContain('Parent and carer champions, Southwharf')
    expect(await page.locator('main .govuk-button').count()).toBe(1)
    expect(complaints).toEqual([])
    await close()
  }, 120_000)

  test.each([
    '/get-involved',
    '/get-involved?role=',
    '/get-involved/parents',
    '/get-involved/parents?place=zz',
    '/get-involved/parents?place=Southwharf',
    '/your-council/X09000001',
  ])(
    '%s has nothing axe finds wrong on a small phone',
    async url => {
      browser.signOut()
      const { page, close } = await browser.openPage(url, { width: 320 })
      await expectClean(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      await close()
    },
    120_000,
  )
})
