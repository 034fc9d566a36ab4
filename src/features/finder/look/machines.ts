// Who asks by themselves, and who is only fetched for: unmet need counts people. Pure.

/** Programs that read pages: search engines, previews of a link in a message, watchers. They say so of themselves. */
const programs =
  /(?<!cu)bot\b|bots\b|crawl|spider|slurp|preview|facebookexternalhit|whatsapp\/|telegrambot|slack-|pinterest\/0|pinterestbot|embedly|headless|lighthouse|monitor|uptime|curl\/|wget\/|python|httpclient|okhttp|go-http|java\/|libwww|scrapy|node-fetch|axios|feedfetcher/i

interface Asked {
  method: string
  headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/** Nobody looked at this page: a program asked, or a browser that fetches what somebody might open next. */
export function isMachine({ method, headers }: Asked): boolean {
  if (method === 'HEAD') return true
  const why = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map(name => String(headers[name] ?? '')).join(' ')
  if (/prefetch|prerender|preview/i.test(why)) return true
  const program = String(headers['user-agent'] ?? '')
  return program === '' || programs.test(program)
}

/** What programs are asked to leave alone: every question of the finder, and what is made for one person. The bare page, entries and wards are for them too. */
export const robots = [
  'User-agent: *',
  'Disallow: /things-to-do?',
  'Disallow: /things-to-do/map.svg',
  'Disallow: /things-to-do/plan',
  'Disallow: /things-to-do/saved',
  'Disallow: /things-to-do/told',
  '',
].join('\n')

/** Said with each page of a question: it is not to be kept, and its links not followed. */
export const unlisted = 'noindex, nofollow'
