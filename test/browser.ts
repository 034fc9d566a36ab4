// A real browser for journeys: finds Chromium, opens pages at a width, looks for axe violations, takes screenshots.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { type CDPSession, type ConsoleMessage, chromium, type Page, type Request } from 'playwright-core'
import { expect } from 'vitest'
import * as people from '../src/features/people/index.ts'
import type { TestApp } from './support.ts'
import { giveBack, type Tab, takeTab } from './tabs.ts'

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

export interface OpenOptions {
  /** Pixels: 1280 unless said. */
  width?: number
  height?: number
  javaScript?: boolean
  /** A window nobody used before: for what asks what a first visit loads. */
  fresh?: boolean
  /** In a window of its own with the worker that keeps pages for when there is no signal; elsewhere every request is the page's own. */
  worker?: boolean
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

/** Serves the app on a port of its own, for the browser of this process. */
export async function openBrowser(test: TestApp): Promise<TestBrowser> {
  if (!existsSync('dist/assets/upstream.css')) throw new Error('The styles are not built. Run: npm run build')
  const origin = await test.app.listen({ port: 0, host: '127.0.0.1' })
  const out = new Set<Tab>()
  let cookie = ''
  return {
    origin,
    openPage: (url, options) => open(out, origin, url, cookie, options),
    signIn: async role => {
      cookie = await cookieOf(test, role)
    },
    signOut: () => {
      cookie = ''
    },
    close: async () => {
      for (const { page } of out) await page.context().close()
    },
  }
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
  out: Set<Tab>,
  origin: string,
  url: string,
  cookie: string,
  options: OpenOptions = {},
): Promise<Opened> {
  const { width = 1280, height = 900, javaScript = true, fresh = false, worker = false } = options
  if (!chromiumPath) throw new Error('There is no Chromium here. Use describe.skipIf(!haveChromium).')
  const tab = await takeTab(chromiumPath, { fresh, worker })
  out.add(tab)
  const { page, session } = tab
  const [name = '', value = ''] = cookie.split('=')
  if (name) await page.context().addCookies([{ name, value, url: origin }])
  await page.setViewportSize({ width, height })
  await setScripts(page, session, javaScript)
  const { requests, complaints, hush } = listen(page)
  await page.goto(origin + url, { waitUntil: 'load' })
  const close = async () => {
    hush()
    if (out.delete(tab)) await giveBack(tab, origin)
  }
  return { page, requests, complaints, close }
}

// What a page asks for and complains of, until hushed.
function listen(page: Page): Pick<Opened, 'requests' | 'complaints'> & { hush(): void } {
  const [requests, complaints]: [string[], string[]] = [[], []]
  const context = page.context()
  const asked = (request: Request) => requests.push(request.url())
  // a question a page asked and did not wait for, because somebody went on, is no fault of the page
  const failed = (request: Request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`${request.url()} failed`)
  }
  const said = (message: ConsoleMessage) => message.type() === 'error' && complaints.push(message.text())
  const broke = (error: Error) => complaints.push(String(error))
  context.on('request', asked).on('requestfailed', failed)
  page.on('console', said).on('pageerror', broke)
  const hush = () => {
    context.off('request', asked).off('requestfailed', failed)
    page.off('console', said).off('pageerror', broke)
  }
  return { requests, complaints, hush }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[]
}

// How the scripts of a page that was opened without are switched.
const switches = new WeakMap<Page, (off: boolean) => Promise<unknown>>()

async function setScripts(page: Page, session: CDPSession, on: boolean): Promise<void> {
  const turn = (off: boolean) => session.send('Emulation.setScriptExecutionDisabled', { value: off })
  await turn(!on)
  if (on) switches.delete(page)
  else switches.set(page, turn)
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
