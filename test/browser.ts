// A real browser for journeys: finds Chromium, opens pages at a width, looks for axe violations, takes screenshots.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import * as people from '../src/features/people/index.ts'
import type { TestApp } from './support.ts'

const places = [
  process.env.CHROMIUM_PATH,
  process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  chromium.executablePath(),
]

/** The browser's program, or undefined when there is none here. */
export const chromiumPath = places.find(path => path !== undefined && path !== '' && existsSync(path))

/** For `describe.skipIf(!haveChromium)`: what cannot be looked at is said aloud, never passed over in silence. */
export const haveChromium = chromiumPath !== undefined
if (!haveChromium)
  process.stdout.write(
    'SKIPPED: no Chromium here, so no page is looked at in a browser. Install chromium, or set CHROMIUM_PATH.\n',
  )

// One process, no calls home.
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface OpenOptions {
  /** Pixels: 1280 unless said. */
  width?: number
  height?: number
  javaScript?: boolean
}

export interface Opened {
  page: Page
  /** Every address asked for, in order. */
  requests: string[]
  /** What the page wrote as an error: a refused script or style, a failed request. */
  complaints: string[]
  close(): Promise<void>
}

export interface TestBrowser {
  /** The app's address, without a slash at the end. */
  origin: string
  /** Opens an address of the app. Signed in after `signIn`. */
  openPage(url: string, options?: OpenOptions): Promise<Opened>
  /** Everything opened from now on is asked by this role. */
  signIn(role: people.Role | `borough-lead:${string}`): Promise<void>
  signOut(): void
  close(): Promise<void>
}

/** Serves the app on a port of its own and starts a browser beside it. */
export async function openBrowser(test: TestApp): Promise<TestBrowser> {
  if (!existsSync('dist/assets/upstream.css')) throw new Error('The styles are not built. Run: npm run build')
  const origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await start()
  let cookie = ''
  return {
    origin,
    openPage: (url, options) => open(browser, origin, url, cookie, options),
    signIn: async role => {
      cookie = await cookieOf(test, role)
    },
    signOut: () => {
      cookie = ''
    },
    close: () => browser.close(),
  }
}

const start = (): Promise<Browser> => {
  if (!chromiumPath) throw new Error('There is no Chromium here. Use describe.skipIf(!haveChromium).')
  return chromium.launch({ executablePath: chromiumPath, args: flags })
}

async function cookieOf(test: TestApp, who: string): Promise<string> {
  const [role = '', place] = who.split(':')
  const email = `browser-${who.replace(':', '-').toLowerCase()}@tests.example`
  const invitation = people.Invitation.parse({ email, name: who, role, places: place ? [place] : [] })
  const token = await people.invite(test.db, 'tests', invitation)
  const answer = await test.app.inject({ method: 'POST', url: `/sign-in/${token}` })
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

async function open(
  browser: Browser,
  origin: string,
  url: string,
  cookie: string,
  options: OpenOptions = {},
): Promise<Opened> {
  const { width = 1280, height = 900, javaScript = true } = options
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'en-GB',
  })
  const [name = '', value = ''] = cookie.split('=')
  if (name) await context.addCookies([{ name, value, url: origin }])
  const page = await context.newPage()
  if (!javaScript) await withoutScripts(page)
  const [requests, complaints] = listen(page, context)
  await page.goto(origin + url, { waitUntil: 'load' })
  return { page, requests, complaints, close: () => context.close() }
}

function listen(page: Page, context: BrowserContext): [requests: string[], complaints: string[]] {
  const [requests, complaints]: [string[], string[]] = [[], []]
  context.on('request', request => requests.push(request.url()))
  // a question a page asked and did not wait for, because somebody went on, is no fault of the page
  context.on('requestfailed', request => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`${request.url()} failed`)
  })
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(String(error)))
  return [requests, complaints]
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[]
}

// How a page's scripts are switched, for pages that are opened without.
const switches = new WeakMap<Page, (off: boolean) => Promise<unknown>>()

async function withoutScripts(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const turn = (off: boolean) => session.send('Emulation.setScriptExecutionDisabled', { value: off })
  await turn(true)
  switches.set(page, turn)
}

/** What axe finds against WCAG 2.2 AA, a line each; empty when the page is clean. Reads a page opened without JavaScript as it stands. */
export async function axe(page: Page, { without = [] }: { without?: string[] } = {}): Promise<string[]> {
  const turn = switches.get(page)
  await turn?.(false) // axe waits by timers; the page has been read without scripts and stays as it is
  await page.evaluate(axeSource)
  const options = {
    runOnly: { type: 'tag', values: rules },
    rules: Object.fromEntries(without.map(id => [id, { enabled: false }])),
    resultTypes: ['violations'],
    preload: false, // for rules on sound and on turned screens, which no page of ours needs
  }
  const result: AxeResult = await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)
  await turn?.(true)
  return result.violations.flatMap(each =>
    each.nodes.map(node => `${each.id}: ${each.help}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  )
}

/** Pixels the page is wider than its window: 0 when nothing scrolls sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - document.documentElement.clientWidth)

/** Nothing scrolls sideways, and axe finds nothing. */
export async function expectClean(page: Page): Promise<void> {
  expect(await overflow(page), `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0)
  expect(await axe(page), page.url()).toEqual([])
}

/** The whole page as a picture, for people to look at. */
export async function screenshot(page: Page, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true })
  await page.screenshot({ path, fullPage: true })
}
