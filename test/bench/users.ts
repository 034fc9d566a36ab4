import { quantile } from './measure.ts'

export interface Load {
  requests: number
  errors: number
  p50: number
  p95: number
  worst: number
}

/** `users` people who each ask for a page, read it for about `thinkMs`, and ask for the next, for `forMs`. Milliseconds from asking to the whole answer. */
export async function browse(
  urls: string[],
  options: { users: number; thinkMs: number; forMs: number; cookie: string },
): Promise<Map<string, Load>> {
  const times = new Map<string, number[]>()
  let errors = 0
  const until = performance.now() + options.forMs
  const ask = async (url: string, key: string) => {
    const began = performance.now()
    const answer = await fetch(url, { headers: { cookie: options.cookie, accept: 'text/html' } })
    await answer.arrayBuffer()
    if (answer.status >= 400) errors += 1
    const found = times.get(key) ?? []
    times.set(key, [...found, performance.now() - began])
  }
  const person = async (n: number) => {
    // people do not start together: spread over one think time
    await wait((options.thinkMs * n) / options.users)
    for (let i = n; performance.now() < until; i++) {
      const url = urls[i % urls.length] ?? ''
      await ask(url, kind(url))
      await wait(options.thinkMs)
    }
  }
  await Promise.all(Array.from({ length: options.users }, (_, n) => person(n)))
  const all = [...times.values()].flat()
  return new Map(
    [...times, ['all pages', all] as const].map(([key, found]) => [
      key,
      summary(found, key === 'all pages' ? errors : 0),
    ]),
  )
}

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const kind = (url: string) => {
  const path = new URL(url).pathname
  return path.startsWith('/places/') ? 'place page' : path === '/map' ? 'map' : path === '/signals' ? 'signals' : path
}

const summary = (found: readonly number[], errors: number): Load => ({
  requests: found.length,
  errors,
  p50: quantile(found, 0.5),
  p95: quantile(found, 0.95),
  worst: Math.max(...found),
})
