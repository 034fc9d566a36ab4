// Pages of one browser, used again: a window of its own costs four times what a page costs that is already warm.
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'

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

export interface Tab {
  page: Page
  /** Switches what is the page's alone: scripts, and what it stored. */
  session: CDPSession
  /** It has a worker of the site, which outlives what a page is told to forget: never given to another. */
  worker: boolean
}

let started: Promise<Browser> | undefined
const idle: Tab[] = []

/** The browser of this process: started once, ended with it. */
const theBrowser = (path: string): Promise<Browser> => {
  started ??= chromium.launch({ executablePath: path, args: flags })
  return started
}

/** A page that nobody used before, or one that was given back and remembers nothing. `fresh`: the first, with an empty cache. */
export async function takeTab(path: string, { fresh, worker }: { fresh: boolean; worker: boolean }): Promise<Tab> {
  const spare = fresh || worker ? undefined : idle.pop()
  if (spare) return spare
  const serviceWorkers = worker ? 'allow' : 'block'
  const context = await (await theBrowser(path)).newContext({ locale: 'en-GB', serviceWorkers })
  const page = await context.newPage()
  return { page, session: await context.newCDPSession(page), worker }
}

const heard = ['request', 'response', 'requestfailed', 'console', 'pageerror', 'dialog']

/** Takes from a page all it was told at this origin, and keeps it for the next who asks; a page that left it, or has a worker, is done with. */
export async function giveBack(tab: Tab, origin: string): Promise<void> {
  const { page, session } = tab
  const context = page.context()
  if (page.isClosed() || tab.worker || !page.url().startsWith(`${origin}/`)) return context.close()
  for (const other of context.pages()) if (other !== page) await other.close()
  for (const event of heard) page.removeAllListeners(event)
  await page.evaluate(() => sessionStorage.clear())
  await page.goto('about:blank')
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  await Promise.all([
    context.clearCookies(),
    context.clearPermissions(),
    context.unrouteAll(),
    context.setOffline(false),
    context.setGeolocation(null),
    page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null, forcedColors: null }),
    page.unrouteAll(),
  ])
  idle.push(tab)
}
