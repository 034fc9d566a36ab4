import { describe, expect, test } from 'vitest'
import {
  dated,
  keepHeader,
  keepUnlessLeft,
  madeAt,
  mayAskAgain,
  mayKeep,
  mostKept,
  nameOf,
  planFor,
  type Shell,
  tooMany,
} from './finder-keep.ts'

const here = 'https://upstream.example'
const shell: Shell = { version: 'v1', files: ['/assets/upstream.css?v=1'], pages: ['/help'] }
const plan = (url: string, mode = 'navigate', method = 'GET') =>
  planFor({ url: new URL(url, here).href, mode, method }, here, shell)

const answer = (headers: Record<string, string> = {}, given: { status?: number; redirected?: boolean } = {}) => ({
  ...{ status: 200, type: 'basic', redirected: false, ...given },
  headers: new Headers({ 'content-type': 'text/html; charset=utf-8', [keepHeader]: 'Football', ...headers }),
})

describe('what the worker touches', () => {
  test('pages for visitors, the files of the build, and nothing else', () => {
    for (const url of [
      '/',
      '/help',
      '/young-people',
      '/things-to-do/saved',
      '/things-to-do',
      '/things-to-do?day=today',
      '/things-to-do/ward/X01',
    ])
      expect(plan(url), url).toBe('page')
    expect(plan('/assets/upstream.css?v=1', 'no-cors')).toBe('file')
    for (const url of [
      '/signals',
      '/help-lines',
      '/opportunities',
      '/account',
      '/things-to-do-list',
      '/sign-in?next=/help',
    ])
      expect(plan(url), url).toBe('pass')
    expect(plan('/assets/upstream.css?v=2', 'no-cors')).toBe('pass')
    expect(plan('/things-to-do/cells.json', 'cors')).toBe('pass')
    expect(plan('https://www.bbc.co.uk/help')).toBe('pass')
    expect(plan('/things-to-do/missing', 'navigate', 'POST')).toBe('pass')
  })
})

test('what is open when the worker begins is asked for once more, never where something was typed', () => {
  const again = (url: string) => mayAskAgain(new URL(url, here).href, here)
  expect(['/things-to-do', '/things-to-do?day=today&near=SE15', '/things-to-do/ward/X01'].every(again)).toBe(true)
  for (const url of ['/', '/help', '/things-to-do?q=boxing', '/things-to-do?plan=1', '/things-to-do-list', '/signals'])
    expect(again(url), url).toBe(false)
  expect(again('https://www.bbc.co.uk/things-to-do')).toBe(false)
})

describe('what may be kept', () => {
  test('only what the server says may be', () => {
    expect(mayKeep(answer())).toBe(true)
    const without = answer()
    without.headers.delete(keepHeader)
    expect(mayKeep(without)).toBe(false)
  })
  test('never an error, a file, or where somebody was sent on', () => {
    expect(mayKeep(answer({}, { status: 404 }))).toBe(false)
    expect(mayKeep(answer({}, { redirected: true }))).toBe(false)
    expect(mayKeep(answer({ 'content-type': 'text/calendar' }))).toBe(false)
  })
  test('the newest dozen, and nothing older than a week', () => {
    const now = Date.parse('2026-11-24T16:05:00Z')
    const kept = Array.from({ length: 15 }, (_, hours) => ({ url: `/${hours}`, made: now - hours * 3_600_000 }))
    expect(tooMany(kept, now)).toEqual(['/12', '/13', '/14'])
    expect(tooMany([{ url: '/old', made: now - 8 * 86_400_000 }], now)).toEqual(['/old'])
    expect(tooMany(kept.slice(0, mostKept), now)).toEqual([])
  })
  test('by its name, in any writing; one that cannot be read is empty', () => {
    expect(nameOf(new Headers({ [keepHeader]: encodeURIComponent('كرة القدم · Free') }))).toBe('كرة القدم · Free')
    expect(nameOf(new Headers({ [keepHeader]: '%E0%A4' }))).toBe('')
    expect(madeAt(new Headers())).toBe(0)
  })
})

describe('a page on its way', () => {
  const url = `${here}/things-to-do?q=football`
  /** A shelf that holds the page from before; somebody may leave while a page is being put on it. */
  const shelfWith = (leaving?: () => void) => {
    const held = new Map([[url, 'before']])
    const put = async (at: string) => {
      leaving?.()
      held.set(at, 'now')
    }
    return { held, put, delete: async (at: string) => held.delete(at) }
  }

  test('is kept where nobody left', async () => {
    const shelf = shelfWith()
    expect(await keepUnlessLeft(shelf, { url, answer: answer(), hasLeft: () => false })).toBe(true)
    expect(shelf.held.get(url)).toBe('now')
  })
  test('when somebody leaves is not kept', async () => {
    const shelf = shelfWith(() => expect.fail('it was written'))
    expect(await keepUnlessLeft(shelf, { url, answer: answer(), hasLeft: () => true })).toBe(false)
    expect(shelf.held.size).toBe(0)
  })
  test('and being written when somebody leaves is taken away again', async () => {
    let left = 0
    const shelf = shelfWith(() => {
      left += 1
    })
    expect(await keepUnlessLeft(shelf, { url, answer: answer(), hasLeft: () => left > 0 })).toBe(false)
    expect(shelf.held.size).toBe(0)
  })
  test('that may no longer be kept takes what was kept of it with it', async () => {
    const shelf = shelfWith()
    expect(await keepUnlessLeft(shelf, { url, answer: answer({}, { status: 404 }), hasLeft: () => false })).toBe(false)
    expect(shelf.held.size).toBe(0)
  })
})

describe('a kept page says so first', () => {
  const html = (lang: string, words: string) =>
    `<html class="x" lang="${lang}"><body><nav data-offline="${words}"></nav><main class="y" id="main-content"><h1>Football</h1></main>`
  const at = (hour: number, day = 24) => new Date(2026, 10, day, hour, 5).getTime()

  test('and from when', () => {
    const shown = (made: number) => dated(html('en', 'You are offline. This is from {when}.'), made, at(18))
    expect(shown(at(16))).toContain(
      'id="main-content"><p class="up-offline" role="status"><b>You are offline. This is from 16:05 today.',
    )
    expect(shown(at(9, 23))).toContain('This is from 09:05 yesterday.')
    expect(shown(at(9, 20))).toContain('This is from 09:05, Friday 20 November.')
  })
  test('in the language of the page, with figures that can be read, and what was escaped stays so', () => {
    expect(dated(html('ar', 'هذه الصفحة من {when}'), at(16), at(18))).toContain('<b>هذه الصفحة من 16:05 اليوم</b>')
    expect(dated(html('en', '&lt;b&gt; {when}'), at(16), at(18))).toContain('<b>&lt;b&gt; 16:05 today</b>')
  })
  test('in English where the page has no words for it', () => {
    expect(dated('<html lang="en"><main id="main-content">', at(16), at(18))).toContain(
      'You are offline. This is from 16:05 today.',
    )
  })
})
