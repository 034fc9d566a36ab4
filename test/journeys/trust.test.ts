// Keeping trust, in a browser: the chain is checked and a row that was altered is shown where it stands; a gate is filled in without JavaScript on a
// phone and approved by another; a request is noted, its refusal sent back.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { workOnce } from '../../src/platform/jobs.ts'
import { raw, sql } from '../../src/platform/sql.ts'
import { jobHandlers } from '../../src/work.ts'
import { axe, haveChromium, openBrowser, overflow, type TestBrowser } from '../browser.ts'
import { openTestApp, type TestApp } from '../support.ts'

let it: TestApp
let browser: TestBrowser

beforeAll(async () => {
  if (!haveChromium) return
  it = await openTestApp('demo')
  browser = await openBrowser(it)
})
afterAll(async () => {
  await browser?.close()
  await it?.close()
})

async function look(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
}

const phone = { width: 320, javaScript: false }

/** What the job process would do, until nothing waits. */
async function work(): Promise<void> {
  while (await workOnce(it.db, jobHandlers(it.db)));
}

async function check(page: Page): Promise<void> {
  await page.goto(`${browser.origin}/audit`)
  await page.getByRole('button', { name: 'Check the whole chain' }).click()
  await page.waitForURL(/audit\/checks\/\d+/)
  await work()
  await page.locator('h2', { hasText: 'The last hash' }).waitFor()
}

describe.skipIf(!haveChromium)('trust', { timeout: 240_000 }, () => {
  test('a director searches the trail, checks the chain, and sees where a row was altered', async () => {
    await browser.signIn('director')
    const { page, close } = await browser.openPage('/audit')
    await look(page)
    await page.getByLabel('Object').fill('gate/')
    await page.getByRole('button', { name: 'Apply filters' }).click()
    expect(await page.textContent('main')).toContain('Gate approved')
    await check(page)
    await look(page)
    expect(await page.textContent('main')).toContain('every row is as it was when it was written')

    const { id } = await it.db.one(
      z.object({ id: z.number() }),
      sql`select id from audit where what = 'gate.approved' order by id limit 1`,
    )
    await it.db.run(raw('alter table audit disable trigger audit_append_only'))
    await it.db.run(sql`update audit set who = 'nobody' where id = ${id}`)
    await it.db.run(raw('alter table audit enable trigger audit_append_only'))
    await check(page)
    await look(page)
    const row = page.locator('tbody tr', { hasText: `Row ${id}` })
    expect(await row.textContent()).toContain('Altered')
    await page.setViewportSize({ width: 320, height: 800 })
    await look(page)
    await close()
  })

  test('a gate that is late is shown so, filled in anew on a phone without JavaScript, and approved by the director', async () => {
    await browser.signIn('administrator')
    const { page, close } = await browser.openPage('/gates', phone)
    await look(page)
    expect(await page.locator('tbody tr').first().textContent()).toContain('Open, review late')
    await page.getByRole('link', { name: /incidents with hours/ }).click()
    await look(page)
    await page.getByLabel('Review by').fill('2025-01-01')
    await page.getByRole('button', { name: 'Send for approval' }).click()
    expect(await page.title()).toMatch(/^Error: /)
    expect(await page.getByRole('alert').textContent()).toContain('The review must come after the day it was signed')
    await page.getByLabel('Review by').fill('2027-09-15')
    await page.getByRole('button', { name: 'Send for approval' }).click()
    expect(await page.textContent('main')).toContain('Closed: waits for the director')
    const address = new URL(page.url()).pathname
    await close()

    await browser.signIn('director')
    const second = await browser.openPage(address, phone)
    await second.page.getByRole('button', { name: 'Approve' }).click()
    expect(await second.page.textContent('main')).toMatch(/Open\s/)
    await second.close()
  })

  test('the administrator sees what would go, and carries the rules out', async () => {
    await browser.signIn('administrator')
    const { page, close } = await browser.openPage('/retention')
    await look(page)
    await page.getByRole('link', { name: 'Sessions' }).click()
    await look(page)
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Carry the rules out now' }).click()
    await work()
    await page.goto(`${browser.origin}/retention`)
    expect(await page.textContent('main')).toMatch(/\d+ went, /)
    expect(await page.textContent('main')).toContain('Next run')
    await page.setViewportSize({ width: 320, height: 800 })
    await look(page)
    await close()
  })

  test('a request is noted on a phone without JavaScript, and the public is told how to ask', async () => {
    await browser.signIn('officer')
    const { page, close } = await browser.openPage('/data-requests', phone)
    await look(page)
    await page.getByRole('button', { name: 'Note a request or complaint' }).click()
    await page.getByLabel('Access: a copy').check()
    await page.getByLabel('Where are the letters').fill('Case file DP/2026/7')
    await page.getByLabel('Data protection officer').check()
    await look(page)
    await page.getByRole('button', { name: 'Note it' }).click()
    await look(page)
    expect(await page.textContent('main')).toContain('30 days left')
    await close()
    browser.signOut()
    for (const url of ['/data-use/requests', '/data-use', '/accessibility', '/service-standard'])
      for (const width of [320, 1280]) {
        const opened = await browser.openPage(url, { width })
        await look(opened.page)
        expect(opened.requests.filter(asked => !asked.startsWith(browser.origin))).toEqual([])
        await opened.close()
      }
  })
})
