import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchProgress } from './progress.ts'

// A page in miniature: what the script touches of a browser, and nothing more.
const bar = { value: 0 }
const words = { textContent: '' }
const section = {
  dataset: { progress: '/data/uploads/1/status' },
  querySelector: (what: string) => (what === 'progress' ? bar : words),
}
const page = { hidden: false }
const went: string[] = []
let answers: (() => unknown)[] = []
let asked = 0

beforeEach(() => {
  vi.useFakeTimers()
  Object.assign(bar, { value: 0 })
  words.textContent = 'Looking through the file'
  page.hidden = false
  went.length = 0
  asked = 0
  vi.stubGlobal('document', page)
  vi.stubGlobal('location', { pathname: '/data/uploads/1', replace: (to: string) => went.push(to) })
  vi.stubGlobal('fetch', async () => {
    asked++
    const next = answers.shift()
    if (!next) throw new TypeError('the network is away')
    return { ok: true, json: async () => next() }
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const watch = () => watchProgress(section as unknown as HTMLElement)

test('the bar and the words follow the work, and when it is done the page goes to its result', async () => {
  answers = [
    () => ({ words: 'Storing: 50 of 200', share: 0.25, done: false }),
    () => ({ words: 'Imported', share: null, done: true, next: '/data/imports/7?done=imported' }),
  ]
  const watching = watch()
  await vi.advanceTimersByTimeAsync(2_000)
  expect([bar.value, words.textContent, went]).toEqual([25, 'Storing: 50 of 200', []])
  await vi.advanceTimersByTimeAsync(2_000)
  await watching
  expect([bar.value, words.textContent, went]).toEqual([25, 'Imported', ['/data/imports/7?done=imported']])
})

test('a network that is away, or an answer that is none, is asked again', async () => {
  answers = [
    () => {
      throw new TypeError('no JSON')
    },
    () => ({ hello: 'there' }),
    () => ({ words: 'Refused', share: null, done: true }),
  ]
  const watching = watch()
  await vi.advanceTimersByTimeAsync(6_000)
  await watching
  expect([asked, words.textContent, went]).toEqual([3, 'Refused', ['/data/uploads/1']])
})

test('a page in the background asks nothing', async () => {
  answers = [() => ({ words: 'Imported', share: null, done: true })]
  page.hidden = true
  const watching = watch()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toBe(0)
  page.hidden = false
  await vi.advanceTimersByTimeAsync(2_000)
  await watching
  expect(asked).toBe(1)
})
