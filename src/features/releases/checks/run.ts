// Everything that is checked before a release may go out. Pure.

import type { Day } from '../../../lib/dates.ts'
import { list, plural, sentence } from '../../../lib/words.ts'
import type { Releasable } from '../contract.ts'
import type { Protected } from '../protection/apply.ts'
import { type Check, pass } from './check.ts'
import { offGrid } from './grid.ts'
import { proseOf, shownTexts, type Words } from './shown.ts'
import { structure } from './structure.ts'
import { saying } from './tables.ts'
import { characters, countsInWords, people, reading, wording } from './text.ts'
import { told } from './told.ts'

export interface Asked {
  items: readonly Releasable[]
  found: Protected
  /** Kind of each place, by its code. */
  kinds: ReadonlyMap<string, string>
  words: Words
  /** The page as it will be printed. */
  html: string
  today: Day
}

export function runChecks({ items, found, kinds, words, html, today }: Asked): Check[] {
  const prose = proseOf(words, items).join('\n\n')
  return [
    smallNumbers(found),
    differencing(found),
    grid(items, kinds),
    each(
      items,
      'period',
      'Period',
      item => item.period.trim() === '',
      'say which period they are about',
      'Every item says its period.',
    ),
    each(items, 'source', 'Source', lacksSource, 'name their source', 'Every item with figures names its source.'),
    each(
      items,
      'method',
      'Method',
      lacksMethod,
      'lead to a page on how they are made',
      'Every item with figures leads to its method.',
    ),
    each(
      items,
      'licence',
      'Licence',
      item => item.licence.trim() === '',
      'have a licence',
      'Every item has a licence.',
    ),
    saying(found.items),
    people(shownTexts(words, items), today),
    characters(shownTexts(words, items)),
    each(
      items,
      'alt',
      'Words for pictures',
      item => item.pictures.some(({ alt }) => alt.trim() === ''),
      'say what each picture shows',
      'Every picture is described in words, or there is none.',
    ),
    structure(html),
    reading(words.summary, items),
    wording(prose),
    countsInWords(prose),
    told(items, found, proseOf(words, items)),
  ]
}

export const hasFailed = (checks: readonly Check[]): boolean => checks.some(({ result }) => result === 'fail')

const hasFigures = (item: Releasable) =>
  item.tables.some(table => table.columns.some(({ role }) => ['count', 'rate', 'share', 'number'].includes(role)))
const lacksSource = (item: Releasable) => hasFigures(item) && item.sources.length === 0
const lacksMethod = (item: Releasable) => hasFigures(item) && !/^\/methods(\/[a-z0-9-]+)?$/.test(item.method)

function smallNumbers({ primary, secondary, rounded, exposed }: Protected): Check {
  const [id, title] = ['small-numbers', 'Small numbers']
  if (exposed.length === 0) return pass(id, title, summaryOf(primary, secondary, rounded))
  return {
    id,
    title,
    result: 'fail',
    text: `Could be worked out from what is public: ${list(exposed.slice(0, 5))}${exposed.length > 5 ? ` and ${exposed.length - 5} more` : ''}.`,
    remedy:
      'Leave these places or groups out, or use larger ones or a longer period. If an earlier release has other age groups, or 12 months that end in another month, use the same ones here.',
  }
}

function summaryOf(primary: number, secondary: number, rounded: number): string {
  const totals = rounded > 0 ? ` ${sentence(plural(rounded, 'total'))} rounded to the nearest 5.` : ''
  if (primary === 0) return `No count is small enough to hide.${totals}`
  const more = secondary > 0 ? `, and ${secondary} more so that none can be worked out` : ''
  return `${sentence(plural(primary, 'small count'))} hidden${more}.${totals}`
}

function differencing({ contradicts }: Protected): Check {
  const [id, title] = ['differencing', 'Held against earlier releases']
  if (!contradicts)
    return pass(
      id,
      title,
      'Nothing hidden can be had by adding or subtracting earlier releases and overlapping places.',
    )
  return {
    id,
    title,
    result: 'advice',
    text: 'Some figures differ from those released before for the same thing: they were revised since.',
    remedy:
      'Say in the summary that figures were revised, and from when. Look at the hidden counts once more with that in mind.',
  }
}

function grid(items: readonly Releasable[], kinds: ReadonlyMap<string, string>): Check {
  const [id, title] = ['grid', 'Places and periods']
  const found = items.flatMap(item => offGrid(item, kinds))
  if (found.length === 0) return pass(id, title, 'Places and periods are large enough for what is counted.')
  return {
    id,
    title,
    result: 'fail',
    text: `${found.slice(0, 3).join('. ')}.`,
    remedy: 'Choose larger places or a longer period.',
  }
}

function each(
  items: readonly Releasable[],
  id: string,
  title: string,
  lacks: (item: Releasable) => boolean,
  what: string,
  good: string,
): Check {
  const found = items.filter(lacks).map(item => item.title)
  if (found.length === 0) return pass(id, title, good)
  const more = found.length > 3 ? ` and ${found.length - 3} more` : ''
  return {
    id,
    title,
    result: 'fail',
    text: `These do not ${what}: ${found.slice(0, 3).join('; ')}${more}.`,
    remedy: 'Put it right where the item is kept, then prepare it again.',
  }
}
