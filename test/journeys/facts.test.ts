// A fact from the one who found it to the page of a funder and off every page: proposed on a phone, checked by another, released, quoted with its
// period; the day it runs out it is gone, and the people inside see where it was used.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, londonDay } from '../../src/lib/dates.ts'
import { sql } from '../../src/platform/sql.ts'
import { expectClean, haveChromium, openBrowser, type TestBrowser } from '../browser.ts'
import { checkOff, press } from '../desk.ts'
import { openTestApp, type TestApp, today } from '../support.ts'

// what is public ends by the clock of the database
const day = londonDay(new Date())
let it: TestApp
let browser: TestBrowser
let fact = ''
const publication = '/publications/facts-of-the-autumn'
const phone = { width: 320, javaScript: false }

beforeAll(async () => {
  if (!haveChromium) return
  it = await openTestApp('empty')
  browser = await openBrowser(it)
})
afterAll(async () => {
  await browser?.close()
  await it?.close()
})

const words = async (page: Page) => (await page.textContent('main')) ?? ''
async function at(who: 'officer' | 'analyst' | 'director', url: string, act: (page: Page) => Promise<void>, how = {}) {
  await browser.signIn(who)
  const { page, close } = await browser.openPage(url, how)
  page.setDefaultTimeout(10_000)
  await act(page)
  await close()
}
/** What a visitor reads at each address; nothing where it is not there. */
async function read(urls: readonly string[]): Promise<string[]> {
  return Promise.all(
    urls.map(async url => {
      const { statusCode, body } = await it.get('public', url)
      return statusCode === 200 ? body : ''
    }),
  )
}
const shown = () => [
  '/',
  '/facts',
  '/facts.csv',
  fact,
  `${fact}/card`,
  `${fact}/card.svg`,
  '/funders-and-press',
  publication,
]

describe.skipIf(!haveChromium)('a fact', () => {
  test('is proposed on a phone without JavaScript, its period asked for, and checked by another', async () => {
    await at(
      'officer',
      '/facts/new',
      async page => {
        await page.fill('#statement', 'Clubs open after five on a weekday')
        await page.fill('#value', '14')
        await page.fill('#unit', 'clubs')
        await page.fill('#geography', 'Riverton')
        await page.fill('#source', 'Riverton youth provision count (invented)')
        await page.fill('#reviewBy', addDays(day, 100))
        const send = page.locator('form[action="/facts"] button[type="submit"]')
        await Promise.all([page.waitForEvent('load'), send.click()])
        expect(await page.textContent('.govuk-error-summary')).toContain('No figure is kept without one')
        expect(await page.inputValue('#value')).toBe('14')
        await page.fill('#period', 'June 2026')
        await Promise.all([page.waitForEvent('load'), send.click()])
        await expectClean(page)
        fact = new URL(page.url()).pathname
      },
      phone,
    )
    await at('analyst', fact, async page => {
      await page.fill('#reviewBy-approve', addDays(day, 100))
      await press(page, 'It is right: approve it')
      expect(await words(page)).toContain('Current')
    })
  }, 120_000)

  test('is noted where it is used, and released by three people', async () => {
    let release = ''
    await at('officer', fact, async page => {
      await page.click('text=Note a place where it is used')
      await page.check('input[name="kind"][value="document"]')
      await page.fill('#title', 'Speech to the council')
      await press(page, 'Note it')
      await page.goto(`${browser.origin}/releases/new`)
      await page.fill('#title', 'Facts of the autumn')
      await page.fill('#summary', 'What was counted this year.')
      await page.check(`input[name="chosen"][value="${fact.slice(1).replace('facts', 'fact')}"]`)
      await press(page, 'Prepare and check')
      release = new URL(page.url()).pathname
    })
    await at('analyst', release, page => checkOff(it, page))
    await at('director', `${release}/publish`, page => press(page, 'Publish it'))
  }, 120_000)

  test('stands with its period wherever a visitor meets it', async () => {
    for (const [i, body] of (await read(shown())).entries()) {
      expect(body, shown()[i]).toContain('14 clubs')
      expect(body, shown()[i]).toContain('June 2026')
    }
    browser.signOut()
    const { page, close } = await browser.openPage('/funders-and-press', phone)
    expect(await words(page)).toContain('14 clubs: Clubs open after five on a weekday')
    expect(await words(page)).toContain(
      'Riverton, June 2026, interval not stated. Source: Riverton youth provision count (invented)',
    )
    await expectClean(page)
    await close()
  }, 60_000)

  test('past its day it stands on no page, card or file the same day, and its uses are listed inside', async () => {
    const gone = addDays(today, -1)
    await it.db.run(sql`update facts set review_by = ${gone}`)
    await it.db.run(sql`update release_ends set last_day = ${gone}`)
    for (const [i, body] of (await read(shown())).entries()) expect(body, shown()[i]).not.toContain('14 clubs')
    expect((await it.get('public', publication)).body).toContain('No longer published')
    await at('officer', fact, async page => {
      const text = await words(page)
      for (const part of [
        'Expired: past its review date',
        'Not to be used',
        'Speech to the council',
        'Facts of the autumn',
      ])
        expect(text).toContain(part)
      await expectClean(page)
    })
  }, 60_000)
})
