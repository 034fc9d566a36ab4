// What a telephone keeps of the finder for when there is no signal: the decisions, without a browser, so that tests can ask them.

/** What the worker is given with itself: what to keep from the start, by build. */
export interface Shell {
  version: string
  /** Styles, scripts and the typeface: the same until the next build. */
  files: readonly string[]
  /** Pages that are the same for everybody: who to ring, and what to say without a signal. */
  pages: readonly string[]
}

/** The server says with it that a page may be kept, and under which name. Without it nothing is. */
export const keepHeader = 'upstream-keep'
export const [shellName, pagesName] = ['upstream-shell-', 'upstream-pages-']
export const offlineAddress = '/things-to-do/offline'

export const mostKept = 12
const longestMs = 7 * 24 * 3_600_000
/** With a page kept, a network slower than this counts as none. */
export const patienceMs = 8_000

interface Question {
  method: string
  mode: string
  url: string
}

/** What to do with a request: answer it from what came with the build, treat it as a page for visitors, or not touch it at all. */
export function planFor({ method, mode, url }: Question, origin: string, shell: Shell): 'file' | 'page' | 'pass' {
  const { origin: whose, pathname, search } = new URL(url)
  if (method !== 'GET' || whose !== origin) return 'pass'
  if (mode !== 'navigate') return shell.files.includes(pathname + search) ? 'file' : 'pass'
  // nothing of the rooms behind the sign-in is ever touched
  return ['/', '/help', '/young-people', '/things-to-do'].includes(pathname) || pathname.startsWith('/things-to-do/')
    ? 'page'
    : 'pass'
}

/** Pages of the finder where nothing was typed: the server would let none of the others be kept. */
export function mayAskAgain(url: string, origin: string): boolean {
  const { origin: whose, pathname, searchParams } = new URL(url)
  const mine = pathname === '/things-to-do' || pathname.startsWith('/things-to-do/')
  return whose === origin && mine && (searchParams.get('q') ?? '') === '' && !searchParams.has('plan')
}

interface Answer {
  status: number
  type: string
  redirected: boolean
  headers: { get(name: string): string | null }
}

/** Only what the server says may be kept: whole pages of things to do, for visitors. */
export const mayKeep = ({ status, type, redirected, headers }: Answer): boolean =>
  status === 200 &&
  type === 'basic' &&
  !redirected &&
  (headers.get('content-type') ?? '').startsWith('text/html') &&
  headers.get(keepHeader) !== null

/** What pages are kept in: a browser's Cache, as far as this needs one. */
interface Shelf<A> {
  put(url: string, answer: A): Promise<unknown>
  delete(url: string): Promise<unknown>
}

/**
 * Keeps a page that has come, and says whether it did. What may no longer be kept goes at once; nor is one kept that was on its way when somebody
 * left, or that was being written just then: the others are gone already, and it would be put back.
 */
export async function keepUnlessLeft<A extends Answer>(
  shelf: Shelf<A>,
  { url, answer, hasLeft }: { url: string; answer: A; hasLeft: () => boolean },
): Promise<boolean> {
  if (mayKeep(answer) && !hasLeft()) await shelf.put(url, answer)
  if (mayKeep(answer) && !hasLeft()) return true
  await shelf.delete(url)
  return false
}

/** What a page is called in the list of those kept. */
export function nameOf(headers: Answer['headers']): string {
  try {
    return decodeURIComponent(headers.get(keepHeader) ?? '')
  } catch {
    return ''
  }
}

/** Milliseconds since 1970 at which a page was made; long ago where it does not say. */
export const madeAt = (headers: Answer['headers']): number => Date.parse(headers.get('date') ?? '') || 0

/** Addresses to let go: those past a week, and of the rest all but the newest. */
export function tooMany(kept: readonly { url: string; made: number }[], now: number): string[] {
  const fresh = kept.filter(({ made }) => now - made < longestMs).sort((a, b) => b.made - a.made)
  const stay = new Set(fresh.slice(0, mostKept).map(({ url }) => url))
  return kept.flatMap(({ url }) => (stay.has(url) ? [] : [url]))
}

const day = (time: number) => new Date(time).setHours(0, 0, 0, 0)

/** '16:05 today', '09:30 yesterday', '16:05, Friday 20 November': by the telephone's own clock. */
export function whenWords(made: number, now: number, lang: string): string {
  const tongue = lang === 'en' ? 'en-GB' : `${lang}-u-nu-latn`
  const time = new Intl.DateTimeFormat(tongue, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(made)
  const ago = Math.round((day(now) - day(made)) / 86_400_000)
  if (ago < 2) return `${time} ${new Intl.RelativeTimeFormat(tongue, { numeric: 'auto' }).format(-ago, 'day')}`
  return `${time}, ${new Intl.DateTimeFormat(tongue, { weekday: 'long', day: 'numeric', month: 'long' }).format(made)}`
}

const usual = 'You are offline. This is from {when}.'

/** A kept page with the first thing in it that it is one, and from when, in its own language. */
export function dated(html: string, made: number, now: number): string {
  const lang = /<html[^>]*\slang="([a-z]{2,3})"/.exec(html)?.[1] ?? 'en'
  // as it stands in the page, so that what was escaped there stays so
  const words = /\sdata-offline="([^"]*)"/.exec(html)?.[1] ?? usual
  const said = words.replace('{when}', () => whenWords(made, now, lang))
  const notice = `<p class="up-offline" role="status"><b>${said}</b></p>`
  return html.replace(/<main\b[^>]*>/, main => main + notice)
}
