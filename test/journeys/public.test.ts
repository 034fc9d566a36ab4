// From a mark to a visitor's telephone and back: a finding, a decision because of it, a release by three people, the public pages that lead to
// it, a correction, a withdrawal. One leg by keyboard only, one without JavaScript, the visitor on a phone of 320 pixels.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as framework from '../../src/features/framework/index.ts'
import { audiences } from '../../src/features/home/public/words.ts'
import { assessAll, defaults } from '../../src/features/needs/index.ts'
import { expectClean, haveChromium, openBrowser, type TestBrowser } from '../browser.ts'
import { boroughCode, risingWard, seedCity, wardCode } from '../city.ts'
import { checkOff, press } from '../desk.ts'
import { openTestApp, type TestApp, today } from '../support.ts'

const address = '/publications/a-safer-way-home-in-northgate'
const place = `/places/${boroughCode(0)}`
const phone = { width: 320, javaScript: false }
/** DESIGN.md 8: a public page with all it asks for, before any map. */
const budgetBytes = 100 * 1024
const pages = ['/', ...audiences.map(id => `/${id}`), '/help', '/about', '/areas']

let it: TestApp
let browser: TestBrowser
let finding = ''
let release = ''

beforeAll(async () => {
  if (!haveChromium) return
  it = await openTestApp('empty')
  await seedCity(it.db)
  await framework.loadPack(it.db, 'demo', 'tests')
  await assessAll(it.db, { settings: defaults, by: 'tests', today })
  browser = await openBrowser(it)
})
afterAll(async () => {
  await browser?.close()
  await it?.close()
})

const follow = async (page: Page, name: string) => {
  await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name, exact: true }).first().click()])
}
const words = async (page: Page) => (await page.textContent('main')) ?? ''
/** One person at a page, for as long as it takes. */
async function at(
  who: Parameters<TestBrowser['signIn']>[0] | 'visitor',
  url: string,
  act: (page: Page) => Promise<void>,
  how = {},
) {
  if (who === 'visitor') browser.signOut()
  else await browser.signIn(who)
  const { page, close } = await browser.openPage(url, how)
  page.setDefaultTimeout(10_000)
  await act(page)
  await close()
}

describe.skipIf(!haveChromium)('from a finding to the public and back', () => {
  test('an analyst makes a finding of a mark; the director agrees, by keyboard only', async () => {
    const mark = `/signals/firmness?place=${wardCode(risingWard)}&measure=violence-with-injury`
    await at('analyst', mark, async page => {
      await press(page, 'Make a finding of this')
      await page.fill('#statement', 'More people were hurt near the market this year than chance would explain.')
      await page.check('input[name="strength"][value="moderate"]')
      await page.check('input[name="factor"][value="neither"]')
      await press(page, 'Keep this finding')
      await expectClean(page)
      finding = new URL(page.url()).pathname
    })
    await at('director', finding, async page => {
      const agree = page.getByRole('button', { name: 'Agree with it' })
      for (let tabs = 0; tabs < 60 && !(await agree.evaluate(it => it === document.activeElement)); tabs += 1)
        await page.keyboard.press('Tab')
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')])
      expect(await words(page)).toContain('Agreed')
    })
  }, 120_000)

  test('an officer drafts a decision because of it, on a phone without JavaScript; the director decides', async () => {
    let decision = ''
    await at(
      'officer',
      `/decisions/new?because=${finding.slice(1).replace('findings', 'finding')}`,
      async page => {
        await expectClean(page)
        await page.fill('#question', 'Do we make the way home from the market safer?')
        await page.fill('#place', wardCode(risingWard))
        await page.fill('#option1', 'Light the path, and open the hall until eight')
        await page.fill('#option2', 'Do nothing')
        await page.fill('#equality', 'Girls say they take the long way round. They are asked first.')
        for (const box of await page.locator('textarea[name^="principle-"]').all()) await box.fill('We asked them.')
        await page.fill('#publicPart', 'We will light the path from the market. The hall stays open until eight.')
        await press(page, 'Save the draft')
        decision = new URL(page.url()).pathname
        await press(page, 'Put it to the director')
        await expectClean(page)
      },
      phone,
    )
    await at('director', `${decision}/decide`, async page => {
      await page.check('input[name="chosen"] >> nth=0')
      await page.fill('#reason', 'People there asked for it, and the hall is free.')
      await press(page, 'Decide')
      expect(await words(page)).toContain('Chosen')
    })
  }, 120_000)

  test('it is released by three people, with the place it is about', async () => {
    await at('officer', '/releases/new', async page => {
      await page.fill('#title', 'A safer way home in Northgate')
      await page.fill('#summary', 'People told us the path is dark. This says what we will do.')
      await page.check('text=Do we make the way home from the market safer?')
      await page.check(`input[name="chosen"][value="place/${boroughCode(0)}"]`)
      await page.check(`input[name="chosen"][value="${finding.slice(1).replace('findings', 'finding')}"]`)
      await press(page, 'Prepare and check')
      expect(await words(page)).not.toContain('Failed')
      release = new URL(page.url()).pathname
    })
    await at('analyst', release, page => checkOff(it, page))
    await at('director', `${release}/publish`, page => press(page, 'Publish it'))
  }, 120_000)

  test('a visitor on a phone without JavaScript gets from the first page to it, and help is one tap away', async () => {
    await at(
      'visitor',
      '/',
      async page => {
        expect(await words(page)).toContain('A safer way home in Northgate')
        await follow(page, 'Young people')
        expect(await page.getByRole('link', { name: /^999/ }).getAttribute('href')).toBe('tel:999')
        expect(await page.getByRole('link', { name: /^0800 1111/ }).getAttribute('href')).toBe('tel:08001111')
        await follow(page, 'Northgate')
        const text = await words(page)
        expect(text.indexOf('What is strong here')).toBeGreaterThan(0)
        expect(text.indexOf('What is strong here')).toBeLessThan(text.indexOf('Violence that was recorded'))
        await expectClean(page)
        await follow(page, 'A safer way home in Northgate')
        expect(await words(page)).toContain('The hall stays open until eight.')
        expect(await words(page)).not.toMatch(/Confidential|long way round/)
        expect(await page.context().cookies()).toEqual([])
        await page.goto(`${browser.origin}/places/${wardCode(risingWard)}`)
        expect(await words(page)).toContain('More people were hurt near the market this year')
        expect(await words(page)).toContain('Do we make the way home from the market safer?')
        await page.goto(`${browser.origin}/areas?q=north`)
        expect(await words(page)).toContain('1 place with a page for “north”')
      },
      phone,
    )
  }, 120_000)

  test.each([
    ['a phone without JavaScript', pages, phone],
    ['a desk', ['/', '/parents-and-carers', '/help', '/about'], { width: 1280 }],
  ])(
    'first pages on %s: axe finds nothing, nothing scrolls sideways, nobody else is asked',
    async (_name, some, how) => {
      browser.signOut()
      for (const url of some) {
        const { page, requests, complaints, close } = await browser.openPage(url, how)
        await expectClean(page)
        expect(
          requests.filter(asked => !asked.startsWith(browser.origin) && !asked.startsWith('data:')),
          url,
        ).toEqual([])
        expect(complaints, url).toEqual([])
        await close()
      }
    },
    180_000,
  )

  test('every first page, with all it asks for, is under its weight', async () => {
    browser.signOut()
    const { requests, close } = await browser.openPage('/', { fresh: true })
    await close()
    const beside = requests.map(url => url.replace(browser.origin, '')).filter(url => url.startsWith('/assets/'))
    expect(beside.length).toBeGreaterThan(2)
    for (const url of pages) expect(await weightOf([url, ...beside]), url).toBeLessThan(budgetBytes)
  })

  test('corrected: three people again, both editions stay, and the log says what was wrong', async () => {
    await at('officer', `${release}/correct`, async page => {
      await page.fill('#correction', 'The hall stays open until nine, not eight.')
      await page.fill('#summary', 'People told us the path is dark. This says what we will do, and is put right.')
      await press(page, 'Prepare and check')
      release = new URL(page.url()).pathname
    })
    await at('analyst', release, page => checkOff(it, page))
    await at('director', `${release}/publish`, page => press(page, 'Publish it'))
    await at('visitor', address, async page => {
      expect(await words(page)).toContain('The hall stays open until nine, not eight.')
      expect(await words(page)).toContain('Edition 2')
      expect((await page.goto(`${browser.origin}${address}/editions/1`))?.status()).toBe(200)
      expect(await words(page)).toContain('This edition was replaced')
    })
  }, 120_000)

  test('withdrawn: its address says so and why; pages, feed and data no longer hold it', async () => {
    await at('director', `${release}/withdraw`, async page => {
      await page.fill('#reason', 'The lights were promised too early.')
      await press(page, 'Withdraw it')
    })
    await at(
      'visitor',
      address,
      async page => {
        expect(await words(page)).toContain('The lights were promised too early.')
        await expectClean(page)
        for (const url of [
          '/',
          '/young-people',
          '/community-groups',
          '/areas',
          '/publications',
          place,
          `/places/${wardCode(risingWard)}`,
        ]) {
          await page.goto(browser.origin + url)
          expect(await page.content(), url).not.toMatch(/safer way home|until eight|near the market/)
        }
        const asked = async (url: string) => page.request.get(browser.origin + url)
        expect((await asked(address)).status()).toBe(410)
        expect((await asked(address.replace('/publications', '/api/v1/releases'))).status()).toBe(410)
        expect(await (await asked('/publications.atom')).text()).not.toContain('safer-way-home')
        const { releases, withdrawn } = await (await asked('/api/v1/releases')).json()
        expect(releases).toEqual([])
        expect(withdrawn).toMatchObject([{ reason: 'The lights were promised too early.' }])
      },
      phone,
    )
  }, 120_000)
})

/** Bytes of these addresses on the wire, compressed as a browser asks for them. */
async function weightOf(addresses: readonly string[]): Promise<number> {
  const headers = { 'accept-encoding': 'br, gzip' }
  const answers = await Promise.all(addresses.map(url => it.app.inject({ url, headers })))
  return answers.reduce((sum, { rawPayload }) => sum + rawPayload.length, 0)
}
