// A browser for tests: keeps its cookie as a browser would.
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'

export interface Visitor {
  ask(options: InjectOptions): Promise<LightMyRequestResponse>
  get(url: string): Promise<LightMyRequestResponse>
  post(url: string, values?: Record<string, string>): Promise<LightMyRequestResponse>
  /** The cookie it holds, as it is sent. */
  cookie(): string
}

export const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'
export const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

export function openVisitor(app: FastifyInstance, userAgent = firefox, cookie = ''): Visitor {
  let held = cookie
  const ask = async (options: InjectOptions) => {
    const headers = {
      accept: 'text/html',
      'user-agent': userAgent,
      ...options.headers,
      ...(held ? { cookie: held } : {}),
    }
    const answer = await app.inject({ ...options, headers })
    const set = answer.cookies.at(-1)
    if (set) held = set.value ? `${set.name}=${set.value}` : ''
    return answer
  }
  const post = (url: string, values: Record<string, string> = {}) =>
    ask({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(values).toString(),
    })
  return { ask, post, get: url => ask({ method: 'GET', url }), cookie: () => held }
}
