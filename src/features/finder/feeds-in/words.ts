// How feeds are doing, in words. Pure.
import { dayWords, londonDay, londonMinutes } from '../../../lib/dates.ts'
import { clockWords } from '../../../lib/schedule/words.ts'
import { plural } from '../../../lib/words.ts'
import type { Crawl, Source } from './schemas.ts'

export const momentWords = (iso: string): string => {
  const at = new Date(iso)
  return `${dayWords(londonDay(at))}, ${clockWords(londonMinutes(at))}`
}

export const outcomeWords: Readonly<Record<Crawl['outcome'], string>> = {
  running: 'Under way',
  complete: 'All of it came',
  incomplete: 'Not all of it came',
  failed: 'It did not answer',
}

export const stateWords = (source: Source): string =>
  source.state === 'approved' ? 'Approved' : source.state === 'stopped' ? 'Stopped' : 'Waits for approval'

const severalFailures = 3

/** What somebody should do about a feed; empty where nothing is to be done. */
export function todo(source: Source, last: Crawl | undefined): string {
  if (source.state === 'stopped') return ''
  if (source.licence === '') return 'Record its licence: without one nothing of it is published'
  if (last?.looking && last.outcome === 'failed') return last.problems[0] ?? 'It did not answer. Check the address'
  if (source.state === 'proposed')
    return last?.outcome === 'running' ? '' : 'Look at what would come in; somebody else approves it'
  if (source.failures >= severalFailures)
    return `${last?.problems[0] ?? 'It does not answer'}. ${plural(source.failures, 'time')} in a row: write to the publisher`
  if (last && last.outcome !== 'complete' && last.outcome !== 'running') return last.problems[0] ?? ''
  return last && last.refused > 0 ? `${plural(last.refused, 'item')} could not be taken: tell the publisher` : ''
}

/** "12 new, 3 changed, 1 taken off, 2 refused of 140". */
export function countsWords({ seen, entered, changed, withdrawn, refused, looking }: Crawl): string {
  const found = [
    entered > 0 ? (looking ? `${entered} of the first could come in` : `${entered} new`) : '',
    changed > 0 ? `${changed} changed` : '',
    withdrawn > 0 ? `${withdrawn} taken off` : '',
    refused > 0 ? `${refused} could not be taken` : '',
  ].filter(Boolean)
  return `${plural(seen, 'item')}${found.length > 0 ? `: ${found.join(', ')}` : ': nothing new'}`
}
