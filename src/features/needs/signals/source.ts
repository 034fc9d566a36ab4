import { arrowWords } from '../../../lib/charts/index.ts'
import { addMonths, monthWords } from '../../../lib/dates.ts'
import { plural, sentence } from '../../../lib/words.ts'
import { notShown } from '../../evidence/index.ts'
import { noRate, perWords } from '../words.ts'
import { kindWords } from './ground.ts'
import { scaleOf } from './list.ts'
import type { Signals } from './listed.ts'
import type { Tally } from './rows.ts'
import { written } from './settings.ts'

// See docs/methods/small-numbers.md.
const keptWords =
  '“Not shown” stands where a count is small, or where it and the borough’s total would give a small one away. '

/** What stands under the table: count, denominator, period, interval, source. */
export function sourceOf({ asked, marked, rows, source, cityRate }: Signals, tally: Tally): Record<string, string> {
  const { measure } = asked.known
  const { settings } = marked
  const first = asked.ground.areas.find(area => area.residentsYear !== null)
  const tested = [...marked.marks.values()][0]?.tested ?? 0
  const phi = [...marked.marks.values()][0]?.dispersion ?? 1
  // How many were tested, and the spread of all, would say something of the hidden.
  const some = tally.hidden > 0
  const many = kindWords[asked.ground.kind][1]
  return {
    lead: `${measure.name}.`,
    count: `${sentence(measure.unit)} in the 12 months from ${monthWords(addMonths(marked.end, -11))} to ${monthWords(marked.end)}${measure.denominator === null ? '' : `; rate ${perWords(measure)}`}.`,
    denominator:
      measure.denominator === null
        ? noRate
        : first
          ? `Residents: ${first.residentsBasis} ${/\d{4}/.test(first.residentsBasis ?? '') ? '' : first.residentsYear}.`.replace(
              ' .',
              '.',
            )
          : 'No residents are loaded, so there is no rate.',
    period: `Change: these ${settings.window} months against the ${settings.window} before, exact test, false discovery rate held at ${written(settings).fdr}% across ${some ? 'all tests' : plural(tested, 'test')}, ${settings.widen ? `widened for over-dispersion${some ? '' : ` (${phi.toFixed(2)} times chance)`}` : 'not widened'}. Level: top ${written(settings).top}% for both rate and count, on at least ${plural(settings.least, 'event')}, each square one year.`,
    interval:
      `Intervals are 95%: exact Poisson under 10, Byar’s from 10, for rates; exact and widened for ratios. ${cityRate === null ? '' : `The upright line is the rate of all ${many} together.`} ${arrowWords(scaleOf({ rows, cityRate }))}`.trim(),
    source: source ? `Source: ${source}.` : '',
    caution: tally.places
      ? `${some || rows.some(row => row.figure.count.words === notShown) ? keptWords : ''}Recorded offences depend on what is reported. Town centres have many visitors and few residents, so a rate can look high.`
      : '',
  }
}
