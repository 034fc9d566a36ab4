// From a figure to a public page and back: prepared by an officer, checked by an analyst, published by the director, read on a phone without
// JavaScript, taken as data, withdrawn.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Builder, jobs } from '../../src/features/releases/index.ts'
import { axe, haveChromium, openBrowser, overflow, type TestBrowser } from '../browser.ts'
import { boroughCode, seedCity, wardCode, wards } from '../city.ts'
import { press } from '../desk.ts'
import { openTestApp, type TestApp, workOff } from '../support.ts'

const counts = [4, 412, 16, 21]
const figures: Builder = {
  kind: 'figures',
  title: 'Figures',
  choices: async () => [
    {
      key: 'figures/northgate',
      title: 'Violence with injury, wards of Northgate',
      hint: 'November 2025 to October 2026',
    },
  ],
  build: async (_db, key) => ({
    key,
    kind: 'figures',
    title: 'Violence with injury, wards of Northgate',
    period: 'November 2025 to October 2026',
    places: [boroughCode(0)],
    text: 'These are offences the police wrote down. Some people who are hurt do not tell the police, so the true number is higher.',
    tables: [
      {
        id: 'wards',
        caption: 'Violence with injury by ward',
        columns: [
          { key: 'code', title: 'Code', role: 'place' },
          { key: 'ward', title: 'Ward', role: 'words' },
          { key: 'offences', title: 'Offences', role: 'count', unit: 'offences', counts: 'violence-with-injury' },
          { key: 'residents', title: 'Residents', role: 'denominator', unit: 'people' },
          {
            key: 'rate',
            title: 'Rate',
            role: 'rate',
            unit: 'per 1,000 residents',
            count: 'offences',
            denominator: 'residents',
            per: 1_000,
          },
          { key: 'from', title: 'Interval from', role: 'lower', of: 'rate' },
          { key: 'to', title: 'Interval to', role: 'upper', of: 'rate' },
        ],
        rows: wards[0].map((name, i) => [wardCode(name), name, counts[i] ?? 0, 12_400 + i * 731, null, null, null]),
      },
    ],
    sources: [{ title: 'Recorded crime', custodian: 'The police', asAt: '2026-11-01' }],
    licence: 'Open Government Licence v3.0',
    method: '/methods/rates',
  }),
}

let it: TestApp
let browser: TestBrowser
beforeAll(async () => {
  if (!haveChromium) return
  it = await openTestApp('empty', 'demo', {}, [figures])
  await seedCity(it.db)
  browser = await openBrowser(it)
})
afterAll(async () => {
  await browser?.close()
  await it?.close()
})

describe.skipIf(!haveChromium)('a release, from one desk to the next', () => {
  let address = ''
  let published = '/publications/violence-in-northgate' // with a number behind it when a step was tried again

  test('an officer prepares it; an error loses nothing', async () => {
    await browser.signIn('officer')
    const { page, complaints, close } = await browser.openPage('/releases')
    expect(await axe(page)).toEqual([])
    await Promise.all([page.waitForEvent('load'), page.click('text=Prepare a release')])
    expect(await axe(page)).toEqual([])
    await page.fill('#title', 'Violence in Northgate')
    await press(page, 'Prepare and check')
    expect(await page.inputValue('#title')).toBe('Violence in Northgate')
    expect(await page.textContent('.govuk-error-summary')).toContain('Enter a summary')
    await page.fill('#summary', 'How many people were hurt in each ward in a year.')
    await page.check('text=Violence with injury, wards of Northgate')
    await press(page, 'Prepare and check')
    expect(await page.textContent('main')).toContain('Waiting to start.')
    expect(await axe(page)).toEqual([])
    const phone = await browser.openPage(new URL(page.url()).pathname, { width: 320, javaScript: false })
    expect(await overflow(phone.page)).toBe(0)
    await workOff(it.db, jobs(it.db))
    await phone.page.reload()
    expect(await phone.page.textContent('main')).toContain('All checks passed')
    await phone.close()
    await page.getByText('All checks passed').waitFor() // the page asks by itself, and goes on to the result
    expect(await page.textContent('main')).toContain('It waits for an analyst')
    expect(await axe(page)).toEqual([])
    expect(complaints.filter(text => !text.includes('422'))).toEqual([])
    address = new URL(page.url()).pathname
    await close()
  })

  test('an analyst checks it and the director publishes it, on a phone', async () => {
    await browser.signIn('analyst')
    const desk = await browser.openPage(address, { width: 320, javaScript: false })
    expect(await overflow(desk.page)).toBe(0)
    expect(await axe(desk.page)).toEqual([])
    await press(desk.page, 'I have checked it')
    await desk.close()
    await browser.signIn('director')
    const { page, close } = await browser.openPage(address, { width: 320, javaScript: false })
    await Promise.all([page.waitForEvent('load'), page.click('text=Publish…')])
    expect(await axe(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    await press(page, 'Publish it')
    expect(await page.textContent('main')).toContain('Published')
    await close()
  })

  test('anyone reads it on a phone without JavaScript, small numbers hidden, and takes its CSV; no cookie is set', async () => {
    browser.signOut()
    const { page, requests, close } = await browser.openPage('/publications', { width: 320, javaScript: false })
    expect(await axe(page)).toEqual([])
    await Promise.all([page.waitForEvent('load'), page.click('text=Violence in Northgate')])
    published = new URL(page.url()).pathname
    const words = await page.textContent('main')
    expect(words).toContain('[c]')
    expect(words).toContain('November 2025 to October 2026')
    expect(await axe(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    expect(await page.context().cookies()).toEqual([])
    expect(requests.every(url => url.startsWith(browser.origin))).toBe(true)
    const csv = await page.request.get(`${browser.origin}${await page.getAttribute('.up-released a', 'href')}`)
    expect((await csv.text()).split('\r\n')[1]).toBe(`${wardCode('Abbot Field')},Abbot Field,[c],12400,[c],[c],[c]`)
    await close()
    const wide = await browser.openPage(published)
    expect(await axe(wide.page)).toEqual([])
    await wide.page.emulateMedia({ media: 'print' })
    expect(await wide.page.isVisible('text=How this is made')).toBe(true)
    expect(await wide.page.isVisible('button[data-print]')).toBe(false)
    await wide.close()
    const data = await browser.openPage('/open-data', { width: 320 })
    expect(await axe(data.page)).toEqual([])
    expect(await overflow(data.page)).toBe(0)
    await data.close()
  })

  test('withdrawn, it is gone everywhere, and its address says why', async () => {
    await browser.signIn('director')
    const { page, close } = await browser.openPage(`${address}/withdraw`)
    expect(await axe(page)).toEqual([])
    await page.fill('#reason', 'One ward was counted twice.')
    await press(page, 'Withdraw it')
    await close()
    browser.signOut()
    const gone = await browser.openPage(published, { width: 320 })
    expect(await gone.page.textContent('main')).toContain('One ward was counted twice.')
    expect(await axe(gone.page)).toEqual([])
    const asked = [
      published.replace('/publications', '/api/v1/releases'),
      `${published.replace('/publications', '/api/v1/releases')}/tables/1-wards.csv`,
    ]
    for (const url of asked) expect((await gone.page.request.get(browser.origin + url)).status()).toBe(410)
    expect(
      (await (await gone.page.request.get(`${browser.origin}/publications.atom`)).text()).includes('northgate'),
    ).toBe(false)
    await gone.close()
  })
})
