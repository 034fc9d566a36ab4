// An analyst new to it goes from a mark on the map to a frozen edition, and the edition says what may be wrong once a later file counts otherwise.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../src/platform/sql.ts'
import { expectClean, haveChromium, openBrowser, type TestBrowser } from '../browser.ts'
import { press } from '../desk.ts'
import { openTestApp, type TestApp } from '../support.ts'

const boroughName = 'Castlemoor'
let it: TestApp
let browser: TestBrowser
const [findings, editions] = [{ path: '' }, { path: '' }]

beforeAll(async () => {
  if (!haveChromium) return
  it = await openTestApp('demo')
  browser = await openBrowser(it)
})
afterAll(async () => {
  await browser?.close()
  await it?.close()
})

const follow = async (page: Page, name: string | RegExp) => {
  await page.getByRole('link', { name }).first().click()
  await page.waitForLoadState()
}
const main = (page: Page) =>
  page
    .locator('main')
    .textContent()
    .then(text => text ?? '')
const figureOf = async (page: Page) => /(\d[\d,]*) offences/.exec(await main(page))?.[1] ?? ''

describe.skipIf(!haveChromium)('from a view to a frozen edition', () => {
  let figure = ''

  test('an analyst makes a finding of what the totals say', async () => {
    await browser.signIn('analyst')
    const { page, close } = await browser.openPage('/analyses')
    await follow(page, 'Totals')
    await page.selectOption('#place', { label: boroughName })
    await press(page, 'Show')
    await expectClean(page)
    figure = await figureOf(page)
    await follow(page, 'Make a finding of this')
    await page.check('input[name="strength"][value="moderate"]')
    await page.check('input[name="factor"][value="risk"]')
    await press(page, 'Keep this finding')
    findings.path = new URL(page.url()).pathname
    expect(findings.path).toMatch(/^\/findings\/\d+$/)
    await close()
  }, 120_000)

  test('the director agrees with it', async () => {
    await browser.signIn('director')
    const { page, close } = await browser.openPage(findings.path)
    await press(page, 'Agree with it')
    expect(await main(page)).toContain('Agreed')
    await close()
  }, 60_000)

  test('the analyst begins the borough’s assessment, adds the finding and a text, and puts it to review, without scripts on a phone', async () => {
    await browser.signIn('analyst')
    const { page, close } = await browser.openPage('/assessment', { width: 320, javaScript: false })
    await expectClean(page)
    await page.selectOption('#place', { label: boroughName })
    await press(page, 'Begin')
    await expectClean(page)
    await page.getByRole('link', { name: 'Add a finding, a view or text to Places' }).click()
    await expectClean(page)
    await page.locator('input[name="finding"]').first().check()
    await press(page, 'Add the finding')
    await page.getByRole('link', { name: 'Add a finding, a view or text to Places' }).click()
    await page.fill(
      '#text',
      `There were ${figure} offences in the last year. The people there know why better than we do.`,
    )
    await press(page, 'Add the text')
    await page.getByRole('button', { name: /^Up ?: There were/ }).click()
    await page.waitForLoadState()
    expect(await main(page)).toContain('Moved.')
    await press(page, 'Read it')
    await expectClean(page)
    await press(page, 'Put it to review')
    expect(await main(page)).toContain('It is with the reviewers')
    editions.path = new URL(page.url()).pathname
    await close()
  }, 180_000)

  test('an officer reviews it, the analyst settles the comment, the director freezes the edition', async () => {
    await browser.signIn('officer')
    const officer = await browser.openPage(editions.path)
    await officer.page.fill('#words', 'Say which year.')
    await press(officer.page, 'Comment')
    await officer.close()
    await browser.signIn('analyst')
    const analyst = await browser.openPage(editions.path)
    await analyst.page.getByText('Settle it: Say which year.').click()
    await analyst.page.locator('textarea[name="answer"]').fill('It stands in the finding beside it.')
    await press(analyst.page, 'Settle it')
    await analyst.close()
    await browser.signIn('director')
    const { page, close } = await browser.openPage(editions.path)
    await press(page, 'Freeze the edition')
    editions.path = new URL(page.url()).pathname
    expect(await page.textContent('h1')).toContain('edition 1')
    expect(await main(page)).not.toContain('What may now be wrong')
    await expectClean(page)
    await close()
  }, 120_000)

  test('a later file counts otherwise: the sentence is marked on the edition, and the draft says so', async () => {
    await it.db.transaction(async tx => {
      await tx.run(sql`update series set amounts[array_length(amounts, 1)] = amounts[array_length(amounts, 1)] + 40
        where place_id = (select id from places where name = ${boroughName} and kind = 'borough')`)
      await tx.run(sql`update imports set finished_at = now() + interval '1 minute'`)
    })
    await browser.signIn('analyst')
    const { page, complaints, close } = await browser.openPage(editions.path)
    expect(await main(page)).toContain('What may now be wrong')
    expect(await page.locator('mark').first().textContent()).toContain(
      `There were ${figure} offences in the last year.`,
    )
    expect(await page.locator('mark').count()).toBe(1)
    await expectClean(page)
    await follow(page, 'What is different in the draft')
    await expectClean(page)
    expect(complaints).toEqual([])
    await close()
  }, 120_000)
})
