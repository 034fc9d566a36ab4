import { momentWords, monthWords } from '../../../lib/dates.ts'
import type { Asked } from './ask.ts'
import type { Marked } from './marked.ts'
import { isUsual, settingKeys, settingsWords, written } from './settings.ts'

export interface Notice {
  text: string
  links: { text: string; href: string }[]
}

/** What a reader must know before reading the marks: a break, newer data, other settings. */
export function noticesOf(asked: Asked, marked: Marked, analyst: boolean): Notice[] {
  const { window } = marked.settings
  const notices: Notice[] = []
  if (marked.crossed) {
    const what = `${marked.crossed.title}. ${monthWords(marked.crossed.month)} is the first month recorded in the new way, and it falls inside the ${2 * window} months compared.`
    notices.push(
      marked.across
        ? {
            text: `These changes are across a recording break, shown because you asked. ${what} A mark here may be the recording and not the place.`,
            links: [{ text: 'Refuse the comparison again', href: here(asked, {}) }],
          }
        : {
            text: `No change is called across a recording break. ${what} The level is ranked within each year, so it stands.`,
            links: analyst ? [{ text: 'Show it anyway, marked', href: here(asked, { across: 'show' }) }] : [],
          },
    )
  }
  if (marked.kept && !marked.kept.upToDate)
    notices.push({
      text: `${marked.kept.sameRules ? 'Newer data have been loaded' : 'The way marks are made has changed'} since these marks were made on ${momentWords(marked.kept.at)}.`,
      links: [],
    })
  if (!isUsual(marked.settings))
    notices.push({
      text: `These marks were made with other settings: ${settingsWords(marked.settings)}.`,
      links: [{ text: 'Back to the usual settings', href: reset(asked) }],
    })
  if (asked.choicesKept)
    notices.push({
      text: `Only analysts choose how marks are made and for which months, so the choices in this address were left out. These marks are made in the usual way, of the 12 months to ${monthWords(marked.end)}.`,
      links: [],
    })
  return notices
}

/** The same page with other words in its address; settings are kept. */
function here(asked: Asked, more: Record<string, string>): string {
  const usual = written(asked.ask.settings)
  const words = new URLSearchParams({ level: asked.ground.kind, measure: asked.known.measure.code })
  if (asked.ask.end) words.set('end', asked.ask.end)
  if (!isUsual(asked.ask.settings)) for (const key of settingKeys) words.set(key, usual[key])
  for (const [key, value] of Object.entries(more)) words.set(key, value)
  return `/signals?${words}`
}

/** The page with the usual settings. */
export const reset = (asked: Asked) => {
  const words = new URLSearchParams({ level: asked.ground.kind, measure: asked.known.measure.code })
  if (asked.ask.end) words.set('end', asked.ask.end)
  return `/signals?${words}`
}
