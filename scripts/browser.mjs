// Finds the Chromium that the journeys drive; run as a script it also tries to install Debian's. Never fails: without one the journeys say that they are skipped.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

// The same places as test/browser.ts looks in.
const places = [
  process.env.CHROMIUM_PATH,
  process.env.PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Path of a browser, or undefined. */
export const findBrowser = () => places.find(path => path && existsSync(path))

/** What to do where there is none. */
const advice =
  'The journeys through a real browser need Chromium or Chrome. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to it.'

function install() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return
  try {
    console.error('Installing Chromium for the journeys (once, with apt-get)…')
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }
    execFileSync('apt-get', ['update', '-qq'], options)
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options)
  } catch {
    console.error('Chromium could not be installed.')
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (!findBrowser()) install()
  if (!findBrowser()) console.error(`${advice}\nThey are skipped now.`)
}
