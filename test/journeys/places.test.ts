// A place is found in spite of a slip; a neighbourhood is drawn by mouse, and by keyboard alone; it is retired and brought back. Then a phone without JavaScript.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sql } from '../../src/platform/sql.ts'
import { axe, haveChromium, openBrowser, overflow, type TestBrowser } from '../browser.ts'
import { openTestApp, type TestApp } from '../support.ts'

let it: TestApp
let browser: TestBrowser
let ward: { code: string; name: string; boroughName: string }

beforeAll(async () => {
  if (!haveChromium) return
  it = await openTestApp('demo')
  browser = await openBrowser(it)
  await browser.signIn('officer')
  ward = await it.db.one(
    z.object({ code: z.string(), name: z.string(), boroughName: z.string() }),
    sql`
    select p.code, p.name, b.name as "boroughName" from places p join places b on b.id = p.borough_id
    where p.kind = 'ward' and p.valid_to is null and length(p.name) between 9 and 14 and p.name !~ '[^A-Za-z]' order by p.code limit 1`,
  )
})
afterAll(async () => {
  await browser?.close()
  await it?.close()
})

/** Two letters in its middle swapped. */
const slipped = (name: string) => `${name.slice(0, 3)}${name[4]}${name[3]}${name.slice(5)}`

async function look(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
}

const status = (page: Page) => page.locator('[data-draw-status]')
const canvas = (page: Page) => page.locator('[data-draw-map] canvas')

async function openDrawing(width: number) {
  const opened = await browser.openPage('/places/new-neighbourhood?how=drawn', { width })
  await canvas(opened.page).waitFor()
  await opened.page.locator('[data-draw-here]').filter({ hasText: 'near' }).waitFor()
  return opened
}

const boroughNames = (page: Page) => page.locator('#draw-go option').allTextContents()

/** Sends the form as filled in and waits for what it leads to. */
async function send(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Why is this place needed?').fill('People know it by this name')
  await page.getByRole('button', { name: 'Make the neighbourhood' }).click()
  await page.waitForURL(/\/members$/)
}

describe.skipIf(!haveChromium)('an officer', { timeout: 180_000 }, () => {
  test('finds a place with a slip in its name', async () => {
    const { page, close } = await browser.openPage('/places')
    await page.getByLabel('Name, postcode or code').fill(slipped(ward.name))
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=/)
    await look(page)
    await page.locator('main table a').first().click()
    await page.waitForURL(new RegExp(ward.code))
    expect(await page.textContent('h1')).toContain(ward.name)
    await close()
  })

  test('draws a neighbourhood with a mouse: corners, a drag, a move without dragging, undo, close', async () => {
    const { page, requests, complaints, close } = await openDrawing(1280)
    await look(page)
    expect(await boroughNames(page)).toContain(ward.boroughName)
    const map = page.locator('[data-draw-map]')
    await map.scrollIntoViewIfNeeded()
    const box = await map.boundingBox()
    const at = (x: number, y: number): [number, number] => [
      (box?.x ?? 0) + (box?.width ?? 0) * x,
      (box?.y ?? 0) + (box?.height ?? 0) * y,
    ]
    for (const [x, y] of [
      [0.35, 0.35],
      [0.55, 0.35],
      [0.55, 0.6],
      [0.9, 0.9],
    ] as const)
      await page.mouse.click(...at(x, y))
    await page.getByRole('button', { name: 'Undo the last step' }).click()
    await status(page).filter({ hasText: '3 corners' }).waitFor()
    const three = await status(page).textContent()
    await page.mouse.move(...at(0.55, 0.6))
    await page.mouse.down()
    await page.mouse.move(...at(0.6, 0.65), { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => status(page).textContent()).not.toBe(three)
    await page.locator('.up-draw__corner').nth(1).click()
    await status(page).filter({ hasText: 'Corner 2 is picked up' }).waitFor()
    await page.mouse.click(...at(0.6, 0.3))
    await page.mouse.click(...at(0.35, 0.6))
    await page.locator('.up-draw__corner').first().click()
    await status(page).filter({ hasText: '4 corners, closed' }).waitFor()
    const counted = Number(/^([\d,]+) small/.exec((await status(page).textContent()) ?? '')?.[1]?.replace(',', ''))
    expect(counted).toBeGreaterThan(3)
    await look(page)
    await send(page, 'Mouse Quarter')
    // what was counted in the browser is what the server finds
    expect(await page.textContent('#members')).toContain(`${counted} small areas`)
    await look(page)
    expect(requests.filter(url => !url.startsWith(browser.origin) && !/^(data|blob):/.test(url))).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  test('draws one on a narrow screen with the keyboard alone', async () => {
    const { page, close } = await openDrawing(320)
    await page.getByLabel('Go to a borough').selectOption(ward.boroughName)
    await canvas(page).focus()
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    await press('ArrowLeft', 'ArrowUp', 'Enter', 'ArrowRight', 'ArrowRight', 'Enter', 'ArrowDown', 'ArrowDown', 'Enter')
    await press('ArrowDown', 'Enter', 'Backspace')
    await status(page).filter({ hasText: '3 corners, still open' }).waitFor()
    await press('ArrowLeft', 'ArrowLeft', 'Enter')
    await page.getByRole('button', { name: 'Close the line' }).press('Enter')
    await status(page).filter({ hasText: '4 corners, closed' }).waitFor()
    await page.getByRole('button', { name: /^Move\s+corner 1$/ }).press('Enter')
    await press('Shift+ArrowLeft', 'Enter')
    await status(page).filter({ hasText: '4 corners, closed' }).waitFor()
    expect(await page.textContent('#draw-keys')).toMatch(/Escape\s+leaves a corner you picked up where it was/)
    await page.getByRole('button', { name: /^Move\s+corner 2$/ }).press('Enter')
    await status(page).filter({ hasText: 'Corner 2 is picked up' }).waitFor()
    await press('Escape')
    await status(page).filter({ hasText: '4 corners, closed' }).waitFor()
    await look(page)
    await send(page, 'Keyboard Row')
    expect(await page.textContent('main')).toContain('Made')
    await look(page)
    await close()
  })

  test('takes corners away by keyboard and stays where it was: on the next corner, on the one before the last, on the count', async () => {
    const { page, close } = await openDrawing(320)
    await page.getByLabel('Go to a borough').selectOption(ward.boroughName)
    await canvas(page).focus()
    for (const key of ['Enter', 'ArrowRight', 'Enter', 'ArrowDown', 'Enter', 'ArrowLeft', 'Enter'])
      await page.keyboard.press(key)
    const held = () => page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/g, ' ').trim())
    await page.getByRole('button', { name: /^Remove\s+corner 2$/ }).press('Enter')
    await status(page).filter({ hasText: '3 corners' }).waitFor()
    expect(await held()).toBe('Remove corner 2')
    await page.getByRole('button', { name: /^Remove\s+corner 3$/ }).press('Enter')
    await status(page).filter({ hasText: '2 corners' }).waitFor()
    expect(await held()).toBe('Remove corner 2')
    await page.keyboard.press('Enter')
    expect(await held()).toBe('Remove corner 1')
    await page.keyboard.press('Enter')
    expect(await held()).toBe('No corners yet.')
    await look(page)
    await close()
  })

  test('gets back what was drawn when something else is missing', async () => {
    const { page, close } = await openDrawing(1280)
    const map = page.locator('[data-draw-map]')
    for (const [x, y] of [
      [200, 150],
      [400, 150],
      [400, 350],
    ] as const)
      await map.click({ position: { x, y } })
    const drawn = await page.inputValue('#area')
    await page.getByRole('button', { name: 'Make the neighbourhood' }).click()
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    expect(await page.title()).toMatch(/^Error: /)
    await page.locator('.up-draw__corner').nth(2).waitFor()
    expect(await page.inputValue('#area')).toBe(drawn)
    await status(page).filter({ hasText: '3 corners, closed' }).waitFor()
    await look(page)
    await close()
  })

  test('retires it and brings it back', async () => {
    const { page, close } = await browser.openPage('/places?q=mouse+quartre', { width: 320 })
    await page.getByRole('link', { name: 'Mouse Quarter' }).click()
    await page.goto(`${page.url().replace(/\/$/, '')}/members`)
    await page.getByRole('link', { name: 'Retire it' }).click()
    await look(page)
    await page.getByLabel('Why is it retired?').fill('Drawn as a trial')
    await page.getByLabel('Yes, retire Mouse Quarter').check()
    await page.getByRole('button', { name: 'Retire' }).click()
    await page.getByText('Retired on').waitFor()
    await look(page)
    await page.getByRole('link', { name: 'Bring it back' }).click()
    await look(page)
    await page.getByLabel('Why is it needed again?').fill('The trial goes on')
    await page.getByRole('button', { name: 'Bring it back' }).click()
    await page.waitForURL(/\/members$/)
    expect(await page.textContent('main')).toContain('Brought back')
    expect(await page.getByText('Retired on').count()).toBe(0)
    await look(page)
    await close()
  })
})

describe.skipIf(!haveChromium)('on a phone without JavaScript', { timeout: 180_000 }, () => {
  test('a place is found with a slip, and an area is pasted', async () => {
    const options = { width: 320, javaScript: false }
    const found = await browser.openPage(`/places?q=${slipped(ward.name)}`, options)
    expect(await found.page.locator('main table a').first().textContent()).toBe(ward.name)
    await look(found.page)
    await found.close()
    const { page, close } = await browser.openPage('/places/new-neighbourhood?how=drawn', options)
    expect(await page.locator('[data-draw]').isVisible()).toBe(false)
    await look(page)
    const { shape } = await it.db.one(
      z.object({ shape: z.string() }),
      sql`select ST_AsGeoJSON(ST_Envelope(geom), 5) as shape from places where code = ${ward.code}`,
    )
    await page.fill('#area', shape)
    await send(page, 'Pasted Corner')
    expect(await page.textContent('h1')).toContain('Pasted Corner')
    await close()
  })
})
