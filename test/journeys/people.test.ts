// Somebody is invited, finds the mail, signs in and sees their account: by keyboard alone, without JavaScript, on a phone.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe, haveChromium, type Opened, openBrowser, overflow, type TestBrowser } from '../browser.ts'
import { openTestApp, type TestApp } from '../support.ts'

// A journey of many pages, each looked at by axe, on a machine with other things to do.
const journeyMs = 240_000
const phone = { width: 320, height: 640, javaScript: false }

/** Goes by Tab to the thing with these words, as somebody without a mouse does. */
async function tabTo(page: Page, words: RegExp, tag = ''): Promise<void> {
  for (let steps = 0; steps < 120; steps++) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const at = document.activeElement
      const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : at?.textContent
      return { words: (label ?? '').trim(), tag: at?.tagName ?? '' }
    })
    if (words.test(here.words) && here.tag.includes(tag)) return
  }
  throw new Error(`No way by keyboard to ${words} on ${page.url()}`)
}
const press = async (page: Page, words: RegExp, tag = '') => {
  await tabTo(page, words, tag)
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
}
const type = async (page: Page, field: RegExp, text: string) => {
  await tabTo(page, field)
  await page.keyboard.type(text)
}

describe.skipIf(!haveChromium)('from an invitation to one’s own account', () => {
  let it: TestApp
  let browser: TestBrowser
  beforeAll(async () => {
    it = await openTestApp('demo')
    browser = await openBrowser(it)
  })
  afterAll(async () => {
    await browser?.close()
    await it?.close()
  })

  const good = async ({ page, complaints, requests }: Opened) => {
    expect(await axe(page), page.url()).toEqual([])
    expect(await overflow(page), page.url()).toBe(0)
    expect(complaints).toEqual([])
    expect(requests.filter(address => !address.startsWith(browser.origin))).toEqual([])
  }

  test(
    'by keyboard alone, without JavaScript, at 320 pixels',
    async () => {
      const admin = await browser.openPage('/sign-in?next=/accounts/invite', phone)
      await press(admin.page, /^Administrator$/)
      await good(admin)
      await type(admin.page, /^Email address$/, 'journey@tests.example')
      await type(admin.page, /^Name or role title$/, 'Journey officer')
      await tabTo(admin.page, /^Young assessor$/)
      for (let steps = 0; steps < 3; steps++) await admin.page.keyboard.press('ArrowDown')
      await press(admin.page, /^Send the invitation$/)
      expect(await admin.page.textContent('h1')).toBe('Journey officer')
      expect(await admin.page.textContent('dl')).toContain('VRU officer')
      await good(admin)
      await admin.close()

      const invited = await browser.openPage('/outbox', phone)
      await good(invited)
      await press(invited.page, /^You are invited to Upstream$/)
      await good(invited)
      await press(invited.page, /\/sign-in$/)
      await type(invited.page, /^Email address$/, 'journey@tests.example')
      await press(invited.page, /^Send me a link$/)
      expect(await invited.page.textContent('h1')).toBe('Check your mail')
      await good(invited)
      await press(invited.page, /^the outbox$/)
      await press(invited.page, /^Your link to sign in to Upstream$/)
      await press(invited.page, /\/sign-in\/[\w-]{43}$/)
      await good(invited)
      await press(invited.page, /^Sign in$/, 'BUTTON')
      await press(invited.page, /^Your account$/)
      expect(await invited.page.textContent('dl')).toContain('journey@tests.example')
      expect(await invited.page.textContent('table')).toContain('this one')
      await good(invited)
      await press(invited.page, /^Sign out everywhere$/)
      await invited.page.goto(`${browser.origin}/account`)
      expect(invited.page.url()).toContain('/sign-in')
      await invited.close()
    },
    journeyMs,
  )

  test('staff come in by the invented work account', async () => {
    const staff = await browser.openPage('/sign-in?next=/account', phone)
    await good(staff)
    await press(staff.page, /^Sign in with your work account$/)
    await good(staff)
    await press(staff.page, /^VRU director$/)
    expect(staff.page.url()).toBe(`${browser.origin}/account`)
    expect(await staff.page.textContent('table')).toContain('By work account')
    await staff.close()
  })

  test.each([
    [
      'administrator',
      [
        '/accounts',
        '/accounts/1',
        '/accounts/1/edit',
        '/accounts/2/close',
        '/accounts/requests',
        '/glass',
        '/glass/break',
      ],
    ],
    ['officer', ['/accounts/request', '/account', '/account/codes', '/sign-in/again?next=/account']],
    ['provider', ['/accounts', '/accounts/invite']],
  ] as const)(
    'the pages of %s can be read by everyone, on a phone and at a desk',
    async (role, addresses) => {
      await browser.signIn(role)
      for (const address of addresses)
        for (const options of [phone, { width: 1280 }]) {
          const opened = await browser.openPage(address, options)
          await good(opened)
          await opened.close()
        }
      browser.signOut()
    },
    journeyMs,
  )
})
