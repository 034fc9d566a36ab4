// For tests: feeds that answer from memory.
import type { Raw } from './fetch.ts'
import type { Asker } from './get.ts'

export interface FakeAnswer {
  status?: number
  headers?: Record<string, string>
  json?: unknown
  body?: string
}

/** Answers by the path and question of the address; what is not there is 404. Keeps what was asked, and how long was waited. */
export function fakeFeed(
  answer: (url: URL, times: number, headers: Readonly<Record<string, string>>) => FakeAnswer | undefined,
) {
  const asked: string[] = []
  const counts = new Map<string, number>()
  const waits: number[] = []
  const raw: Raw = (url, headers = {}) => {
    const times = counts.get(url) ?? 0
    counts.set(url, times + 1)
    asked.push(url)
    const found = answer(new URL(url), times, headers) ?? { status: 404, body: '{}' }
    const body = found.body ?? JSON.stringify(found.json ?? {})
    return Promise.resolve({ ok: true, status: found.status ?? 200, headers: found.headers ?? {}, body })
  }
  const asker: Asker = {
    raw,
    wait(ms) {
      waits.push(ms)
      return Promise.resolve()
    },
  }
  return { asker, asked, waits }
}
