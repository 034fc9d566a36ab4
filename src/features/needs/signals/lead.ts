import { plural } from '../../../lib/words.ts'
import { lead } from '../words.ts'
import { type Kind, kindWords } from './ground.ts'
import type { Marked } from './marked.ts'
import type { Tally } from './rows.ts'
import type { Settings } from './settings.ts'

/** What the signals come to, in two plain sentences. "None" is a result and is said as one. */
export const leadWords = (kind: Kind, marked: Marked, tally: Tally): string =>
  tally.places === 0
    ? `There is no ${kindWords[kind][0]} to show.`
    : [changeSentence(kind, marked, tally), levelSentence(kind, marked.settings, tally), hiddenSentence(kind, tally)]
        .filter(Boolean)
        .join(' ')

function changeSentence(kind: Kind, { crossed, across, settings }: Marked, tally: Tally): string {
  const [one, many] = kindWords[kind]
  const { rising, falling, chance } = tally
  const tested = rising + falling + chance
  if (crossed && !across) return brokenWords(settings.window)
  if (tested === 0) return tally.hidden > 0 ? '' : untestedWords(kind)
  if (rising + falling === 0) return `No ${one}’s change can be told apart from chance.`
  if (chance <= rising + falling)
    return `${rising} rose and ${falling} fell, of ${tested} tested: more than chance alone would explain.`
  return `Most ${many} did not change more than chance alone would explain. ${movedSentence(rising, falling)}`
}

/** Why no change is called where the windows of this many months lie across a recording break. */
export const brokenWords = (window: number): string =>
  `No change is called: a recording break falls within these ${2 * window} months.`

export const untestedWords = (kind: Kind): string =>
  `No ${kindWords[kind][0]} has enough months or events to test for a change.`

function movedSentence(rising: number, falling: number): string {
  if (falling === 0) return `${lead(rising)} rose.`
  if (rising === 0) return `${lead(falling)} fell.`
  return `${lead(rising + falling)} did: ${rising} rose and ${falling} fell.`
}

/** Why no place of a rare measure is high. */
export const fewWords = (kind: Kind, least: number): string =>
  `No ${kindWords[kind][0]} had ${plural(least, 'event')} in any year, so none is ranked as high.`

function levelSentence(kind: Kind, { years, least }: Settings, tally: Tally): string {
  const { sustained, places, hiddenLevels, few } = tally
  if (hiddenLevels === places) return ''
  if (few + hiddenLevels === places) return fewWords(kind, least)
  const words = years === 1 ? 'a year' : `${lead(years).toLowerCase()} years`
  return sustained === 0 ? `None stayed high for ${words}.` : `${lead(sustained)} stayed high for ${words}.`
}

// Those not shown are a group of their own: they are neither changed nor unchanged to this reader.
const hiddenSentence = (kind: Kind, { hidden }: Tally): string =>
  hidden === 0
    ? ''
    : `The marks of ${plural(hidden, ...kindWords[kind])} are not shown: a count behind them is small or would give a small one away.`
